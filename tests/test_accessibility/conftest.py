"""The demo, served as its users see it, and browsers that bring axe."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page

from dashboard.bootstrap import KEY_FILE
from dashboard.domain.people import Role
from dashboard.services.people.reminders import stop_link
from db.vault import Vault, keys_in
from tests.network.axe_check import bring_axe, look_at
from tests.network.browser import TIMEOUT_MS
from tests.network.small_days import STAYS
from tests.network.small_site import LiveSite
from tests.screens import CITY
from tests.test_browser.arriving import arrive, sign_in


@dataclass(frozen=True)
class Demo:
    """A served demo.

    :param root: its address, without a slash. :param tokens: of people who are signed in, by what they are: ``member``, ``collective``;
        ``owner``: of an institution that goes on an exit day; ``coordinator``.
    :param stop: path of the link that ends the reminders of the owner.
    """

    root: str
    folder: Path
    tokens: Mapping[str, str]
    stop: str


@pytest.fixture(scope="module")
def demo(live_site: LiveSite) -> Demo:
    """The fictional institutions, two of their teams, a coordinator and the collective."""
    tag = uuid4().hex[:6]  # a server may be shared by modules
    folder = live_site.folder
    member, _ = sign_in(folder, f"ana.{tag}@valombre.example", owner_of=CITY, name="Ana Durand")
    collective, _ = sign_in(folder, f"chloe.{tag}@collectif.example", Role.COLLECTIVE, name="Chloé")
    owner, olga = sign_in(folder, f"olga.{tag}@sombreval.example", owner_of=STAYS, name="Olga")
    coordinator, _ = sign_in(folder, f"camille.{tag}@collectif.example", Role.COORDINATOR, name="Camille")
    tokens = {"": "", "member": member, "collective": collective, "owner": owner, "coordinator": coordinator}
    return Demo(live_site.root, folder, tokens, stop_link(Vault(keys_in(folder / KEY_FILE)), olga.person_id or 0))


Opening = Callable[..., Page]


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[Opening]:
    """Open an address: ``opened("http://...", "fr", token)``. The page stands still, in light, 1280 px wide, with axe in it; somebody who
    opens one page after the other stays in one tab.
    """
    tabs: dict[tuple[str, str], Page] = {}
    with ExitStack() as stack:

        def open_it(address: str, language: Literal["fr", "en"], token: str = "") -> Page:
            if (language, token) not in tabs:
                context = browser.new_context(locale={"fr": "fr-FR", "en": "en-GB"}[language], reduced_motion="reduce")
                stack.callback(context.close)
                context.set_default_timeout(TIMEOUT_MS)
                bring_axe(context)
                if token:
                    arrive(context, address, token)
                tabs[language, token] = context.new_page()
            page = tabs[language, token]
            look_at(page, "light", 1280)
            page.goto(address)
            page.locator("h1").first.wait_for(timeout=60_000)  # the first page of a server is slow
            return page

        yield open_it
