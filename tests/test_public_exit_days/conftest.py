"""An exit day in each of its states; read, never changed, by these tests."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from dashboard.domain.departures import Status
from dashboard.domain.exit_days.days import Goal
from dashboard.domain.exit_days.pledges import Strength
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.services.exit_days.campaigns import make_campaign
from dashboard.services.exit_days.plan import plan_exit_day
from dashboard.services.exit_days.pledge import withdraw_pledge
from dashboard.services.exit_days.steps import cancel_exit_day, confirm_exit_day, end_exit_days, open_exit_day
from db import organisations
from db.engine import Database
from db.tables import MilestoneRow, StandingRow
from tests.databases import sqlite_copy
from tests.factories import NOW, log, make_account, make_figures
from tests.people import make_essaim
from tests.test_exit_days.cast import CITIES, city, planned, pledges
from tests.test_web.browsing import Browser

HERE = "https://essaim.example"
HIDDEN = ("Cachée-sur-Loire", "Secrète-les-Bains", "Discrète-le-Haut")
"""They pledged on condition, and want no name shown before the day is confirmed."""
HOSTILE = "</script><script>window.__harm=1</script>"
WINTER = datetime(2025, 1, 10, 9, tzinfo=UTC)
MARCH, APRIL = date(2025, 3, 3), date(2025, 4, 7)
SOON, PAST, OFF, DRAFT, FEW, WORTH = "ete-2025", "hiver-2025", "annulee", "brouillon", "debut", "avril-2025"


@dataclass(frozen=True)
class Cast:
    """Slugs of those who are hidden; of the one that considers it; of the one whose condition did not hold when a day was confirmed."""

    hidden: tuple[str, ...]
    considering: str
    waiting: str


def fill(db: Database) -> Cast:
    """Every state of a day."""
    hidden = tuple(city(db, name) for name in HIDDEN)
    shown = [city(db, name, population=10_000 + at) for at, name in enumerate(("Lyon", "Besançon", "Évian"))]
    for slug in shown:
        make_figures(db, slug, Network.X, {"2025-05-20": 10_000})
    thinks, waits = city(db, "Songeuse"), city(db, "Patiente")
    planned(db, goal=Goal(9, 100_000))
    for slug in shown:
        pledges(db, slug, shown=True)
    for slug in hidden:
        pledges(db, slug, organisations=7)
    pledges(db, thinks, strength=Strength.CONSIDERING)
    _few(db, hidden[0])
    _soon(db, waits)
    _past(db)
    _worth(db)
    planned(db, titles={"fr": "Annulée", "en": HOSTILE}, on=date(2025, 10, 1))
    cancel_exit_day(db, OFF, f"Trop tôt {HOSTILE}", by=OPERATOR, now=NOW)
    planned(db, opened=False, titles={"fr": "Brouillon", "en": "Draft in secret"}, on=date(2025, 11, 1))
    return Cast(hidden, thinks, waits)


def _few(db: Database, hidden: str) -> None:
    """One hidden pledge, which is not even counted."""
    planned(db, titles={"fr": "Début", "en": "Beginning"}, on=date(2025, 12, 1))
    pledges(db, hidden, FEW)


def _soon(db: Database, waits: str) -> None:
    """Confirmed: three are bound, one has withdrawn since, and one whose condition does not hold stays hidden."""
    planned(db, titles={"fr": "Été 2025", "en": "Summer 2025"}, on=date(2025, 7, 1), deadline=date(2025, 6, 20), at=None)
    for slug in [city(db, name) for name in ("Dole", "Gray", "Vesoul")]:
        pledges(db, slug, SOON)
    pledges(db, waits, SOON, organisations=50)
    confirm_exit_day(db, SOON, by=OPERATOR, now=NOW)
    withdraw_pledge(db, SOON, "gray", by=OPERATOR, now=NOW)


def _past(db: Database) -> None:
    """Over: one kept the pledge, one left late, one did not leave."""
    campaign = make_campaign(db, {"fr": "Hiver", "en": "Winter"}, {}, by=OPERATOR, now=WINTER)
    plan = replace(CITIES, on=MARCH, deadline=date(2025, 2, 20), titles={"fr": "Hiver 2025", "en": "Winter 2025"})
    slug = plan_exit_day(db, campaign.slug, plan, by=OPERATOR, now=WINTER)
    open_exit_day(db, slug, by=OPERATOR, now=WINTER)
    for one in [city(db, name) for name in ("Arbois", "Baume", "Quingey")]:
        pledges(db, one, slug, now=WINTER)
    confirm_exit_day(db, slug, by=OPERATOR, now=WINTER)
    for one, before, after in (("arbois", 100, 150), ("quingey", 200, 900)):
        make_figures(db, one, Network.X, {"2025-03-02": 4_000, "2025-05-20": 9_000})
        make_account(db, one, Network.MASTODON)
        make_figures(db, one, Network.MASTODON, {"2025-03-02": before, "2025-03-04": after})
    log(db, "arbois", Status.DEPARTED, "2025-03-03", source="https://arbois.example/depart")
    log(db, "baume", Status.DEPARTED, "2025-03-20")
    end_exit_days(db, now=datetime(2025, 3, 5, tzinfo=UTC))


def _worth(db: Database) -> None:
    """Over as well: three kept it, one of whom came back, and three left alone a week later; all were read thirty days after."""
    campaign = make_campaign(db, {"fr": "Avril", "en": "April"}, {}, by=OPERATOR, now=WINTER)
    plan = replace(CITIES, on=APRIL, deadline=date(2025, 3, 20), titles={"fr": "Avril 2025", "en": "April 2025"})
    slug = plan_exit_day(db, campaign.slug, plan, by=OPERATOR, now=WINTER)
    open_exit_day(db, slug, by=OPERATOR, now=WINTER)
    together = [city(db, name) for name in ("Pesmes", "Salins", "Poligny")]
    alone = [city(db, name) for name in ("Luxeuil", "Lure", "Nozeroy")]
    for one in together:
        pledges(db, one, slug, now=WINTER)
    confirm_exit_day(db, slug, by=OPERATOR, now=WINTER)
    for some, on, regained in ((together, APRIL, 240), (alone, APRIL + timedelta(days=7), 90)):
        for one in some:
            log(db, one, on=on)
            if one == "pesmes":
                log(db, one, Status.RETURNED, "2025-05-18")
            with db.writing() as session:
                key = organisations.by_slug(session, one).id or 0
                session.get_one(StandingRow, key).baseline = 1_000
                session.get_one(MilestoneRow, (key, 30)).regained_low = regained
    end_exit_days(db, now=datetime(2025, 4, 9, tzinfo=UTC))


@dataclass(frozen=True)
class World:
    """The Essaim with its cast."""

    essaim: Essaim
    cast: Cast


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """An Essaim on the web, on 1 June 2025."""
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("exit-days")) as db:
        cast = fill(db)
        yield World(make_essaim(db, Settings(public_url=HERE, publisher="Association Essaim, Lyon")), cast)


@pytest.fixture(scope="module")
def reader(world: World) -> Browser:
    """A visitor from nowhere."""
    return Browser(world.essaim, base=HERE)
