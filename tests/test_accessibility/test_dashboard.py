"""Every page of the dashboard, and those beside it, against WCAG 2.2 A and AA: both languages, light and dark, wide and narrow."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.network import small_days
from tests.network.axe_check import WIDTHS, in_every_light, look_at, too_wide
from tests.screens import COLLECTIVE, MEMBER, PUBLIC
from tests.test_accessibility.conftest import Demo, Opening
from tests.waiting import until

CHARTS = "[data-testid=stPlotlyChart]"
NAMELESS = """charts => charts.filter(one => one.checkVisibility()).flatMap(one => {
  const name = one.getAttribute("aria-label") ?? "";
  const key = [...one.closest("[class*='st-key-']").classList].find(each => each.startsWith("st-key-"));
  const table = document.getElementById("table-" + key.replace(/^st-key-(chart-)?(wide|narrow|side)-/, ""));
  return [
    name.length > 30 && one.getAttribute("role") === "figure" ? "" : "no name",
    table?.querySelector("table th[scope]") ? "" : "no table",
  ].filter(Boolean).map(missing => `${key}: ${missing}`);
})"""
"""What a chart lacks: a name that says what it shows, a table of its figures."""
UNFOLD = "() => document.querySelectorAll('details').forEach(one => one.open = true)"

DAY = "/dashboard/exit_days?day="
PAGES = {
    **{name: ("", path) for name, path in PUBLIC.items()},
    **{name: ("member", path) for name, path in MEMBER.items()},
    **{name: ("collective", path) for name, path in COLLECTIVE.items()},
    "exit day, over": ("", f"{DAY}{small_days.OVER}"),
    "exit days, coordinator": ("coordinator", "/dashboard/exit_days"),
    "exit day, coordinator": ("coordinator", f"{DAY}{small_days.OPEN}"),
    "exit day, owner": ("owner", f"{DAY}{small_days.OPEN}"),
    "what is due": ("owner", "/dashboard/my_organisation"),
    "reminders": ("owner", "/account/reminders"),
    "stop reminders": ("", ""),
}
"""Who opens it, and where; the link that ends reminders is signed by the server."""


def settled(page: Page) -> None:
    """Wait until the interface has drawn everything."""
    if page.locator("[data-testid=stApp]").count():
        expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_have_count(1)
        page.wait_for_timeout(350)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_used_by_everybody(name: str, language: Literal["fr", "en"], demo: Demo, opened: Opening) -> None:
    who, path = PAGES[name]
    path = path or demo.stop
    page = opened(f"{demo.root}{path}{'&' if '?' in path else '?'}lang={language}", language, demo.tokens[who])
    expect(page.locator("html")).to_have_attribute("lang", language)
    settled(page)
    page.evaluate(UNFOLD)
    for width in WIDTHS:
        look_at(page, "light", width)
        settled(page)
        assert in_every_light(page, width) == [], f"{width} px"
        until(lambda: too_wide(page) == 0, f"nothing is wider than {width} px")
        assert page.locator(CHARTS).evaluate_all(NAMELESS) == []
