"""A reader who opens pages of the dashboard without a browser, on a database of their own."""

import html
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest.mock import PropertyMock, patch

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from dashboard.addresses import Page
from dashboard.bootstrap import Essaim, install
from dashboard.config import ROOT, Settings
from dashboard.domain.organisations import Organisation
from dashboard.domain.people import VISITOR, Role
from dashboard.ui import loaders
from db.engine import Database
from db.tables import FactorRow
from db.tables.person import FactorKind
from tests.factories import NOW, make_organisation
from tests.people import come_in, make_essaim, make_person

TIMEOUT = 20
# Each new tab would look for components in every package installed, and that takes ten times as long as our page.
COMPONENTS = cache(manifest_scanner.scan_component_manifests)


class Reader:
    """Somebody who reads and writes pages: ``reader.signs_in(ana).opens(LEADERBOARD, kind="city")``, ``reader.text``."""

    def __init__(self, essaim: Essaim, locale: str) -> None:
        self.essaim, self.locale = essaim, locale
        self.cookies: dict[str, str] = {}
        self.actor = VISITOR
        self.app = AppTest.from_file(str(ROOT / "dashboard" / "main.py"), default_timeout=TIMEOUT)

    def signs_in(self, person_id: int, *, strong: bool = True) -> "Reader":
        """From the next page on, come with a session of that person.

        :param strong: whether the second factor was given.
        """
        token, self.actor = come_in(self.essaim.db, person_id, strong=strong)
        self.cookies = {self.essaim.settings.cookie: token}
        return self

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
        cookies = patch.object(ContextProxy, "cookies", new_callable=PropertyMock, return_value=self.cookies)
        with cookies, patch.object(manifest_scanner, "scan_component_manifests", COMPONENTS):
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
    """Somebody whose browser is in English, and who is not signed in."""
    return Reader(essaim, "en-GB")


@pytest.fixture
def lectrice(essaim: Essaim) -> Reader:
    """Somebody whose browser is in French, and who is not signed in."""
    return Reader(essaim, "fr-FR")


@pytest.fixture
def lyon(essaim: Essaim) -> Organisation:
    """The city in whose team the press officer is."""
    return make_organisation(essaim.db)


@pytest.fixture
def press_officer(essaim: Essaim, lyon: Organisation) -> Reader:
    """An editor in the team of Lyon."""
    return Reader(essaim, "en-GB").signs_in(make_person(essaim.db, "ana@lyon.example", editor_of=lyon.slug, name="Ana"))


@pytest.fixture
def stranger(essaim: Essaim) -> Reader:
    """Somebody signed in who is in no team."""
    return Reader(essaim, "en-GB").signs_in(make_person(essaim.db, "stranger@elsewhere.example"))


@pytest.fixture
def collective(essaim: Essaim) -> Reader:
    """Somebody of the collective, their second factor given."""
    person = make_person(essaim.db, "chloe@collective.example", Role.COLLECTIVE, name="Chloé")
    enrol(essaim.db, person)
    return Reader(essaim, "en-GB").signs_in(person)


def enrol(db: Database, person_id: int) -> None:
    """Give them a second factor."""
    with db.writing() as session:
        session.add(FactorRow(person_id=person_id, kind=FactorKind.TOTP, confirmed=True, added_at=NOW))
