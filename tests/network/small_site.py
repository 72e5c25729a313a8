"""A small fictional register, as visitors find it: answered by a server, and as published files behind a plain file server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from dashboard.domain.people import OPERATOR
from dashboard.services.fill_demo import fill_demo
from dashboard.web.publish.plan import Redraw
from dashboard.web.publish.publish import publish
from tests.databases import sqlite_copy
from tests.factories import HOLDING
from tests.network.published import file_server
from tests.network.small_days import plan_small_days
from tests.people import make_essaim
from tests.test_browser.served import served

ORGANISATIONS, DAYS = 8, 200
"""The cast of the demo; time enough for standings at 30 and 90 days."""


@dataclass(frozen=True)
class LiveSite:
    """A server.

    :param root: its address, without a slash; ``folder``: of its data.
    """

    root: str
    folder: Path


@contextmanager
def small_register(template: Path, folder: Path) -> Iterator[Essaim]:
    """The register, written into a folder: as of now, since servers know no other time."""
    now = datetime.now(UTC)
    with sqlite_copy(template, folder) as db:
        fill_demo(db, organisations=ORGANISATIONS, days=DAYS, seed=1, by=OPERATOR, now=now, holding=HOLDING)
        plan_small_days(db, now=now)
        yield make_essaim(db, Settings(data_dir=folder), clock=lambda: now)


@pytest.fixture(scope="session")
def live_site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """The register behind ``essaim serve``."""
    folder = tmp_path_factory.mktemp("live")
    with small_register(sqlite_template, folder):
        pass
    with served(folder, collect_in_background="false") as address:
        yield LiveSite(address.removesuffix("/dashboard/"), folder)


@pytest.fixture(scope="session")
def plain_site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The register in files, every view of every chart among them, but no pictures for cards: the address, without a slash."""
    folder = tmp_path_factory.mktemp("plain")
    with small_register(sqlite_template, folder) as essaim, file_server(folder / "site") as origin:
        publish(essaim, folder / "site", base=origin, today=essaim.today(), every_view=True, redraw=Redraw.NONE)
        yield origin
