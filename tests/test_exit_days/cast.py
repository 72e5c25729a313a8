"""The coordinators of the tests, the day they plan, and the institutions that pledge to it."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from dashboard.domain.exit_days.conditions import ALWAYS, Condition
from dashboard.domain.exit_days.days import Goal, Plan
from dashboard.domain.exit_days.pledges import NewPledge, Pledge, Strength
from dashboard.domain.organisations import Kind
from dashboard.domain.people import OPERATOR, Actor
from dashboard.services.exit_days.campaigns import make_campaign
from dashboard.services.exit_days.plan import plan_exit_day
from dashboard.services.exit_days.pledge import pledge
from dashboard.services.exit_days.steps import open_exit_day
from db.engine import Database
from tests.factories import NOW, make_organisation

CITIES = Plan(
    on=date(2025, 9, 22),
    deadline=date(2025, 9, 15),
    titles={"fr": "Villes, automne 2025", "en": "Cities, autumn 2025"},
    texts={"fr": "Partons ensemble.", "en": "Let us leave together."},
    at=time(10),
    goal=Goal(organisations=3),
)
DAY = "villes-automne-2025"


def planned(db: Database, *, opened: bool = True, by: Actor = OPERATOR, **changed: Any) -> str:
    """An exit day, open to pledges unless told otherwise."""
    campaign = make_campaign(db, {"fr": "Quitter X", "en": "Leaving X"}, {}, by=by, now=NOW)
    slug = plan_exit_day(db, campaign.slug, replace(CITIES, **changed), by=by, now=NOW)
    if opened:
        open_exit_day(db, slug, by=by, now=NOW)
    return slug


def city(db: Database, name: str, **fields: Any) -> str:
    """A city of the register; gives its slug."""
    return make_organisation(db, name, Kind.CITY, now=NOW, **fields).slug


def pledges(
    db: Database,
    slug: str,
    day: str = DAY,
    *,
    by: Actor = OPERATOR,
    now: datetime = NOW,
    shown: bool = False,
    named: tuple[str, ...] = (),
    strength: Strength = Strength.GOING,
    **condition: int,
) -> Pledge:
    """An institution pledges: ``pledges(db, "lyon", organisations=3)``."""
    asked = Condition(**condition) if condition else ALWAYS  # type: ignore[arg-type]
    return pledge(db, day, slug, NewPledge(strength, asked, shown), by=by, now=now, named=named)
