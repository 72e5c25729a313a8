"""Every page that search engines may list: what its head says, and that it leaves no trace in a browser."""

import json
import re
from xml.etree import ElementTree

import pytest

from dashboard.bootstrap import Essaim
from dashboard.exit_day_addresses import EXIT_DAYS, exit_day
from dashboard.public_addresses import CAMPAIGN, HOME, LEADERBOARD, METHODOLOGY, TEXT_PAGES
from dashboard.web.public.crawlers import MOST, listed
from tests.factories import TODAY
from tests.test_exit_days.cast import DAY
from tests.test_public.conftest import HERE
from tests.test_web.browsing import Browser, Page

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PAGES = [page.address(language) for page in (HOME, LEADERBOARD, EXIT_DAYS, CAMPAIGN, *TEXT_PAGES) for language in ("fr", "en")]
PAGES += [exit_day(language, DAY) for language in ("fr", "en")]


def addresses(reader: Browser) -> list[str]:
    """Every address of the map of the site."""
    root = ElementTree.fromstring(reader.get("/sitemap.xml").body)
    return [str(one.findtext(f"{MAP}loc")).removeprefix(HERE) for one in root.findall(f"{MAP}url")]


def hrefs(page: Page, rel: str) -> list[str]:
    """Where the links of a head lead, with their language where they have one."""
    return re.findall(rf'<link rel="{rel}"(?: hreflang="[a-z-]+")? href="([^"]+)"', page.html)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_what_it_is_in_its_language_and_in_the_other(reader: Browser, path: str) -> None:
    page, language = reader.get(path), path.split("/")[1]
    assert page.status == 200 and page.headers["content-language"] == language
    assert f'<html lang="{language}">' in page.html and page.html.count("<h1") == 1
    assert hrefs(page, "canonical") == [HERE + path]
    both = [HERE + path.replace(f"/{language}/", f"/{one}/", 1) for one in ("fr", "en")]
    assert hrefs(page, "alternate") == [*both, both[0]]
    assert 'name="robots"' not in page.html and 'name="description" content="' in page.html
    facts = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.html)[0])
    assert facts["@context"] == "https://schema.org"
    assert re.search(r'property="og:image" content="https://essaim\.example/[^"]+card\.png"', page.html)


@pytest.mark.parametrize("path", PAGES)
def test_a_visit_leaves_nothing_and_asks_nobody_else(reader: Browser, path: str) -> None:
    page = reader.get(path)
    assert page.cookies == [] and "set-cookie" not in page.headers
    assert page.headers["cache-control"] == "public, max-age=60"
    assert not re.search(r'\s(?:src|srcset|data|poster)="(?!/assets/)', page.html)
    assert not re.search(r"""\sstyle=["']|<style|\son[a-z]+=["']""", page.html)
    assert all(sheet.startswith("/assets/") for sheet in hrefs(page, "stylesheet"))


def test_a_browser_that_is_signed_in_asks_each_time_since_it_may_have_changed_the_page(reader: Browser) -> None:
    cookie = reader.essaim.settings.cookie
    page = reader.ask(PAGES[0], told={"cookie": f"{cookie}=of-somebody"})
    assert page.headers["cache-control"] == "no-cache"
    again = reader.ask(PAGES[0], told={"cookie": f"{cookie}=of-somebody", "if-none-match": page.headers["etag"]})
    assert (again.status, again.headers["cache-control"]) == (304, "no-cache")


@pytest.mark.parametrize("path", PAGES)
def test_the_navigation_has_six_entries_and_says_where_one_is(reader: Browser, path: str) -> None:
    page = reader.get(path)
    top, foot = page.html.partition("</header>")[0], page.html.rpartition("<footer>")[2]
    entries = re.findall(r'<li><a href="[^"]+"( aria-current="page")?>', top)
    assert len(entries) == 6 and sum(map(bool, entries)) <= 1
    elsewhere = {one.address(path[1:3]) for one in TEXT_PAGES if one is not METHODOLOGY}
    assert top.count('aria-current="page"') == (0 if path in elsewhere else 1)
    for one in TEXT_PAGES:
        assert f'href="{one.address(path[1:3])}"' in foot


def test_every_page_of_the_map_is_there_and_is_its_own(reader: Browser) -> None:
    known = addresses(reader)
    assert set(PAGES) <= set(known) and len(known) == len(set(known)) < MOST
    assert {"/fr/organisations/lyon/", "/en/charts/recovery/", "/fr/campaigns/x/month-2025-01/"} <= set(known)
    for path in known:
        page = reader.get(path)
        assert page.status == 200, path
        assert hrefs(page, "canonical") == [HERE + path]
        assert 'name="robots"' not in page.html, path


def test_the_map_gives_every_page_in_both_languages(reader: Browser) -> None:
    root = ElementTree.fromstring(reader.get("/sitemap.xml").body)
    for one in root.findall(f"{MAP}url"):
        path = str(one.findtext(f"{MAP}loc")).removeprefix(HERE)
        rest = path[4:]
        beside = [(link.attrib["hreflang"], link.attrib["href"]) for link in one.findall("{http://www.w3.org/1999/xhtml}link")]
        assert beside == [(language, f"{HERE}/{language}/{rest}") for language in ("fr", "en")]


def test_the_map_says_of_which_day_the_figures_are(reader: Browser) -> None:
    root = ElementTree.fromstring(reader.get("/sitemap.xml").body)
    days = {str(one.findtext(f"{MAP}loc")).removeprefix(HERE): one.findtext(f"{MAP}lastmod") for one in root.findall(f"{MAP}url")}
    assert days["/fr/organisations/lyon/"] == days["/en/"] == days["/en/leaderboard/"] == TODAY.isoformat()
    assert days["/fr/organisations/universite-de-besancon/"] is days["/fr/about/"] is None


def test_a_map_that_is_too_long_is_cut_and_nothing_is_lost(reader: Browser, essaim: Essaim, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = addresses(reader)
    monkeypatch.setattr("dashboard.web.public.crawlers.MOST", 20)
    alone = Browser(essaim, base=HERE)  # which has kept no copy yet
    index = ElementTree.fromstring(alone.get("/sitemap.xml").body)
    parts = [str(one.text).removeprefix(HERE) for one in index.iter(f"{MAP}loc")]
    found = [str(one.text).removeprefix(HERE) for part in parts for one in ElementTree.fromstring(alone.get(part).body).iter(f"{MAP}loc")]
    assert index.tag == f"{MAP}sitemapindex" and len(parts) > 2 and found == whole
    assert alone.get(f"/sitemap-{len(parts) + 1}.xml").status == alone.get("/sitemap-0.xml").status == 404


@pytest.mark.parametrize(
    ("path", "is_listed"),
    [
        ("/fr/", True),
        ("/en/leaderboard/age-30/kind-city/", True),
        ("/fr/organisations/theme-dark/", True),
        ("/fr/organisations/lyon/measure-share/", False),
        ("/fr/organisations/lyon/card.png", False),
        ("/en/leaderboard/age-30/order-growth/", False),
        ("/fr/charts/departures/", True),
        ("/fr/charts/departures/theme-dark/", False),
        ("/fr/charts/departures/chart.svg", False),
        ("/fr/charts/transfer/lyon/", False),
        ("/fr/charts/comparison/lyon+dole/", False),
        ("/embed/fr/transfer/lyon/", False),
        ("/fr/views/a/", False),
        ("/fr/exit-days/villes-automne-2025/", True),
        ("/fr/exit-days/villes-automne-2025/screen/", False),
        ("/fr/charts/tipping/villes-automne-2025/", True),
        ("/embed/fr/exit-day/villes-automne-2025/", False),
        ("/data/organisations.csv", False),
    ],
)
def test_views_of_a_page_and_files_are_not_listed(path: str, is_listed: bool) -> None:
    assert listed(path) is is_listed


def test_robots_are_shown_the_map_and_kept_from_the_doors(reader: Browser) -> None:
    said = reader.get("/robots.txt").html.splitlines()
    assert said[0] == "User-agent: *" and said[-1] == f"Sitemap: {HERE}/sitemap.xml"
    assert "Disallow: /sign-in" in said and "Disallow: /dashboard/_stcore/" in said and "Disallow: /" not in said


@pytest.mark.parametrize("path", ["/fr/nope", "/fr/organisations/nobody/", "/en/campaigns/x/month-1999-01/", "/en/data/nope.csv"])
def test_what_is_not_there_is_said_in_the_language_of_the_address_with_a_way_on(reader: Browser, path: str) -> None:
    page, language = reader.get(path), path[1:3]
    assert page.status == 404 and f'<html lang="{language}">' in page.html
    assert '<meta name="robots" content="noindex">' in page.html and page.cookies == []
    assert {f"/{language}/", f"/{language}/leaderboard/", f"/{language}/data/"} <= set(page.links)
