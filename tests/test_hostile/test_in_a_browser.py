"""The hostile texts in a real browser, on a real server: nothing runs, nothing is called, nothing is even tried, all of it is text."""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from dashboard.domain.people import Role
from dashboard.given_addresses import press_page
from tests.databases import sqlite_copy
from tests.hostile import STRINGS
from tests.network.browser import TIMEOUT_MS
from tests.test_browser.arriving import arrive, sign_in
from tests.test_browser.served import served
from tests.test_hostile.gathered import MOST, freeze_all, gather, share_all
from tests.test_hostile.watching import READ, Watched, shown, watched
from tests.test_hostile.world import make_hostile, slug_of

EVERYBODY = ("/", "/leaderboard/", "/leaderboard/age-latest/", "/leaderboard/age-latest/order-followers/", "/campaigns/x/")
OF_EACH = ("/{}/organisations/{}/", "/{}/charts/transfer/{}/")
LANGUAGES = ("fr", "en")
OF_A_DAY = ("/{}/exit-days/jour-de-{}/", "/{}/exit-days/jour-de-{}/screen/", "/embed/{}/exit-day/jour-de-{}/")
PICTURES = ("/fr/charts/transfer/{}/chart.svg", "/fr/organisations/{}/badge.svg")
RUNNING = "[data-testid=stApp][data-test-script-state=notRunning]"
NEWSPAPER, KEPT = "/newspaper/", "/kept/"


@dataclass(frozen=True)
class Hostile:
    """A server of the hostile register.

    :param owner: token of somebody who works for the institution that has everything; ``collective``: of one of the collective.
    :param shared: tokens of the links to comparisons; ``frozen``: short digests of figures for the press.
    """

    root: str
    owner: str
    collective: str
    shared: Sequence[str]
    frozen: Sequence[str]

    @property
    def host(self) -> str:
        """Whom its pages may call."""
        return self.root.removeprefix("http://")


@pytest.fixture(scope="module")
def server(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    """Served as any register is."""
    folder, now = tmp_path_factory.mktemp("hostile"), datetime.now(UTC)
    with sqlite_copy(sqlite_template, folder) as db:
        make_hostile(db)
        gather(db, slug_of(0), now=now)
        collective, by = sign_in(folder, "chloe@collective.example", Role.COLLECTIVE, name=STRINGS[0])
        shared, frozen = share_all(db, by, now=now), freeze_all(db)
    owner = sign_in(folder, "ana@lyon.example", owner_of=slug_of(0), name=STRINGS[6])[0]
    with served(folder, collect_in_background="false") as address:
        yield Hostile(address.removesuffix("/dashboard/"), owner, collective, shared, frozen)


@pytest.fixture(scope="module")
def reader(server: Hostile, browser: Browser) -> Iterator[Watched]:
    """Somebody who has no account."""
    with watched(browser, server.host) as somebody:
        yield somebody


def missing(read: str, texts: Sequence[str] = STRINGS) -> list[str]:
    """Texts that are not to be read."""
    return [text for text in texts if shown(text) not in read]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_everybody_show_every_text(language: str, server: Hostile, reader: Watched) -> None:
    for path in EVERYBODY:
        read = reader.goes(f"{server.root}/{language}{path}")
        assert reader.harm() == [], path
        assert missing(read) == [] or path == "/", path


def test_the_pages_of_each_show_its_text(server: Hostile, reader: Watched) -> None:
    """Every text in every place, in one language or the other."""
    for number, text in enumerate(STRINGS):
        own = [path.format(LANGUAGES[(number + place) % 2], slug_of(number)) for place, path in enumerate(OF_EACH)]
        for path in (*own, press_page(LANGUAGES[number % 2], server.frozen[number])):
            read = reader.goes(f"{server.root}{path}")
            assert reader.harm() == [], path
            assert shown(text) in read, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_exit_days_show_their_names_and_what_is_told_of_them(language: str, server: Hostile, reader: Watched) -> None:
    days = range(0, len(STRINGS), 5)
    assert missing(reader.goes(f"{server.root}/{language}/exit-days/"), [STRINGS[number] for number in days]) == []
    assert reader.harm() == []
    for number in days:
        for path in OF_A_DAY:
            read = reader.goes(server.root + path.format(language, slug_of(number)))
            assert reader.harm() == [], path
            told = STRINGS[number : number + 5] if path is OF_A_DAY[0] else STRINGS[number : number + 1]
            assert missing(read, told) == [], path


@pytest.mark.parametrize("path", PICTURES)
def test_a_picture_that_is_kept_and_opened_shows_its_text(path: str, server: Hostile, reader: Watched) -> None:
    with httpx.Client(base_url=server.root) as asking:
        kept = [asking.get(path.format(slug_of(number))) for number in range(len(STRINGS))]
    # As from a disk: without what our server tells browsers to refuse.
    reader.serves(KEPT, [(one.content, "image/svg+xml") for one in kept])
    for number, text in enumerate(STRINGS):
        read = reader.goes(f"{server.root}{KEPT}{number}")
        assert reader.harm() == [], text
        assert shown(text)[:12] in read or "badge" in path, text


def test_a_reader_explores_the_chart_of_the_one_that_has_everything(server: Hostile, reader: Watched) -> None:
    reader.goes(f"{server.root}/fr/organisations/{slug_of(0)}/")
    reader.page.locator("figure.charted button").first.click()
    expect(reader.page.locator(".js-plotly-plot svg.main-svg").first).to_be_visible()
    reader.page.locator(".js-plotly-plot").hover(position={"x": 300, "y": 200})
    assert reader.harm() == []


def test_comparisons_shared_by_a_link_show_their_texts(server: Hostile, reader: Watched) -> None:
    for number, token in enumerate(server.shared):
        read = reader.goes(f"{server.root}/fr/views/{token}/")
        assert reader.harm() == []
        assert missing(read, [one[:80] for one in STRINGS[number * MOST : (number + 1) * MOST]]) == []


def test_what_a_newspaper_puts_into_its_page_is_a_frame_and_nothing_else(server: Hostile, reader: Watched) -> None:
    addresses = [f"{server.root}/fr/organisations/{slug_of(number)}/" for number in range(len(STRINGS))]
    with httpx.Client(base_url=server.root) as asking:
        # All of them at once, not each when it comes into sight.
        frames = "".join(asking.get("/oembed", params={"url": one}).json()["html"] for one in addresses).replace(' loading="lazy"', "")
    reader.serves(NEWSPAPER, [(f"<!doctype html>{frames}".encode(), "text/html")])
    reader.goes(f"{server.root}{NEWSPAPER}0")
    assert reader.harm() == []
    read = " ".join(shown(frame.evaluate(READ)) for frame in reader.page.frames)
    assert missing(read) == []


@pytest.mark.parametrize("path", ["/fr/feed.atom", f"/fr/organisations/{slug_of(0)}/feed.atom"])
def test_a_feed_that_is_opened_is_text(path: str, server: Hostile, reader: Watched) -> None:
    read = reader.goes(server.root + path)
    assert reader.harm() == []
    assert html.escape(STRINGS[0], quote=False) in read


SIX = ",".join(slug_of(number) for number in range(MOST))
DASHBOARD = {
    "": "reader",
    "exit_days": "reader",
    f"exit_days?day=jour-de-{slug_of(0)}": "collective",
    "leaderboard?age=latest": "reader",
    f"organisation?o={slug_of(0)}": "reader",
    f"compare?o={SIX}": "reader",
    "my_organisation": "owner",
    "log_departure": "owner",
    "connect_accounts": "owner",
    "bring_figures": "owner",
    "team": "owner",
    "moderation": "collective",
    "people": "collective",
    "collection": "collective",
    "audit": "collective",
}
FULL = ("leaderboard?age=latest", f"organisation?o={slug_of(0)}", "moderation", "people", "team")
"""Where all texts are to be read."""


@pytest.mark.parametrize("path", DASHBOARD)
def test_the_dashboard_shows_every_text(path: str, server: Hostile, browser: Browser) -> None:
    with watched(browser, server.host) as somebody:
        if token := {"owner": server.owner, "collective": server.collective}.get(DASHBOARD[path]):
            arrive(somebody.page.context, server.root, token)
        somebody.goes(f"{server.root}/dashboard/{path}")
        expect(somebody.page.locator("h1").first).to_be_visible(timeout=60_000)
        expect(somebody.page.locator(RUNNING)).to_have_count(1, timeout=TIMEOUT_MS)
        assert somebody.harm() == []
        assert missing(somebody.reads(), [one[:80] for one in STRINGS]) == [] or path not in FULL
