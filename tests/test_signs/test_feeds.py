"""Atom feeds: what RFC 4287 asks for, identifiers that last, and only what is known."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from dashboard.domain.departures import DepartureEvent, Status
from dashboard.domain.errors import NotFound
from dashboard.domain.networks import Network
from dashboard.services.standings import follow_calendar
from dashboard.web.public.site import Site
from db import departures, organisations
from db.engine import Database
from tests.factories import HOLDING, NOW, TODAY, a_city_that_left, log, make_account, make_figures, make_organisation
from tests.hostile import STRINGS
from tests.test_signs.asking import ATOM, RESOURCES, ask, of, tree

FEED = "/{language}/feed.atom"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
SiteOf = Callable[[Database], Site]


def entries(feed: ElementTree.Element) -> dict[str, ElementTree.Element]:
    """Entries by the end of their identifiers."""
    return {(one.findtext(f"{ATOM}id") or "").rpartition("/organisations/")[2]: one for one in feed.findall(f"{ATOM}entry")}


def links(element: ElementTree.Element) -> dict[str, str]:
    """Addresses by what they are."""
    return {one.attrib["rel"]: one.attrib["href"] for one in element.findall(f"{ATOM}link")}


def check(feed: ElementTree.Element) -> None:
    """What RFC 4287 (4.1.1, 4.1.2) demands of a feed and of its entries."""
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (only,) = element.findall(f"{ATOM}{name}")
            assert only.text
        assert re.fullmatch(r"tag:essaim\.example,2025:/[a-z0-9/.-]+", element.findtext(f"{ATOM}id") or "")
        assert INSTANT.fullmatch(element.findtext(f"{ATOM}updated") or "")
        assert all(address.startswith(("https://", "http://")) for address in links(element).values())
    assert feed.findtext(f"{ATOM}author/{ATOM}name") and {"self", "alternate"} <= set(links(feed))
    named = [one.findtext(f"{ATOM}id") for one in feed.findall(f"{ATOM}entry")]
    assert len(set(named)) == len(named) <= 100
    newest = [one.findtext(f"{ATOM}updated") or "" for one in feed.findall(f"{ATOM}entry")]
    assert newest == sorted(newest, reverse=True) and (not newest or feed.findtext(f"{ATOM}updated") == newest[0])
    for one in feed.findall(f"{ATOM}entry"):
        assert INSTANT.fullmatch(one.findtext(f"{ATOM}published") or "")
        assert (one.findtext(f"{ATOM}published") or "") <= (one.findtext(f"{ATOM}updated") or "")
        assert "alternate" in links(one) and one.findtext(f"{ATOM}summary")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_feed_of_everybody_is_what_the_standard_asks_for(demo: Site, language: str) -> None:
    feed = tree(ask(demo, FEED, language=language))
    check(feed)
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == language
    assert links(feed) == {"self": f"https://essaim.example/{language}/feed.atom", "alternate": f"https://essaim.example/{language}/"}
    steps = {name.rpartition("/")[2].split("-")[0] for name in entries(feed)}
    assert {"departure", "day"} <= steps
    for one in entries(feed).values():
        category = one.find(f"{ATOM}category")
        assert category is not None and category.attrib["term"] == "fictional"


def test_every_institution_has_a_feed_of_its_own(demo: Site) -> None:
    addresses = list(RESOURCES["/{language}/organisations/{slug}/feed.atom"].addresses(demo))
    assert len(addresses) == 2 * 16
    for address in addresses[::2]:
        slug = address.split("/")[3]
        feed = tree(of(demo, slug, "feed.atom", "fr"))
        check(feed)
        assert {name.split("/")[0] for name in entries(feed)} <= {slug}
        assert links(feed)["self"] == f"https://essaim.example{address}"


@pytest.fixture
def lyon(db: Database) -> Database:
    """Lyon left on 20 January 2025 and was read at 7, 30 and 90 days; Le Progrès told of the departure."""
    make_organisation(db, "Lyon")
    make_figures(db, "lyon", Network.X, {"2025-01-20": 100_000}, source="https://leprogres.example/x")
    log(db, "lyon", Status.DEPARTED, "2025-01-20", source="https://leprogres.example/depart", now=NOW - timedelta(days=40))
    make_account(db, "lyon", Network.BLUESKY, followers=None, now=NOW - timedelta(days=140))
    make_figures(db, "lyon", Network.BLUESKY, {"2025-01-27": 6_000, "2025-02-19": 12_000, "2025-04-20": 31_000})
    follow_calendar(db, today=TODAY, holding=HOLDING)
    return db


def test_departures_and_ages_are_told_with_their_source_and_the_marks_they_passed(lyon: Database, site_of: SiteOf) -> None:
    found = entries(tree(of(site_of(lyon), "lyon", "feed.atom")))
    assert list(found) == ["lyon/departure-x-1", "lyon/day-90-x-1", "lyon/day-30-x-1", "lyon/day-7-x-1"]
    departure, day_90 = found["lyon/departure-x-1"], found["lyon/day-90-x-1"]
    assert departure.findtext(f"{ATOM}title") == "Lyon left X on 20\u00a0January\u00a02025"
    assert departure.findtext(f"{ATOM}published") == "2025-01-20T00:00:00Z"
    assert departure.findtext(f"{ATOM}updated") == "2025-04-22T09:00:00Z"
    assert links(departure) == {"alternate": "https://essaim.example/en/organisations/lyon/", "via": "https://leprogres.example/depart"}
    assert day_90.findtext(f"{ATOM}title") == "Lyon, 90 days after leaving X: at least 31%"
    assert "31,000 followers on the new networks on 20\u00a0April\u00a02025, for 100,000 that were left" in (
        day_90.findtext(f"{ATOM}summary") or ""
    )

    passed = {name: re.findall(r"has regained at least (\d+)%", one.findtext(f"{ATOM}summary") or "") for name, one in found.items()}
    assert passed == {"lyon/departure-x-1": [], "lyon/day-7-x-1": [], "lyon/day-30-x-1": ["10"], "lyon/day-90-x-1": ["25"]}


def test_identifiers_last_from_one_day_to_the_next_and_through_a_correction(lyon: Database, site_of: SiteOf) -> None:
    site = site_of(lyon)
    before = tree(ask(site, FEED))
    assert ask(replace(site, today=TODAY + timedelta(days=1)), FEED).body == ask(site, FEED).body
    log(lyon, "lyon", Status.DEPARTED, "2025-01-21", now=NOW)
    after = tree(ask(site, FEED))
    assert set(entries(before)) == set(entries(after))
    moved = entries(after)["lyon/departure-x-1"]
    assert moved.findtext(f"{ATOM}updated") == "2025-06-01T09:00:00Z" and moved.findtext(f"{ATOM}published") == "2025-01-21T00:00:00Z"


def test_a_return_is_news_as_well_and_a_new_departure_is_another(db: Database, site_of: SiteOf) -> None:
    slug = a_city_that_left(db)
    log(db, slug, Status.RETURNED, "2025-03-01")
    log(db, slug, Status.DEPARTED, "2025-05-01")
    log(db, slug, Status.CLOSED, "2025-12-01")
    found = entries(tree(of(site_of(db), slug, "feed.atom")))
    assert set(found) == {"lyon/departure-x-1", "lyon/return-x-1", "lyon/departure-x-2"}


def test_what_is_to_come_is_no_news(db: Database, site_of: SiteOf) -> None:
    make_organisation(db, "Lyon")
    log(db, "lyon", Status.DEPARTED, "2025-09-01")
    feed = tree(ask(site_of(db), FEED))
    check(feed)
    assert entries(feed) == {} and feed.findtext(f"{ATOM}updated") == f"{TODAY}T00:00:00Z"


def test_a_feed_holds_a_hundred_at_most(sqlite_db: Database, site_of: SiteOf) -> None:
    make_organisation(sqlite_db, "Lyon")
    both = (Status.DEPARTED, Status.RETURNED)
    steps = [DepartureEvent(both[n % 2], date(2010, 1, 1) + timedelta(days=20 * n), "", NOW + timedelta(seconds=n)) for n in range(110)]
    with sqlite_db.writing() as session:
        lyon = organisations.by_slug(session, "lyon").id or 0
        departures.append_many(session, [(lyon, step) for step in steps])
    feed = tree(of(site_of(sqlite_db), "lyon", "feed.atom"))
    check(feed)
    assert len(entries(feed)) == 100 and "lyon/return-x-55" in entries(feed)


def test_hostile_texts_are_text(sqlite_db: Database, site_of: SiteOf) -> None:
    slug = a_city_that_left(sqlite_db)
    for text in (*STRINGS, "\x00\x0bLyon"):
        with sqlite_db.writing() as session:
            organisations.by_slug(session, slug).name = text[:200]
        feed = tree(of(site_of(sqlite_db), slug, "feed.atom"))
        check(feed)
        expected = text[:200].replace("\x00", "\ufffd").replace("\x0b", "\ufffd")
        assert (feed.findtext(f"{ATOM}title") or "").startswith(expected)


def test_nobody_unknown_has_a_feed(demo: Site) -> None:
    with pytest.raises(NotFound):
        of(demo, "nobody", "feed.atom")
