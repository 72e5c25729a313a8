"""From the dashboard to the public site and back: the head of its pages, what they say without JavaScript, and the links at their foot."""

import re

import pytest

from dashboard.addresses import COMPARE, LEADERBOARD, ORGANISATION, OVERVIEW, PAGES, Page, Section
from dashboard.domain.leaderboard import Order
from dashboard.domain.organisations import Kind
from dashboard.domain.views import Measure, TimeAxis
from dashboard.ui.public_site import twin
from dashboard.ui.state import View
from tests.test_public.conftest import HERE
from tests.test_web.browsing import Browser

SAME = {OVERVIEW: "/en/", LEADERBOARD: "/en/leaderboard/"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.script)
def test_a_page_of_the_dashboard_says_what_it_is_before_its_script_runs(reader: Browser, page: Page) -> None:
    shell = reader.get(f"{page.address}?lang=en").html
    canonical = re.findall(r'<link rel="canonical" href="([^"]+)"', shell)
    assert canonical == [HERE + SAME.get(page, f"{page.address}?lang=en")]
    assert f'<meta property="og:title" content="{page.title}">' in shell and f'<meta property="og:url" content="{canonical[0]}">' in shell
    card = re.findall(rf'property="og:image" content="{HERE}([^"]+)"', shell)[0]
    assert reader.get(card).headers["content-type"] == "image/png"
    alternates = re.findall(r'hreflang="([a-z]+)" href="([^"]+)"', shell)
    hidden = page.section is not Section.PUBLIC or page is ORGANISATION
    assert ('name="robots" content="noindex"' in shell) is hidden
    assert [one for one, _ in alternates] == ([] if hidden else ["fr", "en"])


@pytest.mark.parametrize(
    ("page", "leads"),
    [(OVERVIEW, "/fr/"), (LEADERBOARD, "/fr/leaderboard/"), (ORGANISATION, "/fr/leaderboard/"), (COMPARE, "/fr/leaderboard/")],
)
def test_without_javascript_it_leads_to_the_public_site(reader: Browser, page: Page, leads: str) -> None:
    without = re.findall(r"<noscript>(.*?)</noscript>", reader.get(f"{page.address}?lang=fr").html, re.DOTALL)[0]
    assert f'href="{leads}"' in without and without.count("<h1>") == 1
    assert reader.get(leads).status == 200


@pytest.mark.parametrize(
    ("page", "view", "address"),
    [
        (OVERVIEW, View(), "/en/"),
        (COMPARE, View(("lyon", "dole")), "/en/"),
        (LEADERBOARD, View(age=30, kind=Kind.CITY, order=Order.GROWTH, page=2), "/en/leaderboard/age-30/kind-city/order-growth/page-2/"),
        (ORGANISATION, View(("lyon",)), "/en/organisations/lyon/"),
        (ORGANISATION, View(("lyon",), Measure.SHARE, TimeAxis.DAYS), "/en/organisations/lyon/measure-share/time-days/"),
        (ORGANISATION, View(), "/en/"),
    ],
)
def test_each_view_leads_to_the_same_one_on_the_public_site(reader: Browser, page: Page, view: View, address: str) -> None:
    assert twin(page, view, "en") == address
    # A second page there is none of, with one city in the register.
    assert reader.get(address).status == (404 if view.page > 1 else 200)


def test_the_public_pages_lead_to_the_dashboard(reader: Browser) -> None:
    assert "/dashboard/?lang=fr" in reader.get("/fr/about/").links
