"""The demo, written as open data once for all who only read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.domain.people import OPERATOR
from dashboard.services.fill_demo import fill_demo
from db.engine import Database
from tests.databases import sqlite_copy
from tests.factories import HOLDING, NOW
from tests.test_open_data.reading import export


@pytest.fixture(scope="package")
def demo(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Sixteen fictional institutions with 200 days of figures."""
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("demo")) as db:
        fill_demo(db, organisations=16, days=200, seed=1, by=OPERATOR, now=NOW, holding=HOLDING)
        yield db


@pytest.fixture(scope="package")
def exported(demo: Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its open data, Parquet included."""
    folder = tmp_path_factory.mktemp("open") / "essaim"
    export(demo, folder, parquet=True, publisher="Ville de Lyon")
    return folder
