"""Home and campaign: who left, what comes next, and every departure with its day and its source."""

import re
from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.campaign_addresses import CampaignView, parse_campaign
from dashboard.domain.departures import Status
from dashboard.public_addresses import CAMPAIGN, LARGEST_PAGE
from dashboard.web.public import campaign
from tests.factories import log, make_organisation
from tests.test_web.browsing import Browser

MONTHS = st.dates(min_value=date(1000, 1, 1)).map(lambda day: day.replace(day=1))
LISTS = st.builds(CampaignView, month=MONTHS) | st.just(CampaignView(undated=True))
VIEWS = st.just(CampaignView()) | st.builds(
    lambda view, page: CampaignView(view.month, view.undated, page), LISTS, st.integers(1, LARGEST_PAGE)
)
SEGMENTS = st.lists(st.sampled_from(("month-2025-01", "month-2025-13", "month-undated", "month-", "page-1", "page-2", "page-99999", "")))


@given(VIEWS, st.sampled_from(("fr", "en")))
def test_every_page_of_the_campaign_is_read_back_from_its_address(view: CampaignView, language: str) -> None:
    assert parse_campaign(view.address(language).removeprefix(CAMPAIGN.address(language))) == view


@given(st.text() | SEGMENTS.map("/".join) | SEGMENTS.map(lambda parts: "/".join([*parts, ""])))
def test_whatever_else_is_asked_for_is_read_as_one_address_or_not_at_all(path: str) -> None:
    found = parse_campaign(path)
    assert found is None or found.address("fr") == CAMPAIGN.address("fr") + path


def test_the_home_page_says_who_left_and_what_they_left_behind(reader: Browser) -> None:
    page = reader.get("/en/")
    assert "2 institutions have left X; 1 of them left 100,000 followers behind" in page.text
    said = "1 more has given its date, 1 has announced it without a date, 1 of those that left has returned"
    assert said in page.text.replace("1 M", "1 m")
    assert "20,000 to 30,000" in page.text
    assert "Université de Besançon" in page.text and "14 Jul 2025" in page.text.replace("\u00a0", " ")
    assert {"/en/leaderboard/", "/en/methodology/", "/en/data/", "/dashboard/?lang=en", "/en/campaigns/x/"} <= set(page.links)


@pytest.mark.parametrize("path", ["/en/", "/en/campaigns/x/"])
def test_a_chart_has_a_name_a_description_a_table_and_its_files(reader: Browser, path: str) -> None:
    page = reader.get(path)
    charts = re.findall(r'<svg [^>]*class="chart"[^>]*aria-labelledby="(\S+) (\S+)"', page.html)
    assert len(charts) >= 2 and len(set(charts)) == len(charts)
    for title, described in charts:
        assert re.search(rf'<title id="{title}">[^<]+</title><desc id="{described}">[^<]+</desc>', page.html)
    assert "<caption>How many institutions have left X, day by day</caption>" in page.html
    assert {f"/en/charts/departures/{file}" for file in ("", "chart.svg", "chart.png", "chart.csv", "chart.json")} <= set(page.links)


@pytest.mark.parametrize("path", ["/en/", "/en/campaigns/x/", "/en/charts/departures/"])
def test_departures_to_come_are_planned_in_the_table_too(reader: Browser, path: str) -> None:
    text = reader.get(path).text
    assert "14 July 2025 (planned) 3" in text and "20 January 2025 1" in text


def test_an_empty_register_has_a_home_page_that_leads_on(nobodys: Browser) -> None:
    page = nobodys.get("/en/")
    assert page.status == 200 and "Leave together, and see who follows" in page.text
    assert "/dashboard/?lang=en" in page.links and "<svg" not in page.html
    assert "Nobody has left yet" in nobodys.get("/en/campaigns/x/").text


def test_the_campaign_lists_everybody_with_day_kind_and_source(reader: Browser) -> None:
    page = reader.get("/en/campaigns/x/")
    said = page.text.replace("\u00a0", " ")
    assert "14 July 2025 Université de Besançon university, 20,000 students · planned, in 43 days · besancon.example/depart" in said
    assert "20 January 2025 Lyon city" in said
    assert "3 February 2025 Musée de Dole museum · returned to X on 5 April 2025" in said
    assert "no date Écoute d’Évreux association · announced on 2 May 2025, without a date · L’Éveil, eveil.example/a" in said
    assert "https://eveil.example/a?b=1&c=2" in page.links and "/en/organisations/musee-de-dole/" in page.links
    assert "January 2025 1 departure" in said and "July 2025 1 planned" in said
    assert "City 1 Museum 1" in said


def test_a_month_leads_to_the_months_beside_it(reader: Browser) -> None:
    page = reader.get("/en/campaigns/x/month-2025-02/")
    assert "Departures from X in February 2025" in page.text and "Musée de Dole" in page.text and "Lyon" not in page.text
    assert {f"/en/campaigns/x/month-2025-{month}/" for month in ("01", "07")} <= set(page.links)
    assert "Écoute d’Évreux" in reader.get("/en/campaigns/x/month-undated/").text


@pytest.mark.parametrize(
    "path", ["month-2025-03/", "month-2025-02/page-2/", "month-2025-02/page-1/", "month-undated/page-2/", "month-2025-1/"]
)
def test_a_month_in_which_nobody_leaves_has_no_page(reader: Browser, path: str) -> None:
    assert reader.get(f"/en/campaigns/x/{path}").status == 404


def test_a_long_month_is_cut_into_pages_that_lose_nobody(nobodys: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaign, "PER_PAGE", 2)
    monkeypatch.setattr(campaign, "HERE", 2)
    names = [f"Ville {letter}" for letter in "abcde"]
    for name in names:
        log(nobodys.essaim.db, make_organisation(nobodys.essaim.db, name).slug, Status.DEPARTED, "2025-01-20")
    pages = [nobodys.get(f"/en/campaigns/x/month-2025-01/{part}") for part in ("", "page-2/", "page-3/")]
    assert [name for page in pages for name in names if name in page.text] == names
    assert "/en/campaigns/x/month-2025-01/page-2/" in pages[0].links and "page 3 of 3" in pages[2].text
    assert nobodys.get("/en/campaigns/x/month-2025-01/page-4/").status == 404
    assert "The newest 2 of 5" in nobodys.get("/en/campaigns/x/").text


def test_a_page_of_long_names_and_sources_stays_under_150_kilobytes(nobodys: Browser) -> None:
    days = ["2025-01-20", *["2025-02-03"] * 5]
    for n, on in enumerate(days):
        slug = make_organisation(nobodys.essaim.db, f"{'Établissement ' * 9}{n}").slug
        log(nobodys.essaim.db, slug, Status.DEPARTED, on, source=f"https://{'presse.' * 8}example/{'a' * 60}")
    one, five = (len(nobodys.get(f"/en/campaigns/x/month-2025-{month}/").body) for month in ("01", "02"))
    assert one + (five - one) / 4 * (campaign.PER_PAGE - 1) < 150_000


def test_an_institution_that_announced_it_says_so_and_not_that_it_stays(reader: Browser) -> None:
    for path in ("ecoute-d-evreux/", "ecoute-d-evreux/badge.svg"):
        said = reader.get(f"/en/organisations/{path}").html
        assert "will leave X" in said and "has not left" not in said


def test_without_a_source_only_a_certified_institution_has_said_it_itself(reader: Browser) -> None:
    assert "without a source" in reader.get("/en/organisations/musee-de-dole/").text
    assert "said by the institution itself" not in reader.get("/en/organisations/musee-de-dole/").text
    assert "without a source" in reader.get("/en/campaigns/x/").text


@pytest.mark.parametrize("path", ["/en/", "/en/campaigns/x/", "/en/leaderboard/"])
def test_a_page_of_figures_says_of_which_day_they_are_what_they_mean_and_how_to_name_it(reader: Browser, path: str) -> None:
    page = reader.get(path)
    assert "Figures of 1 June 2025. How every figure is made" in page.text and "/en/methodology/" in page.links
    title = " ".join(unescape(re.findall("<h1>(.*?)</h1>", page.html)[0]).split())
    assert f"“{title}”, figures of 1 June 2025, Licence Ouverte 2.0, https://essaim.example{path}" in page.text
