"""Every kind of public page against WCAG 2.2 A and AA: both languages, light and dark, 1280 and 320 px, without and with a script."""

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.network.axe_check import SCHEMES, WIDTHS, look_at, too_wide, violations
from tests.screens import CITY
from tests.test_accessibility.conftest import Opening

OTHER = "universite-de-clairmontel"
PAGES = {
    "home": "/{}/",
    "leaderboard": "/{}/leaderboard/",
    "leaderboard, chosen": "/{}/leaderboard/age-30/kind-city/",
    "leaderboard, followers": "/{}/leaderboard/age-latest/order-followers/",
    "campaign": "/{}/campaigns/x/",
    "exit days": "/{}/exit-days/",
    "exit day": "/{}/exit-days/rentree-d-hiver/",
    "exit day, over": "/{}/exit-days/premier-depart-commun/",
    "big screen": "/{}/exit-days/premier-depart-commun/screen/",
    "frame of an exit day": "/embed/{}/exit-day/rentree-d-hiver/",
    "organisation": f"/{{}}/organisations/{CITY}/",
    "organisation, share": f"/{{}}/organisations/{CITY}/measure-share/time-days/",
    "chart": f"/{{}}/charts/transfer/{CITY}/",
    "departures": "/{}/charts/departures/",
    "recovery": "/{}/charts/recovery/",
    "comparison": f"/{{}}/charts/comparison/{CITY}+{OTHER}/",
    "frame": f"/embed/{{}}/transfer/{CITY}/",
    "frame of the movement": "/embed/{}/departures/",
    "methodology": "/{}/methodology/",
    "data": "/{}/data/",
    "about": "/{}/about/",
    "accessibility": "/{}/accessibility/",
    "privacy": "/{}/privacy/",
    "legal": "/{}/legal/",
    "no such page": "/{}/nowhere/",
    "no such view": "/{}/views/nobody/",
}
CHARTED = ("home", "campaign", "exit day", "organisation", "organisation, share", "chart", "departures", "recovery", "comparison")
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


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_public_page_can_be_used_by_everybody(name: str, language: Literal["fr", "en"], opened: Opening) -> None:
    page = opened(PAGES[name].format(language), language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)
    charts = page.locator(CHARTS)
    for scheme in SCHEMES:
        for width in WIDTHS:
            look_at(page, scheme, width)
            assert violations(page) == [], f"{scheme}, {width} px"
            assert too_wide(page) == 0, f"{scheme}, {width} px"
            assert charts.evaluate_all(NAMELESS) == []
            assert charts.filter(visible=True).count() >= (1 if name in CHARTED or name in ("frame", "frame of the movement") else 0)
    if name in CHARTED:
        assert page.locator("main table:has(th[scope=col])").count() >= charts.filter(visible=True).count()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_chart_that_plotly_draws_keeps_its_name(scheme: Literal["light", "dark"], opened: Opening) -> None:
    page = opened(f"/fr/organisations/{CITY}/", "fr")
    look_at(page, scheme, 1280)
    page.locator("figure.charted button").first.click()
    expect(page.locator(".js-plotly-plot svg.main-svg").first).to_be_visible()
    assert violations(page) == []
