"""Charts for other sites: the frame, and what oEmbed says of it."""

import json
import re
from html import unescape
from urllib.parse import urlsplit

import pytest

from dashboard.bootstrap import Essaim
from dashboard.domain.views import Shade
from tests.test_web.browsing import Browser
from tests.test_web.published import HOSTILE, register

__all__ = ["register"]
OURS = "http://127.0.0.1:8501"
FRAMED = "/embed/en/transfer/lyon/"


def source_of(code: str) -> str:
    """What the frame of an embed code shows."""
    found = re.search(r'<iframe src="([^"]+)"', code)
    assert found is not None, code
    return unescape(found[1])


def test_the_frame_holds_the_chart_its_finding_its_sources_and_the_way_back(register: Essaim) -> None:
    found = Browser(register).get(FRAMED)
    assert found.status == 200
    assert "<h1>Lyon has regained between 20 and 31% of its X audience" in found.html
    assert "Sources: X" in found.text
    assert f'<a href="{OURS}/en/charts/transfer/lyon/" target="_blank" rel="noopener">' in found.html
    assert 'name="robots" content="noindex"' in found.html
    assert found.cookies == []


def test_any_site_may_frame_it_and_nothing_else_of_ours(register: Essaim) -> None:
    browser = Browser(register)
    framed, page = browser.get(FRAMED), browser.get("/en/charts/transfer/lyon/")
    assert "frame-ancestors *" in framed.headers["content-security-policy"] and "x-frame-options" not in framed.headers
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"] and page.headers["x-frame-options"] == "DENY"
    script = browser.ask("/assets/embed.js")
    assert (script.status, script.headers["cross-origin-resource-policy"]) == (200, "cross-origin")


@pytest.mark.parametrize("shade", Shade)
def test_each_ground_is_a_class_of_the_page(shade: Shade, register: Essaim) -> None:
    chosen = "" if shade is Shade.AUTO else f"theme-{shade.value}/"
    assert f'class="embed shade-{shade.value}"' in Browser(register).get(FRAMED + chosen).html


@pytest.mark.parametrize(
    "path", ["/embed/en/transfer/nowhere/", "/embed/en/transfer/lyon/theme-pink/", "/embed/de/transfer/lyon/", "/embed/en/"]
)
def test_an_unknown_frame_is_an_honest_404(path: str, register: Essaim) -> None:
    assert Browser(register).get(f"/embed/{path}").status == 404


@pytest.mark.parametrize(
    "address",
    [
        "/en/organisations/lyon/",
        "/en/organisations/lyon/measure-share/",
        "/fr/charts/transfer/lyon/theme-dark/",
        "/en/charts/comparison/lyon+universite-de-besancon/",
        "/en/charts/comparison/lyon%2Buniversite-de-besancon/",
        "/en/charts/departures/",
        FRAMED,
    ],
)
def test_oembed_gives_a_frame_that_answers(address: str, register: Essaim) -> None:
    browser = Browser(register)
    found = json.loads(browser.get(f"/oembed?url={OURS}{address}&format=json").body)
    assert (found["version"], found["type"], found["provider_name"]) == ("1.0", "rich", "essaim")
    source = source_of(found["html"])
    assert source.startswith(f"{OURS}/embed/{address.split('/')[1] if not address.startswith('/embed') else 'en'}/")
    assert browser.get(urlsplit(source).path).status == 200
    assert found["title"] and found["width"] == 840 and f'height="{found["height"]}"' in found["html"]


def test_oembed_keeps_within_the_place_there_is(register: Essaim) -> None:
    browser, asked = Browser(register), f"/oembed?url={OURS}/en/organisations/lyon/"
    small = json.loads(browser.get(f"{asked}&maxwidth=400&maxheight=300").body)
    assert (small["width"], small["height"]) == (400, 300)
    odd = json.loads(browser.get(f"{asked}&maxwidth=many&maxheight=-1").body)
    assert (odd["width"], odd["height"]) == (840, 700)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "http://[::1",
        "https://elsewhere.example/en/organisations/lyon/",
        f"{OURS}/en/organisations/nowhere/",
        f"{OURS}/en/leaderboard/",
        f"{OURS}/en/charts/transfer/lyon/chart.csv",
        "javascript://127.0.0.1:8501/en/organisations/lyon/",
        f"{OURS}@evil.example/en/organisations/lyon/",
    ],
)
def test_oembed_knows_no_other_site_and_no_other_page(url: str, register: Essaim) -> None:
    assert Browser(register).get(f"/oembed?url={url}").status == 404


def test_oembed_speaks_json_alone(register: Essaim) -> None:
    assert Browser(register).ask(f"/oembed?url={OURS}/en/organisations/lyon/&format=xml").status == 501


def test_the_file_beside_the_chart_says_the_same(register: Essaim) -> None:
    browser = Browser(register)
    beside = browser.get("/en/charts/transfer/lyon/oembed.json")
    assert json.loads(beside.body) == json.loads(browser.get(f"/oembed?url={OURS}/en/charts/transfer/lyon/").body)
    assert browser.get(urlsplit(json.loads(beside.body)["thumbnail_url"]).path).headers["content-type"] == "image/png"


def test_a_hostile_name_is_text_in_the_frame_and_in_its_code(register: Essaim) -> None:
    browser = Browser(register)
    framed = browser.get("/embed/en/transfer/script-script-alert-e-script-1-1/")
    assert HOSTILE in framed.text and "<script>alert" not in framed.html
    told = json.loads(browser.get(f"/oembed?url={OURS}/en/organisations/script-script-alert-e-script-1-1/").body)
    assert "<script>alert" not in told["html"] and HOSTILE in unescape(told["html"])
