"""The list of institutions: how many of each letter and kind, and a page of them by name."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, not_
from sqlmodel import Session, col, select

from dashboard.domain.leaderboard import Standing
from dashboard.domain.names import INITIALS, OTHER
from db.leaderboard import Selection, standing
from db.tables import OrganisationRow, StandingRow

_LETTERS = tuple(one for one in INITIALS if one != OTHER)


def _initial() -> ColumnElement[str]:
    return func.substr(col(OrganisationRow.match_key), 1, 1)


def counts(session: Session) -> Mapping[tuple[str, str], int]:
    """How many institutions there are, by initial (INITIALS) and kind."""
    initial, found = _initial(), dict[tuple[str, str], int]()
    query: Any = select(initial, OrganisationRow.kind, func.count()).group_by(initial, col(OrganisationRow.kind))
    for letter, kind, n in session.execute(query):
        key = (letter if letter in _LETTERS else OTHER, kind)
        found[key] = found.get(key, 0) + n
    return found


def page(session: Session, today: date, initial: str, kind: str | None, offset: int, limit: int) -> list[Standing]:
    """How some institutions stand at their latest reading, by name.

    :param initial: one of INITIALS, or empty for all; ``kind``: the only one, or None for all.
    """
    query: Any = select(OrganisationRow, StandingRow).join(StandingRow, col(StandingRow.organisation_id) == OrganisationRow.id)
    if initial == OTHER:
        query = query.where(not_(_initial().in_(_LETTERS)))
    elif initial:
        query = query.where(_initial() == initial)
    if kind is not None:
        query = query.where(OrganisationRow.kind == kind)
    query = query.order_by(col(OrganisationRow.match_key), col(OrganisationRow.slug)).offset(offset).limit(limit)
    selection = Selection(today, None)
    return [standing(row, latest, latest, selection) for row, latest in session.execute(query)]


def names(session: Session) -> Sequence[tuple[str, str, str]]:
    """(slug, name, kind) of every institution, by name."""
    query: Any = select(OrganisationRow.slug, OrganisationRow.name, OrganisationRow.kind)
    query = query.order_by(col(OrganisationRow.match_key), col(OrganisationRow.slug))
    return [(slug, name, kind) for slug, name, kind in session.execute(query)]


def named(session: Session, key: str, limit: int) -> Sequence[tuple[str, str, str]]:
    """(slug, name, kind) of those of whose name each word of ``key`` begins a word: whoever is called exactly so, then by name.

    :param key: as domain.names.match_key writes it.
    """
    query: Any = select(OrganisationRow.slug, OrganisationRow.name, OrganisationRow.kind)
    for part in key.split():
        query = query.where((" " + col(OrganisationRow.match_key)).contains(f" {part}", autoescape=True))
    exact = col(OrganisationRow.match_key) != key
    query = query.order_by(exact, col(OrganisationRow.match_key), col(OrganisationRow.slug)).limit(limit)
    return [(slug, name, kind) for slug, name, kind in session.execute(query)]


def of_slugs(session: Session, slugs: Sequence[str]) -> Sequence[tuple[str, str, str]]:
    """(slug, name, kind) of those of them that there are."""
    query: Any = select(OrganisationRow.slug, OrganisationRow.name, OrganisationRow.kind).where(col(OrganisationRow.slug).in_(slugs))
    return [(slug, name, kind) for slug, name, kind in session.execute(query)]
