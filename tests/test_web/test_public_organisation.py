"""The public page of an organisation: the sentence, the chart, its sources, what can be done with them. No script, no cookie."""

import json
import re
from dataclasses import replace

import pytest

from dashboard.bootstrap import Essaim
from dashboard.web.public import organisation
from dashboard.web.public.site import Site, live_site
from tests.test_web.browsing import HERE, Browser, Page
from tests.test_web.published import HOSTILE, register

__all__ = ["register"]
LYON = "/en/organisations/lyon/"


@pytest.fixture(scope="module")
def page(register: Essaim) -> Page:
    return Browser(register).get(LYON)


def test_the_title_is_the_finding_and_the_sources_stand_below_the_chart(page: Page) -> None:
    assert page.status == 200
    assert "<h1>Lyon has regained between 20 and 31% of its X audience, 132 days after its departure</h1>" in page.html
    assert "Last reading: 1 June 2025" in page.html.replace("\xa0", " ")
    assert 'href="https://example.org/x?a=1&amp;b=2" rel="noopener noreferrer nofollow"' in page.html
    assert "certified L2" in page.text


def test_both_drawings_have_a_name_and_a_description_and_the_table_has_headers(page: Page) -> None:
    assert page.html.count('<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img"') == 2
    for size in ("wide", "narrow"):
        assert re.search(rf'<title id="chart-{size}-t">Lyon: followers per network', page.html)
        assert re.search(rf'<desc id="chart-{size}-d">Followers of Lyon: X, Bluesky, Mastodon, LinkedIn', page.html)
    assert page.html.count('scope="col"') > 10
    assert "not read" in page.text


def test_the_chart_is_looked_at_in_other_ways_by_links(page: Page, register: Essaim) -> None:
    assert f'<a href="{LYON}" aria-current="true">followers</a>' in page.html
    assert {f"{LYON}measure-index/", f"{LYON}measure-share/", f"{LYON}time-days/"} <= set(page.links)
    other = Browser(register).get(f"{LYON}measure-share/time-days/")
    assert f'<a href="{LYON}measure-share/time-days/" aria-current="true">days since the departure</a>' in other.html
    assert f'<link rel="canonical" href="{HERE.replace("localhost", "127.0.0.1")}{LYON}">' in other.html


def test_everything_that_can_be_taken_along_is_linked_and_answers(page: Page, register: Essaim) -> None:
    browser = Browser(register)
    own = [link for link in dict.fromkeys(page.links) if link.startswith(("/en/organisations/", "/en/charts/"))]
    assert {link.rpartition(".")[2] for link in own if "." in link} == {"csv", "png", "svg", "json", "atom"}
    assert len(own) > 12
    for link in own:
        assert browser.ask(link).status == 200, link
    assert "mailto:bonjour@essaim.example" in page.links
    assert "/dashboard/compare?o=lyon&lang=en" in page.links


def test_paper_says_where_the_readings_are_that_are_folded_on_screens(register: Essaim, page: Page) -> None:
    assert '<details class="folded">' in page.html
    assert '<p class="source printurl">Older readings: in the CSV file.</p>' in page.html
    assert "Older readings" not in Browser(register).get("/en/organisations/association-de-l-etang/").text


def test_the_code_to_embed_is_shown_as_text(page: Page) -> None:
    assert "&lt;iframe src=&#34;http://127.0.0.1:8501/embed/en/transfer/lyon/&#34; title=&#34;Lyon: followers" in page.html
    assert "<iframe" not in page.html


def test_what_happened_holds_public_notes_and_no_private_one(page: Page) -> None:
    assert "Press: Une page dans le journal" in page.text
    assert "Réunion interne" not in page.html


def test_programs_learn_who_it_is_and_which_data_there_are(page: Page) -> None:
    raw = page.html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    city, data = json.loads(raw)["@graph"]
    assert (city["@type"], city["name"]) == ("GovernmentOrganization", "Lyon")
    assert {"@type": "PropertyValue", "propertyID": "SIREN", "value": "216901231"} in city["identifier"]
    assert data["temporalCoverage"] == "2025-01-06/2025-06-01"
    assert [one["encodingFormat"] for one in data["distribution"]] == ["text/csv", "application/json"]
    assert 'type="application/json+oembed"' in page.html


def test_an_institution_without_anything_says_what_to_do_next(register: Essaim) -> None:
    empty = Browser(register).get("/en/organisations/association-de-l-etang/")
    assert "No figure yet. Connect the new accounts or bring your figures" in empty.text
    planned = Browser(register).get("/en/organisations/universite-de-besancon/")
    assert "Université de Besançon leaves X on 1 September 2025" in planned.text.replace("\xa0", " ")


def test_a_hostile_name_is_text(register: Essaim) -> None:
    found = Browser(register).get("/en/organisations/script-script-alert-e-script-1-1/")
    assert found.status == 200
    assert HOSTILE in found.text
    assert "<script>alert" not in found.html


@pytest.mark.parametrize("path", ["nowhere/", "lyon/measure-log/", "lyon/measure-values/", "lyon/theme-dark/", "Lyon/", "lyon/x.pdf"])
def test_an_unknown_organisation_or_view_is_an_honest_404(path: str, register: Essaim) -> None:
    assert Browser(register).get(f"/en/organisations/{path}").status == 404


def test_an_address_without_its_last_slash_leads_to_the_one_with_it(register: Essaim) -> None:
    for path in ("/en/organisations/lyon", "/en/organisations/lyon/measure-share", "/fr/charts/transfer/lyon", "/embed/fr/transfer/lyon"):
        moved = Browser(register).ask(path)
        assert (moved.status, moved.location) == (308, f"{path}/")


def test_nothing_is_kept_about_a_visitor_and_an_unchanged_page_is_not_sent_again(page: Page, register: Essaim) -> None:
    assert page.cookies == []
    again = Browser(register).ask(LYON, if_none_match=page.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_a_published_copy_links_only_what_it_holds(register: Essaim) -> None:
    first = replace(live_site(register), live=False)
    held = frozenset(organisation.RESOURCES[0].addresses(first))
    assert LYON in held and f"{LYON}measure-share/" not in held
    assert f"{LYON}measure-share/time-days/" in set(organisation.RESOURCES[0].addresses(replace(first, every_view=True)))
    copy: Site = replace(first, has=held.__contains__)
    document = organisation.RESOURCES[0].answer(copy, {"language": "en", "slug": "lyon"})
    assert document is not None
    for absent in ("measure-share", "chart.csv", "badge.svg", "data-chart", "iframe"):
        assert absent.encode() not in document.body, absent
    assert b"connect-src &#39;self&#39;" in document.body


def test_the_badge_the_card_and_the_code_are_shown_with_their_lines(page: Page) -> None:
    for file in ("badge.svg", "card.png", "qr.svg"):
        assert f'<img class="sign" src="{LYON}{file}" alt="' in page.html and f"{LYON}{file}&#34; alt=&#34;" in page.html
    assert 'alt="Lyon: 20 to 31% regained on' in page.html
    assert page.html.count('loading="lazy"') == 3
