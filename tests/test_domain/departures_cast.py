"""What the tests of departures are made of."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from dashboard.domain.departures import DepartureEvent, Status, in_force

LOGGED = datetime(2025, 1, 1, 9, tzinfo=UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


def log(*entries: tuple[Status, str]) -> list[DepartureEvent]:
    """Events logged one after the other, a minute apart; the day of a withdrawn one begins with a minus."""
    return [
        DepartureEvent(status, day(on.removeprefix("!")), "CNews", LOGGED + timedelta(minutes=n), withdrawn=on.startswith("!"))
        for n, (status, on) in enumerate(entries)
    ]


def rungs(events: Sequence[DepartureEvent]) -> list[tuple[Status, str]]:
    return [(event.status, event.on.isoformat()) for event in in_force(events)]


LYON = log((Status.ANNOUNCED, "2025-01-17"), (Status.LAST_POST, "2025-01-19"), (Status.DEPARTED, "2025-01-20"))


BACK = log((Status.ANNOUNCED, "2025-01-17"), (Status.DEPARTED, "2025-01-20"), (Status.RETURNED, "2025-03-01"))


TWICE = [*BACK, replace(LYON[2], on=day("2025-06-01"), logged_at=LOGGED + timedelta(hours=1))]
