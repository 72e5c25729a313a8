"""The day itself: who of those that were bound has left, what they left behind, and how their new accounts grow around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dashboard.domain.exit_days.afterwards import GONE, Kept
from dashboard.services.exit_days.afterwards import Held, read_afterwards
from dashboard.services.exit_days.left_behind import keys_of_gone, left_behind
from dashboard.services.exit_days.plan import read_plan
from db import exit_days, growth
from db.engine import Database

UP_TO = timedelta(days=3)
"""So long before the day a count may be to be the last one before it."""


@dataclass(frozen=True)
class Grown:
    """How the new accounts of those that have left grew around the day.

    :param followers: that they gained, between the first and the last of these days. :param accounts: so many were counted on both sides.
    """

    followers: int
    accounts: int
    first: date
    last: date


@dataclass(frozen=True)
class OnTheDay:
    """What the big screen shows.

    :param bound: how many were bound and did not withdraw; ``left``: those of them that have left, the last departure first.
    :param audience: followers they left behind, as far as these may be told; ``unknown``: of how many that is not known.
    :param grown: their new accounts; None where none was counted both before the day and on it or the day after.
    """

    bound: int
    left: Sequence[Held]
    audience: int | None
    unknown: int
    grown: Grown | None


def read_on_the_day(db: Database, slug: str, *, now: datetime) -> OnTheDay:
    """How the day goes.

    :raises NotFound: no such day.
    """
    held = [one for one in read_afterwards(db, slug, now=now) if one.found.kept is not Kept.WITHDRAWN]
    left = sorted((one for one in held if one.found.kept in GONE), key=lambda one: one.found.left_on or now.date(), reverse=True)
    with db.reading() as session:
        on = read_plan(session, exit_days.exit_day(session, slug)).on
        gone = keys_of_gone(session, held)
        audience, unknown = left_behind(session, gone)
        before = growth.new_accounts_between(session, gone, on - UP_TO, on - timedelta(days=1))
        newest = growth.new_accounts_between(session, gone, on, min(now.date(), on + timedelta(days=1)))
    return OnTheDay(len(held), left, audience, unknown, _grown(before, newest))


def _grown(before: growth.Counts, newest: growth.Counts) -> Grown | None:
    both = sorted(before.keys() & newest.keys())
    if not both:
        return None
    return Grown(
        followers=sum(newest[key][1] - before[key][1] for key in both),
        accounts=len(both),
        first=min(before[key][0] for key in both),
        last=max(newest[key][0] for key in both),
    )
