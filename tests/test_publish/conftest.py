"""Fixtures: a register of two institutions, and a publisher of a small site."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from dashboard.web.publish import publish
from tests.databases import sqlite_copy
from tests.factories import a_city_that_left
from tests.people import make_essaim
from tests.test_publish.publishing import Publisher


@pytest.fixture(autouse=True)
def nothing_waits_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is lost in a power cut is a test."""
    monkeypatch.setattr(os, "sync", lambda: None)


@pytest.fixture(scope="package")
def two_that_left(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register in which Lyon and Nancy have left."""
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("two")) as db:
        for name in ("Lyon", "Nancy"):
            a_city_that_left(db, name)
        return Path(db.engine.url.database or "")


@pytest.fixture
def essaim(two_that_left: Path, tmp_path: Path) -> Iterator[Essaim]:
    """Lyon and Nancy have left."""
    with sqlite_copy(two_that_left, tmp_path) as db:
        yield make_essaim(db, Settings())


@pytest.fixture
def publisher(essaim: Essaim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publisher:
    """Publishes the small site, without the style and type of the real one."""
    monkeypatch.setattr(publish, "root_files", lambda site, resources: iter(()))
    return Publisher(essaim, tmp_path / "www" / "site")
