"""Afterwards: who kept the pledge, read from the register's own departures and the accounts' last posts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from dashboard.domain.exit_days.afterwards import FollowThrough, follow_through, with_posts
from dashboard.domain.exit_days.days import State
from dashboard.domain.organisations import Organisation
from dashboard.services.exit_days.plan import read_plan
from db import departures, exit_days, last_posts, organisations, pledges
from db.engine import Database


@dataclass(frozen=True)
class Held:
    """One institution that was bound when the day was confirmed, and what became of it.

    :param withdrawn_on: the day, UTC, on which it took its pledge back after that.
    """

    organisation: Organisation
    found: FollowThrough
    withdrawn_on: date | None = None


def read_afterwards(db: Database, slug: str, *, now: datetime) -> Sequence[Held]:
    """Everybody who was bound, by name; empty before the day is confirmed.

    :raises NotFound: no such day.
    """
    with db.reading() as session:
        row = exit_days.exit_day(session, slug)
        if State(row.state) not in (State.CONFIRMED, State.DONE):
            return []
        plan = read_plan(session, row)
        bound = {one.organisation: None for one in pledges.in_force(session, row.id or 0) if one.bound}
        gone = {one.organisation: one.withdrawn_at.date() for one in pledges.withdrawn(session, row.id or 0) if one.withdrawn_at}
        held: Mapping[int, date | None] = {**gone, **bound}
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
