"""How comparable institutions stood at the age of each one: for all of them at once, since one by one each is read for every other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, String, case, cast, func, not_
from sqlmodel import Session, col, select

from dashboard.analysis.peers import Days, Field, Figures, Shares, both_ends
from dashboard.domain.accounts import Origin
from dashboard.domain.figures import Holding, Provenance
from dashboard.domain.leaderboard import FEWEST
from db.day_arithmetic import day_number
from db.engine import Database
from db.tables import AccountRow, DailyRow, OrganisationRow, StandingRow

Peers = tuple[float, float, int]
"""Medians of both ends of recovery, and of how many."""


@dataclass(frozen=True)
class _One:
    slug: str
    kind: str
    left: int
    baseline: int
    age: int | None


def read_peers(db: Database, *, today: date, holding: Holding) -> Mapping[str, Peers | None]:
    """The same as ``read_organisation`` says of each one that has left: medians over the others of its kind at its age; None where
    they are too few.
    """
    with db.reading() as session:
        known = _organisations(session)
        ages = _ages(known.values())
        ends: dict[str, dict[str, tuple[Shares, Shares]]] = {kind: {} for kind in ages}
        for key, accounts in _accounts(session, holding):
            one = known.get(key)
            if one is not None and one.baseline and one.kind in ages:
                its_ages = ages[one.kind]
                reached = its_ages[: its_ages.searchsorted(today.toordinal() - one.left, "right")]
                ends[one.kind][one.slug] = both_ends(accounts, one.left + reached, one.baseline)
    kinds: dict[str, list[_One]] = defaultdict(list)
    for one in known.values():
        kinds[one.kind].append(one)
    # Of one kind after the other: tables of all kinds at once would not fit a small machine.
    return {slug: peers for kind, ones in kinds.items() for slug, peers in _of_kind(ones, ages.get(kind), ends.pop(kind, {}))}


def _of_kind(ones: Iterable[_One], ages: Days | None, ends: Mapping[str, tuple[Shares, Shares]]) -> Iterator[tuple[str, Peers | None]]:
    places = {age: place for place, age in enumerate(ages.tolist() if ages is not None else ())}
    rows = {slug: row for row, slug in enumerate(ends)}
    lows, highs = (Field([both[end] for both in ends.values()], len(places)) for end in (0, 1))
    for one in ones:
        if one.age in places:
            (low, n), (high, _) = (field.of_others(places[one.age], rows.get(one.slug)) for field in (lows, highs))
            yield one.slug, (low, high, n) if n >= FEWEST else None
        elif one.age is not None:
            yield one.slug, None


def _ages(ones: Iterable[_One]) -> Mapping[str, Days]:
    """The ages asked for of each kind, in order."""
    found: dict[str, set[int]] = defaultdict(set)
    for one in ones:
        if one.age is not None and one.age >= 0:
            found[one.kind].add(one.age)
    return {kind: np.array(sorted(ages)) for kind, ages in found.items()}


def _organisations(session: Session) -> Mapping[int, _One]:
    columns: list[Any] = [OrganisationRow.id, OrganisationRow.slug, OrganisationRow.kind]
    columns += [StandingRow.departed_on, StandingRow.as_of, StandingRow.baseline]
    query: Any = select(*columns).join(StandingRow, col(StandingRow.organisation_id) == OrganisationRow.id)
    return {
        key: _One(slug, kind, left.toordinal(), baseline or 0, (as_of - left).days if as_of else None)
        for key, slug, kind, left, as_of, baseline in session.connection().execute(query.where(col(StandingRow.departed_on).is_not(None)))
    }


def _accounts(session: Session, holding: Holding) -> Iterator[tuple[int, Sequence[Figures]]]:
    """The new accounts of one institution after the other: all figures at once would not fit a small machine.

    The database joins the figures of an account into texts: a row each would take three times as long.
    """
    day = day_number(session, col(DailyRow.day))
    holds = case({one.value: holding.days(one) for one in Provenance}, value=col(DailyRow.provenance))
    query: Any = (
        select(col(AccountRow.organisation_id), *map(_joined, (day, col(DailyRow.followers), holds)))
        .join(DailyRow, col(DailyRow.account_id) == AccountRow.id)
        .where(AccountRow.origin == Origin.DESTINATION.value, not_(col(DailyRow.flagged)))
        .group_by(col(AccountRow.organisation_id), col(AccountRow.id))
        .order_by(col(AccountRow.organisation_id), col(AccountRow.id))
    )
    rows: Iterator[Any] = iter(session.connection().execution_options(yield_per=1_000).execute(query))
    for organisation_id, its_rows in groupby(rows, key=lambda row: row[0]):
        yield organisation_id, [_figures(*texts) for _, *texts in its_rows]


def _joined(column: Any) -> ColumnElement[str]:
    return func.aggregate_strings(cast(column, String), ",")


def _figures(*texts: str) -> Figures:
    # Rows come into the three texts in the same order, whichever that is.
    days, followers, holds = (np.fromstring(text, np.int64, sep=",") for text in texts)
    order = days.argsort()
    return Figures(days[order], followers[order], (days + holds)[order])
