"""A journalist with a phone and no JavaScript, and a reader with a keyboard: from the home page to a figure, its source and its data."""

import csv
import io
from collections.abc import Callable

import httpx
from playwright.sync_api import expect

from tests.network.browser import PHONE, Visitor
from tests.network.small_site import LiveSite
from tests.screens import CITY
from tests.test_browser.keyboard import Keyboard

BOARD = "header a[href$='/fr/leaderboard/']"
FIRST = "table.board tbody a[href*='/fr/organisations/']"
CSV = "a[href$='chart.csv']"
COVERED = """() => {
  const [here, tray] = [document.activeElement, document.querySelector(".tray")];
  const { left, top, width, height } = here.getBoundingClientRect();
  return !tray.contains(here) && tray.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""
"""Whether what has the focus lies behind the button that stays in sight."""


def test_a_journalist_finds_a_figure_its_source_and_its_data_without_a_script(site: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor(viewport=PHONE, javascript=False).page
    page.goto(f"{site}/fr/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("X")
    page.locator(BOARD).click()
    expect(page.locator("table.board caption")).to_be_visible()
    name = page.locator(FIRST).first.inner_text()
    page.locator(FIRST).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(page.locator("figure svg[role=img] >> visible=true")).to_have_count(1)
    expect(page.locator("figure figcaption")).to_contain_text("Sources")
    expect(page.locator("dl.figures time, dl.figures dd").first).to_be_visible()
    address = page.locator(CSV).first.get_attribute("href") or ""
    lines = list(csv.reader(io.StringIO(httpx.get(httpx.URL(page.url).join(address)).text)))
    assert lines[0][:2] == ["organisation", "day"] and len(lines) > 30


def test_a_reader_looks_at_the_chart_in_other_ways_without_a_script(site: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor(javascript=False).page
    page.goto(f"{site}/fr/leaderboard/")
    page.locator(FIRST).first.click()
    page.locator(".switches a[href*='measure-share']").first.click()
    page.wait_for_url("**/measure-share/")
    expect(page.locator(".switches a[aria-current]")).to_have_count(2)
    expect(page.locator("figure svg[role=img] >> visible=true")).to_contain_text("%")
    page.locator(".switches a[href*='time-days']").first.click()
    page.wait_for_url("**/measure-share/time-days/")


def test_the_leaderboard_can_be_filtered_without_a_script(site: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor(javascript=False).page
    page.goto(f"{site}/fr/leaderboard/")
    page.locator("a[href$='/age-30/']").first.click()
    page.wait_for_url("**/fr/leaderboard/age-30/")
    expect(page.locator(".choices a[aria-current][href$='/age-30/']").first).to_be_visible()
    page.goto(f"{site}/fr/leaderboard/")
    page.locator("a[href$='/order-followers/']").first.click()
    page.wait_for_url("**/fr/leaderboard/order-followers/")
    expect(page.locator(".note.warn")).to_be_visible()


def test_the_other_language_is_the_same_page(site: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor(javascript=False).page
    for path in ("/fr/", "/fr/leaderboard/", "/fr/methodology/", "/fr/campaigns/x/"):
        page.goto(site + path)
        page.locator(".lang a").click()
        page.wait_for_url(f"**{path.replace('/fr/', '/en/')}")
        expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_reader_with_a_keyboard_gets_from_home_to_the_figures(site: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor().page
    page.goto(f"{site}/fr/")
    keyboard = Keyboard(page)
    keyboard.reach(page.locator("a.skip"))
    keyboard.press(page.locator(BOARD))
    page.wait_for_url("**/fr/leaderboard/")
    keyboard.press(page.locator("a.skip"))
    keyboard.press(page.locator(FIRST).first)
    page.wait_for_url("**/fr/organisations/*/")
    keyboard.press(page.locator(".switches a[href*='measure-index']").first)
    page.wait_for_url("**/measure-index/")
    keyboard.reach(page.locator(CSV).first)
    keyboard.press(page.locator("summary").first)
    expect(page.locator("details[open]").first).to_be_visible()


def test_a_journalist_finds_a_city_and_compares_others_without_a_script(live_site: LiveSite, visitor: Callable[..., Visitor]) -> None:
    page = visitor(viewport=PHONE, javascript=False).page
    page.goto(f"{live_site.root}/fr/")
    page.get_by_role("search").get_by_role("searchbox").fill("valombre")
    page.get_by_role("search").get_by_role("button").click()
    page.wait_for_url(f"**/fr/organisations/{CITY}/")
    page.goto(f"{live_site.root}/fr/organisations/")
    boxes = page.locator("form.choosing input[type=checkbox]")
    for index in (0, 1):
        boxes.nth(index).check()
    page.locator(".tray button").click()
    page.wait_for_url("**/fr/charts/comparison/*+*/")
    expect(page.locator("table.compared tbody tr")).to_have_count(2)


def test_two_are_compared_by_keyboard_and_the_button_in_sight_never_hides_the_focus(
    live_site: LiveSite, visitor: Callable[..., Visitor]
) -> None:
    page = visitor().page
    page.goto(f"{live_site.root}/fr/organisations/")
    keyboard, boxes = Keyboard(page), page.locator(".directory input")
    for index in (0, 1):
        keyboard.reach(boxes.nth(index))
        page.keyboard.press("Space")
        expect(boxes.nth(index)).to_be_checked()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(COVERED) is False
    keyboard.press(page.locator(".tray button"))
    page.wait_for_url("**/fr/charts/comparison/*+*/")
