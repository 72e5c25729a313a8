"""Read who leaves, one by one: with the day, its source, and whether they came back."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from dashboard.domain.departures import LEFT, MADE_PUBLIC, Journey, Status, journey
from dashboard.domain.leaderboard import Standing
from dashboard.services.standings import left_network
from db import departures, movement
from db.engine import Database


class Leaving(NamedTuple):
    """One institution that leaves. Exactly what may be published.

    :param standing: who it is, and the day on which it leaves, if that is known.
    :param source: of the departure, or of its announcement where no day is known: an address or words; empty if it says so itself.
    :param announced_on: when it was made public, if that was logged.
    :param returned_on: when it came back, if it did.
    """

    standing: Standing
    source: str
    announced_on: date | None
    returned_on: date | None


def read_leaving(
    db: Database, first: date, last: date, *, today: date, newest_first: bool = False, offset: int = 0, limit: int
) -> list[Leaving]:
    """Those that leave between two days, both included: by day, then by name."""
    with db.reading() as session:
        found = movement.leaving(session, today, first, last, newest_first=newest_first, offset=offset, limit=limit)
        return _with_sources(session, found, today)


def read_undated(db: Database, *, today: date, offset: int = 0, limit: int) -> list[Leaving]:
    """Those that announced their departure without a day for it, by name."""
    with db.reading() as session:
        return _with_sources(session, movement.undated(session, today, offset=offset, limit=limit), today)


def _with_sources(session: Session, found: Sequence[tuple[int, Standing]], today: date) -> list[Leaving]:
    events = departures.events_of(session, [key for key, _ in found])
    leaving = []
    for key, standing in found:
        ladder = events.get(key, ())
        current = journey(ladder, today, left_network(ladder))
        returned = standing.status is Status.RETURNED
        leaving.append(Leaving(standing, _source(current), current.announced_on, _returned_on(current, today) if returned else None))
    return leaving


def _source(current: Journey) -> str:
    if current.departed_on is not None:
        return next((one.source for one in current.events if one.status in LEFT and one.on == current.departed_on), "")
    return next((one.source for one in reversed(current.events) if one.status in MADE_PUBLIC), "")


def _returned_on(current: Journey, today: date) -> date | None:
    return max((one.on for one in current.events if one.status is Status.RETURNED and one.on <= today), default=None)
