"""The leaderboard's public pages: what they say, where they lead, what a published copy holds of them."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from sqlmodel import col, select

from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from dashboard.domain.leaderboard import Order
from dashboard.domain.organisations import Kind, Level, SizeClass
from dashboard.public_addresses import BoardView, parse_board
from dashboard.services.read_leaderboard import PAGE
from dashboard.web.public.board import MOST_PAGES, RESOURCES
from dashboard.web.public.document import Document
from dashboard.web.public.site import live_site
from db.tables import OrganisationRow, PastStandingRow, StandingRow
from tests.databases import sqlite_copy
from tests.factories import NOW, TODAY
from tests.people import make_essaim
from tests.test_web.browsing import Browser, Page

HOSTILE = '</script><img src=x onerror="alert(1)">'
LEFT = TODAY - timedelta(days=120)
SINCE = TODAY - timedelta(days=TODAY.weekday() + 7)
BANDS = {"Lyon": (0.3, 0.4), "Université de Besançon": (0.28, 0.34), "Éze": (0.1, None), HOSTILE: (0.05, 0.06)}


def fill(essaim: Essaim) -> None:
    """Four certified institutions at their latest reading, 60 listed cities, one without a departure; two that were ranked last week."""
    with essaim.db.writing() as session:
        for n, (name, (low, high)) in enumerate([*BANDS.items(), *((f"Ville {n:02}", (0.2, 0.2)) for n in range(60))]):
            certified = name in BANDS
            kind, sizes = (Kind.UNIVERSITY, {"students": 25_000}) if name.startswith("U") else (Kind.CITY, {"population": 1_000 * (n + 1)})
            row = OrganisationRow(slug=f"o-{n}", name=name, match_key=name.lower(), kind=kind.value, registered_at=NOW, **sizes)  # type: ignore[arg-type]
            row.level = (Level.L2 if certified else Level.L0).value
            session.add(row)
            session.flush()
            key, regained = row.id or 0, round(1_000 * low)
            ends = {"regained_low": regained, "regained_high": None if high is None else round(1_000 * high)}
            known = {"departed_on": LEFT, "baseline": 1_000, "baseline_on": LEFT, "baseline_source": "https://example.org/archive"}
            reading = {"recovery_low": low, "recovery_high": high, "as_of": TODAY, "growth": 0.064, **ends}
            session.add(StandingRow(organisation_id=key, **known, **reading))  # type: ignore[arg-type]
            if name in ("Lyon", "Université de Besançon"):
                session.add(PastStandingRow(week_on=SINCE, age=0, organisation_id=key, recovery_low=0.29 if n else 0.28))
        row = OrganisationRow(slug="pau", name="Pau", match_key="pau", kind=Kind.CITY.value, level="L2", registered_at=NOW)
        session.add(row)
        session.flush()
        session.add(StandingRow(organisation_id=row.id or 0))


@pytest.fixture(scope="module")
def essaim(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Essaim]:
    """An Essaim whose register is only read here."""
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("board")) as db:
        made = make_essaim(db, Settings(public_url="https://essaim.example"))
        fill(made)
        yield made


@pytest.fixture(scope="module")
def reader(essaim: Essaim) -> Browser:
    """Somebody who reads, without JavaScript."""
    return Browser(essaim, base="https://essaim.example")


def text(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def rows(page: Page) -> dict[str, list[str]]:
    """The cells of each row by its name, as they are read."""
    found = {}
    for row in re.findall(r"<tr role=\"row\">\n(<td class=\"rank\".*?)</tr>", page.html, flags=re.DOTALL):
        cells = [text(cell) for cell in re.findall(r"<t[dh][^>]*>.*?</t[dh]>", row, flags=re.DOTALL)]
        found[cells.pop(1)] = cells
    return found


def test_a_row_says_rank_interval_recovery_movement_and_where_the_figure_is_from(reader: Browser) -> None:
    page = reader.get("/en/leaderboard/age-latest/")
    assert page.status == 200
    lyon = next(cells for name, cells in rows(page).items() if name.startswith("Lyon"))
    day = "1\u00a0Feb\u00a02025".replace("\u00a0", " ")
    assert [" ".join(cell.split()) for cell in lyon] == [
        "1 (1 to 3)",
        day,
        f"1,000 {day} example.org/archive",
        "30 to 40%",
        "up 1 place",
        "certified L2",
    ]
    places = {name.split()[0]: (cells[0], cells[4]) for name, cells in rows(page).items()}
    assert places["Université"] == ("2 (1 to 3)", "down 1 place")
    assert places["Éze"] == ("3 (1 to 3)", "new in this comparison")
    assert places["Ville"] == ("· without a rank", "without a rank")
    assert "4 certified institutions: half of them have regained at least 19% of their audience on X so far" in page.text
    assert "Where two bands overlap, the distance between two ranks proves nothing." in page.text
    assert "In brackets: the best and the worst rank that the bands allow." in page.text


def test_the_parts_are_never_mixed(reader: Browser) -> None:
    text = reader.get("/en/leaderboard/age-latest/").text
    places = [
        text.index(part)
        for part in ("Certified The institution", "Éze city", "Listed, without a rank", "Ville 00 city", "Not enough data (1", "Pau")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("by", Order)
def test_each_order_says_what_it_means_and_what_it_does_not(reader: Browser, by: Order) -> None:
    page = reader.get(BoardView(None, order=by).address("en"))
    assert page.status == 200
    said = {
        Order.RECOVERY: ("By the lower end of the band", "proves nothing"),
        Order.PER_PERSON: ("for each 1,000 inhabitants, students or staff", "not alike"),
        Order.GROWTH: ("has grown over the 30 days", "doubles easily"),
        Order.FOLLOWERS: ("By the number of followers", "not who regains an audience"),
    }
    assert all(part in page.text for part in said[by])
    assert ("In this order the largest institution always comes first." in page.text) is (by is Order.FOLLOWERS)
    assert ("Choose a kind to see ranks." in page.text) is (by is Order.PER_PERSON)
    assert "interactions per post" not in page.text


def test_values_are_shown_in_the_unit_of_the_order(reader: Browser) -> None:
    shown = {by: next(iter(rows(reader.get(BoardView(None, order=by).address("en"))).values()))[3] for by in Order}
    assert shown == {Order.RECOVERY: "30 to 40%", Order.PER_PERSON: "300", Order.GROWTH: "+6.4%", Order.FOLLOWERS: "300 to 400"}
    assert "Measured" not in reader.get("/en/leaderboard/order-growth/").text


def test_choices_are_links_of_which_one_is_the_page_itself(reader: Browser) -> None:
    page = reader.get("/en/leaderboard/age-latest/kind-city/size-small/order-followers/")
    chosen = re.findall(r'<a href="([^"]+)" aria-current="true">([^<]+)</a>', page.html)
    here = "/en/leaderboard/age-latest/kind-city/size-small/order-followers/"
    assert chosen == [(here, "city"), (here, "small"), (here, "to date"), (here, "number of followers")]
    choices = [link for link in page.links if link.startswith("/en/leaderboard/") and link != here]
    assert "/en/leaderboard/age-30/kind-city/size-small/order-followers/" in choices
    assert "/en/leaderboard/age-latest/kind-university/size-small/order-followers/" in choices
    assert not any("kind-hospital" in link for link in choices)
    assert all(parse_board(link.removeprefix("/en/leaderboard/")) is not None for link in choices)
    assert "<form" not in page.html


def test_the_next_rows_are_a_link_away_and_there_is_no_page_beyond_the_last(reader: Browser) -> None:
    first, second = reader.get("/en/leaderboard/age-latest/"), reader.get("/en/leaderboard/age-latest/page-2/")
    assert '<link rel="next" href="/en/leaderboard/age-latest/page-2/">' in first.html and 'rel="prev"' not in first.html
    assert '<link rel="prev" href="/en/leaderboard/age-latest/">' in second.html and 'rel="next"' not in second.html
    assert "Page 1 of 2" in first.text and "Page 2 of 2" in second.text
    assert (len(rows(first)), len(rows(second))) == (4 + PAGE, 10)
    assert [reader.get(f"/en/leaderboard/{path}").status for path in ("age-latest/page-3/", "age-91/", "page-1/", "order-fame/")] == [
        404
    ] * 4


def test_an_empty_choice_is_a_page_that_says_so(reader: Browser) -> None:
    page = reader.get("/en/leaderboard/kind-hospital/")
    assert (page.status, rows(page)) == (200, {})
    assert "Nothing to compare here." in page.text


def test_a_hostile_name_stays_text_everywhere_on_the_page(reader: Browser) -> None:
    page = reader.get("/en/leaderboard/age-latest/")
    assert "<img src=x" not in page.html
    assert HOSTILE in page.text
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.html, flags=re.DOTALL)
    listed = json.loads(data)
    assert (listed["@type"], listed["numberOfItems"]) == ("ItemList", 4)
    assert [(one["position"], one["name"]) for one in listed["itemListElement"]] == list(enumerate(BANDS, 1))
    assert listed["itemListElement"][0]["url"] == "https://essaim.example/en/organisations/o-0/"


def test_growth_has_one_address_whatever_the_age(reader: Browser) -> None:
    page = reader.get("/en/leaderboard/age-30/order-growth/")
    assert '<link rel="canonical" href="https://essaim.example/en/leaderboard/order-growth/">' in page.html


def test_both_languages_know_each_other(reader: Browser) -> None:
    page = reader.get("/fr/leaderboard/kind-city/")
    assert 'lang="fr"' in page.html and 'hreflang="en" href="https://essaim.example/en/leaderboard/kind-city/"' in page.html
    assert page.headers["cache-control"] == "public, max-age=60"


def test_a_published_copy_links_only_to_what_it_holds(essaim: Essaim) -> None:
    (resource,) = RESOURCES
    held = set(resource.addresses(live_site(essaim)))
    assert {"/fr/leaderboard/", "/en/leaderboard/age-latest/", "/en/leaderboard/age-latest/page-2/"} <= held
    assert {BoardView(kind=Kind.CITY, size=SizeClass.SMALL).address("fr"), BoardView(order=Order.GROWTH).address("en")} <= held
    assert max((parse_board(path.split("/leaderboard/")[1]) or BoardView()).page for path in held) <= MOST_PAGES
    copy = replace(live_site(essaim), live=False, has=held.__contains__, memory={})
    for path in sorted(held):
        _, language, _, view = path.split("/", 3)
        made = resource.answer(copy, {"language": language, "view": view})
        assert isinstance(made, Document)
        inner = set(re.findall(r'href="(/(?:en|fr)/leaderboard/[^"]*)"', made.body.decode()))
        assert inner <= held, path


def test_whatever_is_cut_off_is_said(essaim: Essaim) -> None:
    site = live_site(essaim)
    only = replace(site, live=False, has={"/en/leaderboard/age-latest/"}.__contains__)
    (resource,) = RESOURCES
    whole, cut = (resource.answer(one, {"language": "en", "view": "age-latest/"}) for one in (site, only))
    assert whole and cut
    said = b"The rows after these are in the open data."
    assert (said in whole.body, said in cut.body) == (False, True)


def test_the_movement_is_left_out_where_no_week_was_kept(essaim: Essaim) -> None:
    later = replace(live_site(essaim), today=TODAY + timedelta(weeks=2))
    (resource,) = RESOURCES
    made = resource.answer(later, {"language": "en", "view": "age-latest/"})
    assert made is not None
    assert b"The standings of last week were not kept" in made.body and b"up 1 place" not in made.body
    with essaim.db.reading() as session:
        assert set(session.exec(select(col(PastStandingRow.week_on)))) == {SINCE}


@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("kind-city/age-30/", "age-30/kind-city/"),
        ("page-2/age-latest/", "age-latest/page-2/"),
        ("order-growth/kind-city", "kind-city/order-growth/"),
    ],
)
def test_choices_in_another_order_lead_to_their_one_address(reader: Browser, asked: str, leads: str) -> None:
    answer = reader.ask(f"/en/leaderboard/{asked}")
    assert (answer.status, answer.location) == (301, f"/en/leaderboard/{leads}")


@pytest.mark.parametrize("path", ["kind-city/age-91/", "kind-city/kind-city/", "page-1/", "age-90/kind-city/", "x/age-30/"])
def test_what_makes_no_choice_in_any_order_is_an_honest_404(reader: Browser, path: str) -> None:
    assert reader.ask(f"/en/leaderboard/{path}").status == 404
