"""The demo as a site, read once for all who only look at it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard.config import Settings
from dashboard.domain.people import OPERATOR
from dashboard.services.fill_demo import fill_demo
from dashboard.web.public.site import Site
from db.engine import Database
from tests.databases import sqlite_copy
from tests.factories import HOLDING, NOW, TODAY
from tests.people import make_essaim

BASE = "https://essaim.example"


@pytest.fixture(scope="package")
def demo(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Sixteen fictional institutions with 120 days of figures."""
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("demo")) as db:
        fill_demo(db, organisations=16, days=120, seed=1, by=OPERATOR, now=NOW, holding=HOLDING)
        yield Site(make_essaim(db, Settings()), BASE, TODAY, memory={})


@pytest.fixture
def site_of() -> Callable[[Database], Site]:
    """The site of a database of one's own."""
    return lambda db: Site(make_essaim(db, Settings()), BASE, TODAY)
