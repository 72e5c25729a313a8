"""The big screen of an exit day, in each state of a day."""

import json
from typing import Any

from tests.test_exit_days.cast import DAY
from tests.test_public_exit_days.conftest import OFF, PAST, SOON, WORTH
from tests.test_web.browsing import Browser


def screen(reader: Browser, slug: str, language: str = "en") -> dict[str, Any]:
    """What it asks for every minute."""
    found: dict[str, Any] = json.loads(reader.get(f"/{language}/exit-days/{slug}/screen.json").body)
    return found


def figures(reader: Browser, slug: str, language: str = "en") -> list[tuple[str, str, str]]:
    """(label, figure, note) of each, with ordinary spaces."""
    said = json.loads(json.dumps(screen(reader, slug, language)["figures"], ensure_ascii=False).replace("\xa0", " "))
    return [(one["label"], one["value"], one["note"]) for one in said]


def test_the_big_screen_shows_who_has_left_and_asks_again(reader: Browser) -> None:
    page = reader.get(f"/en/exit-days/{PAST}/screen/")
    assert "Arbois" in page.text and "2 of 3" in page.text and "Quingey" not in page.text
    assert f'data-poll="/en/exit-days/{PAST}/screen.json"' in page.html
    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in page.html
    data = reader.get(f"/en/exit-days/{PAST}/screen.json")
    assert json.loads(data.body)["names"] == ["Baume", "Arbois"]
    assert reader.ask(f"/en/exit-days/{PAST}/screen.json", told={"if-none-match": data.headers["etag"]}).status == 304


def test_it_counts_the_accounts_of_those_that_left_and_says_between_which_days(reader: Browser) -> None:
    assert figures(reader, PAST)[1:] == [
        ("followers left behind", "4,000", "of 1 it is not known"),
        ("followers gained by their new accounts around this day", "+50", "counted on 1 account, from 2 March 2025 to 4 March 2025"),
    ]
    assert figures(reader, PAST, "fr")[2][2] == "compté sur 1 compte, du 2 mars 2025 au 4 mars 2025"


def test_whoever_came_back_is_said_to_have(reader: Browser) -> None:
    assert screen(reader, WORTH)["names"][0].replace("\xa0", " ") == "Pesmes (back since 18 May 2025)"


def test_before_the_day_is_confirmed_pledges_can_be_withdrawn_and_afterwards_they_bind(reader: Browser) -> None:
    assert figures(reader, DAY)[0] == (
        "Would go today",
        "3",
        "the goal is 9 institutions; pledges can be withdrawn until the day is confirmed",
    )
    assert figures(reader, SOON)[0] == ("Leaving", "2", "the goal was 3 institutions")
    assert figures(reader, SOON, "fr")[0] == ("Partent", "2", "l’objectif était de 3 institutions")
    assert screen(reader, SOON)["heading"] == "They leave"


def test_a_date_in_the_title_may_be_broken_on_a_phone(reader: Browser) -> None:
    assert screen(reader, SOON)["title"] == "2 institutions leave X together on 1 July 2025"


def test_of_a_cancelled_day_it_says_why_and_nothing_else(reader: Browser) -> None:
    said = screen(reader, OFF)
    assert (said["figures"], said["heading"], said["names"]) == ([], "", [])
    assert said["others"].startswith("Reason: Trop tôt")
    page = reader.get(f"/en/exit-days/{OFF}/screen/")
    assert '<h2 data-part="heading" hidden></h2>' in page.html and "Reason: Trop tôt" in page.text
    assert f"/en/exit-days/{OFF}/screen/" not in reader.get(f"/en/exit-days/{OFF}/").links
    assert f"/en/exit-days/{SOON}/screen/" in reader.get(f"/en/exit-days/{SOON}/").links
