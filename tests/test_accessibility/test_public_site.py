"""Every kind of public page against WCAG 2.2 A and AA: both languages, light and dark, 1280 and 320 px, without and with a script."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.network import small_days
from tests.network.axe_check import SCHEMES, WIDTHS, in_every_light, look_at, too_wide, violations
from tests.network.small_site import LiveSite
from tests.screens import CITY
from tests.test_accessibility.conftest import Opening

OTHER = "universite-de-clairmontel"
PAGES = {
    "home": "/{}/",
    "leaderboard": "/{}/leaderboard/",
    "leaderboard, followers": "/{}/leaderboard/age-latest/order-followers/",
    "campaign": "/{}/campaigns/x/",
    "institutions": "/{}/organisations/",
    "institutions, a letter": "/{}/organisations/-/letter-u/",
    "institutions, a kind": "/{}/organisations/-/kind-city/",
    "exit days": "/{}/exit-days/",
    "organisation": f"/{{}}/organisations/{CITY}/",
    "organisation, share": f"/{{}}/organisations/{CITY}/measure-share/time-days/",
    "chart": f"/{{}}/charts/transfer/{CITY}/",
    "departures": "/{}/charts/departures/",
    "recovery": "/{}/charts/recovery/",
    "frame": f"/embed/{{}}/transfer/{CITY}/",
    "frame of the movement": "/embed/{}/departures/",
    "methodology": "/{}/methodology/",
    "data": "/{}/data/",
    "about": "/{}/about/",
    "accessibility": "/{}/accessibility/",
    "privacy": "/{}/privacy/",
    "legal": "/{}/legal/",
    "leaderboard, at 30 days": "/{}/leaderboard/age-30/",
    "exit day, open": f"/{{}}/exit-days/{small_days.OPEN}/",
    "exit day, confirmed": f"/{{}}/exit-days/{small_days.CONFIRMED}/",
    "exit day, over": f"/{{}}/exit-days/{small_days.OVER}/",
    "exit day, cancelled": f"/{{}}/exit-days/{small_days.CANCELLED}/",
    "big screen": f"/{{}}/exit-days/{small_days.CONFIRMED}/screen/",
    "frame of an exit day": f"/embed/{{}}/exit-day/{small_days.OPEN}/",
}
ANSWERED = {
    "leaderboard, chosen": "/{}/leaderboard/age-30/kind-city/",
    "comparison": f"/{{}}/charts/comparison/{CITY}+{OTHER}/",
    "comparison of one": f"/{{}}/charts/comparison/{CITY}/",
    "comparison, to choose": "/{}/charts/comparison/",
    "comparison, many found": f"/{{}}/charts/comparison/?o={CITY}&name=u",
    "search, many found": "/{}/find/?name=u",
    "comparison, none found": "/{}/charts/comparison/?name=nowhere",
    "no such page": "/{}/nowhere/",
    "no such view": "/{}/views/nobody/",
}
"""What a server alone has: choices that visitors combine, and words for what is not there."""
CHARTED = (
    *("home", "campaign", "organisation", "organisation, share", "chart", "departures", "recovery", "comparison"),
    "exit day, open",
)
FRAMED = ("frame", "frame of the movement")
NAMELESS = """charts => charts.filter(one => one.checkVisibility()).flatMap(one => {
  const said = id => document.getElementById(id)?.textContent.trim() ?? "";
  const [name, text] = [one.querySelector("title")?.textContent.trim(), one.querySelector("desc")?.textContent.trim()];
  const named = (one.getAttribute("aria-labelledby") ?? "").split(" ").map(said).join(" ");
  return [
    name && named.includes(name) ? "" : "no name",
    text?.length > 20 ? "" : "no description",
  ].filter(Boolean).map(missing => `${one.querySelector("title")?.id}: ${missing}`);
})"""
CHARTS = "svg.chart[role=img]"


@pytest.fixture(scope="module", params=["live", "published"])
def root(request: pytest.FixtureRequest) -> str:
    """Address of the site, answered by our server or served as files, without a slash."""
    found: str = request.getfixturevalue("live_site").root if request.param == "live" else request.getfixturevalue("plain_site")
    return found


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_public_page_can_be_used_by_everybody(name: str, language: Literal["fr", "en"], root: str, opened: Opening) -> None:
    look_over(opened(root + PAGES[name].format(language), language), name, language)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ANSWERED)
def test_what_a_server_alone_has_can_be_used_too(name: str, language: Literal["fr", "en"], live_site: LiveSite, opened: Opening) -> None:
    look_over(opened(live_site.root + ANSWERED[name].format(language), language), name, language)


def look_over(page: Page, name: str, language: str) -> None:
    """One page, wide and narrow, in both lights."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)
    charts = page.locator(CHARTS)
    # What is folded is read as well: tables, citations, previews with their lines for another site.
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    for width in WIDTHS:
        assert in_every_light(page, width) == [], f"{width} px"
        assert too_wide(page) == 0, f"{width} px"
        assert charts.evaluate_all(NAMELESS) == []
        assert charts.filter(visible=True).count() >= (1 if name in (*CHARTED, *FRAMED) else 0)
    if name in CHARTED:
        assert page.locator("main table:has(th[scope=col])").count() >= charts.filter(visible=True).count()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_chart_that_plotly_draws_keeps_its_name(scheme: Literal["light", "dark"], root: str, opened: Opening) -> None:
    page = opened(f"{root}/fr/organisations/{CITY}/", "fr")
    look_at(page, scheme, 1280)
    page.locator("figure.charted button").first.click()
    expect(page.locator(".js-plotly-plot svg.main-svg").first).to_be_visible()
    assert violations(page) == []
