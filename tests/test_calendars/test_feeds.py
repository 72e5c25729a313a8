"""The addresses of the calendars: who is in them, and how they are served and published."""

from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from dashboard.domain.people import OPERATOR
from dashboard.i18n import words_in
from dashboard.presenters.calendar_links import add, subscribe
from dashboard.services.exit_days.steps import cancel_exit_day, confirm_exit_day
from dashboard.web.public.calendars import RESOURCES
from dashboard.web.public.site import live_site
from tests.databases import sqlite_copy
from tests.factories import NOW
from tests.people import make_essaim
from tests.test_calendars.cast import day, events
from tests.test_exit_days.cast import DAY, city, planned, pledges
from tests.test_web.browsing import Browser

DRAFT = {"fr": "Brouillon", "en": "Draft"}


@pytest.fixture(scope="module")
def essaim(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Essaim]:
    """An open day to which Lyon pledged by name and Nancy hidden, and a draft; read, never changed."""
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("feeds")) as db:
        for name in ("Lyon", "Nancy", "Évreux"):
            city(db, name)
        planned(db)
        planned(db, opened=False, titles=DRAFT, at=time(11))
        pledges(db, "lyon", shown=True)
        pledges(db, "nancy")
        yield make_essaim(db, Settings(public_url="https://essaim.example", host="127.0.0.1"))


@pytest.fixture(scope="module")
def browser(essaim: Essaim) -> Browser:
    """A visitor."""
    return Browser(essaim)


def held(browser: Browser, address: str) -> list[str]:
    """UIDs in the calendar of that address."""
    page = browser.get(address)
    assert page.status == 200, address
    return [uid.partition("@")[0] for uid in events(page.html.encode())]


def test_each_calendar_holds_what_everybody_may_see(browser: Browser) -> None:
    assert held(browser, "/calendar.ics") == held(browser, "/fr/calendar.ics") == [f"exit-day-{DAY}"]
    assert held(browser, "/en/campaigns/quitter-x/calendar.ics") == held(browser, f"/en/exit-days/{DAY}.ics") == [f"exit-day-{DAY}"]
    assert len(held(browser, f"/en/exit-days/{DAY}/checklist.ics")) == 6
    assert held(browser, "/en/organisations/lyon/calendar.ics") == [f"exit-day-{DAY}"]
    assert held(browser, "/en/organisations/nancy/calendar.ics") == held(browser, "/en/organisations/evreux/calendar.ics") == []


def test_drafts_and_strangers_have_no_calendar(browser: Browser) -> None:
    for path in (
        "exit-days/brouillon.ics",
        "exit-days/brouillon/checklist.ics",
        "campaigns/quitter-x-2/calendar.ics",
        "campaigns/x/calendar.ics",
    ):
        assert browser.get(f"/en/{path}").status == 404, path
    assert browser.get("/fr/organisations/nobody/calendar.ics").status == 404


def test_they_are_served_as_calendars_to_anybody(browser: Browser) -> None:
    page = browser.get("/calendar.ics")
    assert page.headers["content-type"] == "text/calendar; charset=utf-8"
    assert (page.headers["access-control-allow-origin"], page.headers["cross-origin-resource-policy"]) == ("*", "cross-origin")
    again = browser.ask("/calendar.ics", "GET", told={"if-none-match": page.headers["etag"]})
    assert again.status == 304
    assert "Villes" in page.html and "Cities" in browser.get("/en/calendar.ics").html


def test_each_language_says_its_own_words_under_the_same_uid(browser: Browser) -> None:
    french, english = (events(browser.get(f"/{language}/calendar.ics").body) for language in ("fr", "en"))
    assert list(french) == list(english) == [f"exit-day-{DAY}@essaim.example"]
    ((one,), (other,)) = french.values(), english.values()
    assert str(one["URL"]) == f"https://essaim.example/fr/exit-days/{DAY}/" and "Partons ensemble" in one["DESCRIPTION"]
    assert "Let us leave together" in other["DESCRIPTION"]


def test_a_published_copy_holds_every_calendar(essaim: Essaim) -> None:
    site = live_site(essaim)
    found = [address for one in RESOURCES for address in one.addresses(site)]
    assert "/calendar.ics" in found and "/en/organisations/nancy/calendar.ics" in found
    # Of three institutions two pledged: nobody looks for the calendar of the third.
    assert not [address for address in found if "brouillon" in address or "quitter-x-2" in address]
    assert len(found) == len(set(found)) == 1 + 2 + 2 + 4 + 2 + 2


def test_a_hidden_name_is_in_its_calendar_once_the_day_is_confirmed_and_stays_if_it_is_cancelled(
    sqlite_template: Path, tmp_path: Path
) -> None:
    with sqlite_copy(sqlite_template, tmp_path) as db:
        for name in ("Lyon", "Nancy", "Évreux"):
            city(db, name)
            planned(db) if name == "Lyon" else None
            pledges(db, name.lower().replace("é", "e"))
        browser = Browser(make_essaim(db, Settings()))
        assert held(browser, "/en/organisations/nancy/calendar.ics") == []
        confirm_exit_day(db, DAY, by=OPERATOR, now=NOW)
        browser = Browser(make_essaim(db, Settings()))
        assert held(browser, "/en/organisations/nancy/calendar.ics") == [f"exit-day-{DAY}"]
        cancel_exit_day(db, DAY, "Too few", by=OPERATOR, now=NOW + timedelta(hours=1))
        browser = Browser(make_essaim(db, Settings()))
        assert held(browser, "/en/organisations/nancy/calendar.ics") == [f"exit-day-{DAY}"]
        assert "STATUS:CANCELLED" in browser.get("/en/organisations/nancy/calendar.ics").html


def test_links_lead_to_the_calendars_people_use() -> None:
    links = subscribe("https://essaim.example/fr/calendar.ics", "Jours & départs")
    assert links.apple == "webcal://essaim.example/fr/calendar.ics"
    assert parse_qs(urlsplit(links.google).query) == {"cid": ["webcal://essaim.example/fr/calendar.ics"]}
    assert parse_qs(urlsplit(links.outlook).query) == {"url": ["https://essaim.example/fr/calendar.ics"], "name": ["Jours & départs"]}
    one = add(words_in("en"), day(), page="https://essaim.example/d/", file="https://essaim.example/d.ics")
    google, outlook = (parse_qs(urlsplit(link).query) for link in (one.google, one.outlook))
    assert google["dates"] == ["20250922T080000Z/20250922T090000Z"] and google["text"] == ["Leaving X: Cities, autumn 2025"]
    assert (outlook["startdt"], outlook["allday"]) == (["2025-09-22T08:00:00Z"], ["false"])
    whole = add(
        words_in("en"), day(at=None, texts={"en": "é" * 2_000}), page="https://essaim.example/d/", file="https://essaim.example/d.ics"
    )
    assert parse_qs(urlsplit(whole.google).query)["dates"] == ["20250922/20250923"]
    assert parse_qs(urlsplit(whole.outlook).query)["allday"] == ["true"] and len(whole.google) < 8_000
