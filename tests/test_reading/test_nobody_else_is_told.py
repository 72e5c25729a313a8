"""A visit tells nobody but our own server, and leaves nothing in the browser."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.network.browser import Visitor

PAGES = (
    *("", "leaderboard/", "leaderboard/age-30/", "campaigns/x/"),
    *("methodology/", "data/", "about/", "accessibility/", "privacy/", "legal/"),
    *("charts/departures/", "charts/recovery/"),
)
STORED = "() => [document.cookie, Object.keys(localStorage).length, Object.keys(sessionStorage).length]"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_public_page_asks_our_own_server_alone(language: str, site: str, visitor: Callable[..., Visitor]) -> None:
    seen = visitor()
    page = seen.page
    for path in PAGES:
        answer = page.goto(f"{site}/{language}/{path}")
        assert answer is not None and answer.status == 200, path
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert page.evaluate(STORED) == ["", 0, 0], path
    page.goto(f"{site}/{language}/leaderboard/")
    page.locator(f"table.board tbody a[href*='/{language}/organisations/']").first.click()
    page.locator("figure.charted button").first.click()
    expect(page.locator(".js-plotly-plot svg.main-svg").first).to_be_visible()
    page.locator(".js-plotly-plot").hover(position={"x": 300, "y": 200})
    slug = urlsplit(page.url).path.split("/")[3]
    page.goto(f"{site}/embed/{language}/transfer/{slug}/")
    expect(page.locator("svg[role=img]").first).to_be_attached()
    assert page.evaluate(STORED) == ["", 0, 0]
    assert seen.hosts == {urlsplit(site).netloc}
    assert seen.context.cookies() == []
    assert seen.errors == []
