"""How comparable institutions stood at the age of each one: for all of them at once, since one by one each is read for every other."""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from statistics import median
from typing import Any

from sqlalchemy import not_
from sqlmodel import Session, col, select

from dashboard.domain.accounts import Origin
from dashboard.domain.figures import Holding, Provenance
from dashboard.domain.transfer import Band, band, share
from dashboard.services.read_organisation import FEWEST_PEERS
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


class _Account:
    """Figures of one new account, by day as a number."""

    def __init__(self) -> None:
        self.days, self.followers, self.holds = array("i"), array("q"), array("i")

    def at(self, day: int) -> tuple[int | None, int] | None:
        """(followers if they hold on that day, followers last known); None before its first figure."""
        place = bisect_right(self.days, day) - 1
        if place < 0:
            return None
        known = self.followers[place]
        return (known if day - self.days[place] <= self.holds[place] else None, known)


def read_peers(db: Database, *, today: date, holding: Holding) -> Mapping[str, Peers | None]:
    """The same as ``read_organisation`` says of each one that has left: medians over the others of its kind at its age; None where
    they are too few.
    """
    with db.reading() as session:
        known = _organisations(session)
        asked: dict[str, set[int]] = defaultdict(set)
        for one in known.values():
            if one.age is not None and one.age >= 0:
                asked[one.kind].add(one.age)
        ages = {kind: sorted(found) for kind, found in asked.items()}
        ends: dict[tuple[str, int], tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
        own: dict[tuple[str, int], tuple[float, float]] = {}
        for key, accounts in _accounts(session, holding):
            if key not in known:
                continue
            one = known[key]
            for age in ages.get(one.kind, ()):
                if one.left + age > today.toordinal():
                    break
                found = share(_band(accounts, one.left + age), one.baseline)
                if found.low is not None and found.high is not None:
                    lows, highs = ends[one.kind, age]
                    lows.append(found.low)
                    highs.append(found.high)
                    if age == one.age:
                        own[one.slug, age] = (found.low, found.high)
    for lows, highs in ends.values():
        lows.sort()
        highs.sort()
    return {one.slug: _without(ends[one.kind, one.age], own.get((one.slug, one.age))) for one in known.values() if one.age is not None}


def _organisations(session: Session) -> Mapping[int, _One]:
    columns: list[Any] = [OrganisationRow.id, OrganisationRow.slug, OrganisationRow.kind]
    columns += [StandingRow.departed_on, StandingRow.as_of, StandingRow.baseline]
    query: Any = select(*columns).join(StandingRow, col(StandingRow.organisation_id) == OrganisationRow.id)
    return {
        key: _One(slug, kind, left.toordinal(), baseline or 0, (as_of - left).days if as_of else None)
        for key, slug, kind, left, as_of, baseline in session.connection().execute(query.where(col(StandingRow.departed_on).is_not(None)))
    }


def _accounts(session: Session, holding: Holding) -> Iterator[tuple[int, Sequence[_Account]]]:
    """The new accounts of one institution after the other: all figures at once would not fit a small machine."""
    holds = {one.value: holding.days(one) for one in Provenance}
    columns: list[Any] = [AccountRow.organisation_id, DailyRow.account_id, DailyRow.day, DailyRow.followers, DailyRow.provenance]
    query: Any = (
        select(*columns)
        .select_from(AccountRow)
        .join(DailyRow, col(DailyRow.account_id) == AccountRow.id)
        .where(AccountRow.origin == Origin.DESTINATION.value, not_(col(DailyRow.flagged)))
        .order_by(col(AccountRow.organisation_id), col(DailyRow.account_id), col(DailyRow.day))
    )
    rows: Iterator[Any] = iter(session.connection().execution_options(yield_per=10_000).execute(query))
    for organisation_id, its_rows in groupby(rows, key=lambda row: row[0]):
        accounts: dict[int, _Account] = defaultdict(_Account)
        for _, account_id, day, followers, provenance in its_rows:
            account = accounts[account_id]
            account.days.append(day.toordinal())
            account.followers.append(followers)
            account.holds.append(holds[provenance])
        yield organisation_id, list(accounts.values())


def _band(accounts: Sequence[_Account], day: int) -> Band:
    return band([found for one in accounts if (found := one.at(day)) is not None])


def _without(ends: tuple[list[float], list[float]], own: tuple[float, float] | None) -> Peers | None:
    """Medians over all but one, of which both ends are known or none."""
    lows, highs = ends
    if own is not None:
        lows, highs = _all_but(lows, own[0]), _all_but(highs, own[1])
    return (median(lows), median(highs), len(lows)) if len(lows) >= FEWEST_PEERS else None


def _all_but(values: Sequence[float], one: float) -> list[float]:
    place = bisect_left(values, one)
    return [*values[:place], *values[place + 1 :]]
