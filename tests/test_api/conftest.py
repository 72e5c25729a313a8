"""One register for all tests that only read it: whose rows say everything that the API has to say."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from dashboard.domain.annotations import AnnotationKind, NewAnnotation
from dashboard.domain.departures import Status
from dashboard.domain.figures import Snapshot
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind, Level
from dashboard.domain.people import OPERATOR
from dashboard.services.annotations.annotate import annotate
from dashboard.services.standings import refresh
from db import figures, organisations
from db.engine import Database
from db.tables import OrganisationRow
from tests.databases import sqlite_copy
from tests.factories import HOLDING, NOW, TODAY, account_id, log, make_account, make_figures, make_organisation
from tests.people import make_essaim
from tests.test_exit_days.cast import planned
from tests.test_web.browsing import Browser

HOSTILE = '=HYPERLINK("https://evil.invalid";1)<script>window.__harm=1</script>'
READ_BY_X = 31_337
"""A count that X's API gave."""


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Lyon has left and is certified, Besançon was read by X's API and leaves in September, Étoile is of the demo and flagged, an
    association has a hostile name.
    """
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("api")) as db:
        lyon = make_organisation(db, "Lyon", level=Level.L2, country="FR", population=520_000).slug
        make_figures(db, lyon, Network.X, {"2025-01-20": 100_000}, source="https://press.example/lyon")
        log(db, lyon, Status.ANNOUNCED, "2025-01-06")
        log(db, lyon, Status.DEPARTED, "2025-01-20")
        for network, followers in ((Network.BLUESKY, 20_000), (Network.MASTODON, 10_000)):
            make_account(db, lyon, network, followers=followers)
        make_figures(db, lyon, Network.BLUESKY, {f"2025-04-{day:02d}": 18_000 + day for day in range(15, 25)})
        _besancon(db)
        star = make_organisation(db, "Étoile", Kind.MUSEUM, staff=40, country="BE").slug
        make_figures(db, star, Network.X, {"2025-01-20": 5_000}, source=HOSTILE)
        log(db, star, Status.DEPARTED, "2025-01-20")
        make_account(db, star, followers=900)
        make_organisation(db, HOSTILE, Kind.ASSOCIATION)
        with db.writing() as session:
            organisations.by_slug(session, star).fictional = True
            figures.store(session, [Snapshot(_key(db, star), datetime(2025, 5, 2, 6, tzinfo=UTC), 88_888, flagged=True)])
        planned(db)
        for slug, text, public in ((lyon, "Public note", True), (lyon, "Private note", False), (None, "For everybody", True)):
            annotate(db, slug, NewAnnotation(date(2025, 3, 1), AnnotationKind.PRESS, text, public=public), by=OPERATOR, now=NOW)
        yield db


def _key(db: Database, slug: str) -> int:
    return account_id(db, slug, Network.BLUESKY)


def _besancon(db: Database) -> None:
    slug = make_organisation(db, "Université de Besançon", Kind.UNIVERSITY, students=30_000).slug
    make_figures(db, slug, Network.X, {"2024-12-01": 30_000})
    log(db, slug, Status.DEPARTED, "2025-09-01")
    x = account_id(db, slug, Network.X)
    with db.writing() as session:
        figures.store(session, [Snapshot(x, datetime(2025, 5, 31, 6, tzinfo=UTC), READ_BY_X, source="https://x.com/besancon")])
        refresh_all(session)


def refresh_all(session: Session) -> None:
    """Make every standing anew."""
    keys = [key for key in session.exec(select(OrganisationRow.id)) if key]
    refresh(session, keys, today=TODAY, holding=HOLDING)


@pytest.fixture(scope="module")
def essaim(world: Database) -> Essaim:
    """An Essaim on that register, for as many calls as tests make."""
    return make_essaim(world, Settings(api_calls_per_hour=1_000_000, allowed_hosts=("testserver",)))


@pytest.fixture(scope="module")
def visitor(essaim: Essaim) -> Browser:
    """A program that asks."""
    return Browser(essaim)
