"""Afterwards: who kept the pledge, read from the register's own departures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dashboard.domain.exit_days.afterwards import FollowThrough, follow_through
from dashboard.domain.exit_days.days import State
from dashboard.domain.organisations import Organisation
from dashboard.services.exit_days.plan import read_plan
from db import departures, exit_days, organisations, pledges
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
        rows = sorted(organisations.of_ids(session, held), key=lambda one: (one.match_key, one.slug))
        return [
            Held(
                organisations.as_organisation(one),
                follow_through(
                    events.get(one.id or 0, ()), plan.on, now.date(), network=plan.network, withdrawn=held[one.id or 0] is not None
                ),
                held[one.id or 0],
            )
            for one in rows
        ]
