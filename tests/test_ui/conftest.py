"""A reader who opens pages of the dashboard without a browser, on a database of their own."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.addresses import Page
from dashboard.bootstrap import Essaim, install
from dashboard.config import ROOT, Settings
from dashboard.ui import loaders
from db.engine import Database
from tests.people import make_essaim

TIMEOUT = 20


class Reader:
    """Somebody who reads and writes pages: ``reader.opens(LEADERBOARD, kind="city")``, ``reader.text``."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.app = AppTest.from_file(str(ROOT / "dashboard" / "main.py"), default_timeout=TIMEOUT)

    def opens(self, page: Page, /, **parameters: str) -> "Reader":
        """Open a page by its address, as if the tab were new."""
        self.app = AppTest.from_file(str(ROOT / "dashboard" / "main.py"), default_timeout=TIMEOUT)
        self.app.context["locale"] = self.locale
        for name, value in parameters.items():
            self.app.query_params[name] = value
        if page.path:
            self.app.switch_page(f"../pages/{page.script}")
        return self.sees()

    def sees(self) -> "Reader":
        """Run the page once more; a page never fails."""
        self.app.run()
        assert not self.app.exception, self.app.exception
        return self

    @property
    def html(self) -> str:
        """Everything our templates put on the page."""
        return "".join(element.proto.body for element in self.app.get("html") if "<style>" not in element.proto.body)

    @property
    def text(self) -> str:
        """The same as people read it: no tag, single spaces; those that do not break stay."""
        return re.sub(r"[ \n]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", self.html))).strip()

    @property
    def title(self) -> str:
        """The finding: what the first heading says."""
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.html, flags=re.DOTALL)
        assert found, self.html[:500]
        return html.unescape(found[1])


@pytest.fixture
def essaim(sqlite_db: Database, tmp_path: Path) -> Iterator[Essaim]:
    """The Essaim of this process, on an empty database, with a Bluesky and a Mastodon of the tests."""
    made = make_essaim(sqlite_db, Settings(data_dir=tmp_path))
    install(made)
    loaders.forget()
    yield made
    install(None)


@pytest.fixture
def reader(essaim: Essaim) -> Reader:
    """Somebody whose browser is in English."""
    return Reader("en-GB")


@pytest.fixture
def lectrice(essaim: Essaim) -> Reader:
    """Somebody whose browser is in French."""
    return Reader("fr-FR")
