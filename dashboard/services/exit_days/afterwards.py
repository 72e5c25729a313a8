"""Afterwards: who kept the pledge, read from the register's own departures and the accounts' last posts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlmodel import Session

from dashboard.domain.exit_days.afterwards import GONE, FollowThrough, Kept, follow_through, with_posts
from dashboard.domain.exit_days.days import State
from dashboard.domain.organisations import Organisation
from dashboard.services.exit_days.plan import read_plan
from db import departures, exit_days, last_posts, organisations, pledges
from db.engine import Database
from db.tables import ExitDayRow


@dataclass(frozen=True)
class Held:
    """One institution that was bound when the day was confirmed, and what became of it.

    :param withdrawn_on: the day, UTC, on which it took its pledge back after that.
    """

    organisation: Organisation
    found: FollowThrough
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class Bound:
    """What became of those who were bound when the day was confirmed and did not withdraw; ``left``: how many of them have left."""

    n: int
    left: int


def bound(held: Sequence[Held]) -> Bound:
    """How many there are, and how many of them have left."""
    kept = [one.found.kept for one in held if one.found.kept is not Kept.WITHDRAWN]
    return Bound(len(kept), sum(one in GONE for one in kept))


def read_afterwards(db: Database, slug: str, *, now: datetime) -> Sequence[Held]:
    """Everybody who was bound, by name; empty before the day is confirmed.

    :raises NotFound: no such day.
    """
    with db.reading() as session:
        return held_of(session, exit_days.exit_day(session, slug), now=now)


def held_of(session: Session, row: ExitDayRow, *, now: datetime) -> Sequence[Held]:
    """The same of one row."""
    if State(row.state) not in (State.CONFIRMED, State.DONE):
        return []
    plan = read_plan(session, row)
    holds = {one.organisation: None for one in pledges.in_force(session, row.id or 0) if one.bound}
    gone = {one.organisation: one.withdrawn_at.date() for one in pledges.withdrawn(session, row.id or 0) if one.withdrawn_at}
    held: Mapping[int, date | None] = {**gone, **holds}
    events = departures.events_of(session, held)
    told = last_posts.told(session, held, plan.network)
    # The morning of the day, so that a post of the day itself is seen against the reading before it.
    counted = last_posts.counted(session, held, plan.network, datetime.combine(plan.on, time(), UTC))
    rows = sorted(organisations.of_ids(session, held), key=lambda one: (one.match_key, one.slug))
    today, network, found = now.date(), plan.network, []
    for one in rows:
        key = one.id or 0
        ladder = events.get(key, ())
        followed = follow_through(ladder, plan.on, today, network=network, withdrawn=held[key] is not None)
        followed = with_posts(followed, ladder, told.get(key), counted.get(key, ()), network=network, today=today)
        found.append(Held(organisations.as_organisation(one), followed, held[key]))
    return found
