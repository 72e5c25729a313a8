"""What the tests of pages need beyond the common cast."""

from datetime import date
from typing import Any

from dashboard.domain.departures import Status
from dashboard.domain.leaderboard import Standing
from dashboard.domain.organisations import Kind, Level
from db import organisations
from db.engine import Database

LYON = Standing(
    slug="lyon",
    name="Lyon",
    kind=Kind.CITY,
    level=Level.L2,
    size=None,
    size_measure=None,
    size_class=None,
    status=Status.DEPARTED,
    departed_on=date(2025, 1, 20),
    baseline=100_000,
    baseline_on=date(2025, 1, 20),
    baseline_source="counted by the tests",
    regained_low=20_000,
    regained_high=30_000,
    recovery_low=0.2,
    recovery_high=0.3,
    as_of=date(2025, 6, 1),
    age=132,
    missing=None,
)


def a_standing(**only_what_matters: Any) -> Standing:
    """How Lyon stands, but for what matters."""
    return LYON._replace(**only_what_matters)


def certify(db: Database, slug: str) -> None:
    """Let a team have proved that it speaks for the institution."""
    with db.writing() as session:
        organisations.by_slug(session, slug).level = Level.L2.value
