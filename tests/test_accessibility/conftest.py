"""The demo, served as its users see it, and browsers that bring axe."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from dashboard.domain.people import Role
from tests.network.axe_check import bring_axe, look_at
from tests.network.browser import TIMEOUT_MS
from tests.screens import CITY
from tests.test_browser.arriving import arrive, sign_in
from tests.test_browser.served import served


@dataclass(frozen=True)
class Demo:
    """A served demo.

    :param root: its address, without a slash; ``member``, ``collective``: tokens of two people who are signed in.
    """

    root: str
    folder: Path
    member: str
    collective: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The fictional institutions, one of their teams and the collective."""
    folder = tmp_path_factory.mktemp("demo")
    subprocess.run(
        [Path(sys.executable).with_name("essaim"), "demo"], check=True, env={"ESSAIM_DATA_DIR": str(folder)}, capture_output=True
    )
    with served(folder, collect_in_background="false") as root:
        member = sign_in(folder, "ana.durand@valombre.example", owner_of=CITY, name="Ana Durand")[0]
        collective = sign_in(folder, "chloe@collectif.example", Role.COLLECTIVE, name="Chloé")[0]
        yield Demo(root.removesuffix("/dashboard/"), folder, member, collective)


Opening = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, demo: Demo) -> Iterator[Opening]:
    """Open an address of the demo: ``opened("/fr/", "fr", token)``; the page stands still, in light, 1280 px wide, with axe in it."""
    with ExitStack() as stack:

        def open_it(path: str, language: Literal["fr", "en"], token: str = "", *, javascript: bool = True) -> Page:
            locale = {"fr": "fr-FR", "en": "en-GB"}[language]
            context = browser.new_context(locale=locale, reduced_motion="reduce", java_script_enabled=javascript)
            stack.callback(context.close)
            context.set_default_timeout(TIMEOUT_MS)
            bring_axe(context)
            if token:
                arrive(context, demo.root, token)
            page = context.new_page()
            look_at(page, "light", 1280)
            page.goto(demo.root + path)
            page.locator("h1").first.wait_for(timeout=60_000)  # the first page of a server is slow
            return page

        yield open_it
