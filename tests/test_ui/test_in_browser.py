"""What only a browser can tell: nothing overflows, nothing calls anybody else, one drawing of each chart is there, French is French."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.charts.theme import DARK, LIGHT
from dashboard.domain.figures import Holding
from dashboard.domain.people import OPERATOR, Role
from dashboard.services.fill_demo import fill_demo
from db.engine import Database
from db.migrate import upgrade
from tests.factories import clock
from tests.network.browser import DESKTOP, PHONE, Visitor
from tests.test_browser.arriving import arrive as hold
from tests.test_browser.arriving import sign_in
from tests.test_web.serving import serving
from tests.waiting import until

SLUG = "ville-de-valombre"
VIEWS = ("", "leaderboard?age=latest", f"organisation?o={SLUG}", f"compare?o={SLUG}", "my_organisation")
FITS = "main => main.scrollWidth <= main.clientWidth"
"""A chart is fitted to its place once it is drawn."""
OWN_VIEWS = ("my_organisation", "log_departure", "connect_accounts", "team", "moderation", "people", "collection", "audit")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server keeps its data."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    """Where the dashboard is, with a few fictional institutions."""
    with closing(Database(f"sqlite:///{folder}/essaim.db")) as db:
        upgrade(db)
        fill_demo(db, organisations=8, days=300, seed=1, by=OPERATOR, now=clock(), holding=Holding())
    with serving(folder) as served:
        yield f"127.0.0.1:{served.port}"


@pytest.fixture(scope="module")
def token(folder: Path, site: str) -> str:
    """The session of somebody who owns a team and is of the collective too: every page is open to them."""
    return sign_in(folder, "chloe.de-montmorency-bouteville@collectif.example", Role.COLLECTIVE, owner_of=SLUG)[0]


def arrive(visitor: Visitor, site: str, view: str) -> Page:
    """Open a page and wait until it is all there."""
    visitor.page.goto(f"http://{site}/dashboard/{view}")
    expect(visitor.page.locator("h1")).to_be_visible()
    expect(visitor.page.locator("footer")).to_be_visible()
    expect(visitor.page.locator('[data-stale="true"]')).to_have_count(0)
    return visitor.page


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("on_phone", [False, True], ids=["desktop", "phone"])
def test_a_page_fits_calls_nobody_else_and_makes_no_error(site: str, visitor: Callable[..., Visitor], view: str, on_phone: bool) -> None:
    journalist = visitor(viewport=PHONE if on_phone else DESKTOP, scheme="dark" if on_phone else "light")
    page = arrive(journalist, site, view)
    until(lambda: page.locator(".stMain").evaluate(FITS), "nothing is wider than the screen")
    assert journalist.hosts == {site}
    # The interface looks for its socket beside the page before it looks at the root.
    assert [error for error in journalist.errors if "_stcore/" not in error] == []
    assert journalist.context.cookies() == []


@pytest.mark.parametrize("view", OWN_VIEWS)
@pytest.mark.parametrize("on_phone", [False, True], ids=["desktop", "phone"])
def test_a_page_of_somebody_signed_in_fits_and_makes_no_error(
    site: str, token: str, visitor: Callable[..., Visitor], view: str, on_phone: bool
) -> None:
    chloe = visitor(viewport=PHONE if on_phone else DESKTOP, scheme="dark" if on_phone else "light")
    hold(chloe.context, f"http://{site}/", token)
    page = arrive(chloe, site, view)
    until(lambda: page.locator(".stMain").evaluate(FITS), "nothing is wider than the screen")
    assert chloe.hosts == {site}
    assert [error for error in chloe.errors if "_stcore/" not in error] == []


@pytest.mark.parametrize(("on_phone", "shown", "hidden"), [(False, "wide", "narrow"), (True, "narrow", "wide")], ids=["desktop", "phone"])
def test_one_drawing_of_a_chart_is_there_and_the_other_hidden_from_everybody(
    site: str, visitor: Callable[..., Visitor], on_phone: bool, shown: str, hidden: str
) -> None:
    page = arrive(visitor(viewport=PHONE if on_phone else DESKTOP), site, f"organisation?o={SLUG}")
    expect(page.locator(f".st-key-{shown}-transfer-{SLUG} .main-svg").first).to_be_visible()
    expect(page.locator(f".st-key-{hidden}-transfer-{SLUG}")).to_be_hidden()
    expect(page.get_by_role("figure")).to_have_count(1)


@pytest.mark.parametrize(("scheme", "theme"), [("light", LIGHT), ("dark", DARK)], ids=["light", "dark"])
def test_charts_wear_the_colours_of_the_page_from_the_first_sight(
    site: str, visitor: Callable[..., Visitor], scheme: str, theme: object
) -> None:
    page = arrive(visitor(scheme=scheme), site, "")
    label = page.locator(".st-key-wide-departures .annotation-text").first
    expect(label).to_be_visible()
    seen = label.evaluate("text => getComputedStyle(text).fill")
    expected = tuple(int(theme.text[at : at + 2], 16) for at in (1, 3, 5))  # type: ignore[attr-defined]
    assert seen == "rgb({}, {}, {})".format(*expected)


def test_the_controls_of_a_french_page_speak_french(site: str, token: str, visitor: Callable[..., Visitor]) -> None:
    chloe = visitor()
    hold(chloe.context, f"http://{site}/", token)
    page = arrive(chloe, site, f"log_departure?o={SLUG}")
    expect(page.get_by_role("spinbutton", name="jour,").first).to_have_text("jj")
    page.get_by_role("combobox").first.fill("zzz")
    expect(page.get_by_text("Aucun résultat")).to_be_visible()
    expect(page.get_by_text("Press Enter")).to_be_hidden()


def test_the_header_leads_to_pages_without_losing_the_language(site: str, visitor: Callable[..., Visitor]) -> None:
    page = arrive(visitor(), site, "?lang=en")
    page.get_by_role("link", name="Leaderboard").click()
    expect(page).to_have_url(f"http://{site}/dashboard/leaderboard?lang=en")
    expect(page.locator("a[aria-current=page]")).to_have_text("Leaderboard")
    page.get_by_role("link", name="Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("a[aria-current=page]")).to_have_text("Classement")


def test_going_back_shows_what_was_there_before(site: str, visitor: Callable[..., Visitor]) -> None:
    page = arrive(visitor(locale="en-GB"), site, f"organisation?o={SLUG}")
    page.get_by_role("radio", name="index 100").click()
    expect(page).to_have_url(f"http://{site}/dashboard/organisation?o={SLUG}&measure=index")
    page.go_back()
    expect(page.get_by_role("radio", name="followers")).to_be_checked()


@pytest.mark.parametrize(("locale", "name"), [("fr-FR", "Navigation principale"), ("en-GB", "Main navigation")])
def test_a_screen_reader_finds_the_navigation_and_the_content(site: str, visitor: Callable[..., Visitor], locale: str, name: str) -> None:
    page = arrive(visitor(locale=locale), site, "leaderboard")
    expect(page.get_by_role("navigation", name=name).get_by_role("link")).to_have_count(8)
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_be_visible()


def test_the_keyboard_skips_the_header(site: str, visitor: Callable[..., Visitor]) -> None:
    page = arrive(visitor(), site, "leaderboard")
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()


def test_without_javascript_a_page_says_what_it_is(site: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor(javascript=False).page
    page.goto(f"http://{site}/dashboard/leaderboard")
    expect(page.get_by_role("heading", level=1)).to_have_text(["Classement"])
