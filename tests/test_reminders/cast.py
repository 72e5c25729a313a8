"""Lyon has pledged to leave on 22 September; Ana and Bo are in its team, and pin the announcement on the 15th at nine."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from connectors.mail import Mail
from dashboard.services.exit_days.remind import remind
from db.engine import Database
from tests.factories import NOW
from tests.network.smtp_server import SmtpServer
from tests.people import VAULT, make_person
from tests.test_exit_days.cast import city, planned, pledges

BASE = "https://essaim.example"
SENDER = "essaim@essaim.example"
ANA, BO = "ana@lyon.example", "bo@lyon.example"
NINE = datetime(2025, 9, 15, 7, tzinfo=UTC)
"""Nine in Lyon, a week before the day: the announcement is to be pinned."""


def lyon(db: Database, *, zone: str = "Europe/Paris", **plan: Any) -> None:
    """The cast; Ana writes French, Bo English, and Bo's clocks are those of ``zone``."""
    city(db, "Lyon")
    planned(db, **plan)
    make_person(db, ANA, owner_of="lyon")
    make_person(db, BO, editor_of="lyon", language="en", zone=zone)
    pledges(db, "lyon")


def run(db: Database, server: SmtpServer, now: datetime = NINE, mail: Mail | None = None) -> int:
    """One run of the job at that instant."""
    return remind(db, VAULT, mail or Mail(server.url, SENDER), base=BASE, clock=fixed(now))


def fixed(now: datetime) -> Callable[[], datetime]:
    """A clock that stands."""
    return lambda: now


def got(server: SmtpServer) -> list[str]:
    """Who was written to, each as often as it was."""
    return sorted(one.to[0] for one in server.received)


__all__ = ["ANA", "BASE", "BO", "NINE", "NOW", "SENDER", "fixed", "got", "lyon", "run"]
