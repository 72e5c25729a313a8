"""The list of institutions: how many of each letter and kind, and a page of them by name."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, not_
from sqlmodel import Session, col, select

from dashboard.domain.leaderboard import Order, Standing
from dashboard.domain.names import INITIALS, OTHER, initial
from db.leaderboard import Selection, as_they_stand
from db.standing_made import columns, made
from db.tables import OrganisationRow, StandingRow

_LETTERS = tuple(one for one in INITIALS if one != OTHER)


def _initial() -> ColumnElement[str]:
    return func.substr(col(OrganisationRow.match_key), 1, 1)


def counts(session: Session) -> Mapping[tuple[str, str], int]:
    """How many institutions there are, by initial (INITIALS) and kind."""
    first, found = _initial(), dict[tuple[str, str], int]()
    query: Any = select(first, OrganisationRow.kind, func.count()).group_by(first, col(OrganisationRow.kind))
    for letter, kind, n in session.execute(query):
        key = (initial(letter), kind)
        found[key] = found.get(key, 0) + n
    return found


def page(session: Session, today: date, part: str, kind: str | None, offset: int, limit: int) -> list[Standing]:
    """How some institutions stand at their latest reading, by name.

    :param part: one of INITIALS, or empty for all; ``kind``: the only one, or None for all.
    """
    query = _by_name(*columns(StandingRow))
    if part == OTHER:
        query = query.where(not_(_initial().in_(_LETTERS)))
    elif part:
        query = query.where(_initial() == part)
    if kind is not None:
        query = query.where(OrganisationRow.kind == kind)
    return as_they_stand(session, query.offset(offset).limit(limit), Selection(today, None))


def everybody(session: Session, today: date) -> list[tuple[str, Standing]]:
    """Every institution with its initial, likewise."""
    rows = session.connection().execute(_by_name(_initial(), *columns(StandingRow))).all()
    return [(initial(letter), made(row, today, None, Order.RECOVERY)) for letter, *row in rows]


def _by_name(*asked: Any) -> Any:
    query: Any = select(*asked).join_from(OrganisationRow, StandingRow, col(StandingRow.organisation_id) == OrganisationRow.id)
    return query.order_by(col(OrganisationRow.match_key), col(OrganisationRow.slug))


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
