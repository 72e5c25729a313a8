"""The pages of exit days, in each state of a day."""

import json
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from dashboard.web.headers import own_policy
from tests.test_exit_days.cast import DAY
from tests.test_public_exit_days.conftest import DRAFT, FEW, HERE, OFF, PAST, SOON, WORTH
from tests.test_web.browsing import Browser, Page

ATOM = "{http://www.w3.org/2005/Atom}"


def event(page: Page) -> dict[str, str]:
    """What the page says of itself to programs."""
    found: dict[str, str] = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.html)[0])
    return found


def test_an_open_day_says_how_many_are_missing_and_names_those_who_want_it(reader: Browser) -> None:
    page = reader.get(f"/en/exit-days/{DAY}/")
    assert "1 more institution would bring 3 others along" in page.text
    assert "in 113 days" in page.text and "22 September 2025 at 10:00, Paris time" in page.text.replace("\xa0", " ")
    assert "Lyon" in page.text and "10,000 inhabitants" in page.text and "and 3 that are not named" in page.text
    assert "the goal is 9 institutions" in page.text and "30,000" in page.text
    assert "The tipping point" in page.text and f"/en/charts/tipping/{DAY}/chart.csv" in page.links
    assert "<title>Cities, autumn 2025: 1 more institution would bring" in page.html
    assert "would be enough for the conditions of all 3." in page.text and "With 1 more" in page.text
    assert "They leave" not in page.text, "as long as nothing is confirmed"
    assert "consider" not in page.text.partition("Who has pledged")[2].partition("Prepare")[0]
    assert page.headers["content-security-policy"] == own_policy(asking=True)


def test_an_open_day_can_be_passed_on_by_mail_to_nobody_yet(reader: Browser) -> None:
    (mail,) = [link for link in reader.get(f"/en/exit-days/{DAY}/").links if link.startswith("mailto:")]
    text = unquote(mail)
    assert text.startswith("mailto:?subject=Leave X together: Cities, autumn 2025&body=Here is an invitation to “Cities, autumn 2025”.")
    assert (
        f"Where the day stands, and how to commit an institution:\r\n{HERE}/en/exit-days/{DAY}/" in text
        and "15\xa0September\xa02025" in text
    )
    assert not [link for link in reader.get(f"/en/exit-days/{SOON}/").links if link.startswith("mailto:")]


def test_a_hidden_pledge_alone_is_not_even_counted(reader: Browser) -> None:
    page = reader.get(f"/en/exit-days/{FEW}/")
    assert "and one or two that are not named" in page.text and "Their number is told once it names nobody" in page.text
    assert "Would go today" not in page.text and "The tipping point" not in page.text
    assert reader.get(f"/en/charts/tipping/{FEW}/").status == 404


def test_a_confirmed_day_names_those_who_go_and_says_who_withdrew(reader: Browser) -> None:
    page = reader.get(f"/en/exit-days/{SOON}/")
    assert "2 institutions leave X together on 1 July 2025" in page.text.replace("\xa0", " ")
    assert "Dole" in page.text and "Vesoul" in page.text and "Patiente" not in page.text
    assert "Withdrawn after the day was confirmed" in page.text and "Gray" in page.text


def test_a_day_that_has_passed_says_who_kept_the_pledge_with_the_evidence(reader: Browser) -> None:
    page = reader.get(f"/en/exit-days/{PAST}/")
    assert "2 of 3 institutions have left X" in page.text and "3 institutions were bound" in page.text
    assert "https://arbois.example/depart" in page.links and "without a source" in page.text
    for said in ("Kept", "Kept late", "Not kept", "the source is given where there is one", "with their source where there is one"):
        assert said in page.text
    assert "With a pledge, and without one" not in page.text


def test_leaving_together_stands_beside_leaving_alone_with_the_number_of_each(reader: Browser) -> None:
    page = reader.get(f"/en/exit-days/{WORTH}/")
    worth = page.text.partition("With a pledge, and without one")[2].partition("Share this day")[0]
    assert "the 3 that had pledged had regained at least 24% of their audience; the 3 others that left around that day, 9%." in worth
    assert "What this does not prove" in worth and "30 24% (n = 3) 9% (n = 3)" in worth
    permalink = reader.get(f"/en/charts/together/{WORTH}/")
    assert "April 2025: audience regained by those that had pledged" in permalink.text and f"/en/exit-days/{WORTH}/" in permalink.links
    rows = reader.get(f"/en/charts/together/{WORTH}/chart.csv").body.decode().split()
    assert rows[1:] == ["30,together,3,0.24,", "30,alone,3,0.09,"] and rows[0] == "age,group,n,share,median"
    assert reader.get(f"/en/charts/together/{PAST}/").status == reader.get(f"/en/charts/together/{DAY}/").status == 404


def test_a_cancelled_day_stays_with_its_reason_as_text(reader: Browser) -> None:
    page = reader.get(f"/en/exit-days/{OFF}/")
    assert "This exit day does not take place" in page.text and "Reason: Trop tôt </script>" in page.text
    assert event(page)["eventStatus"] == "https://schema.org/EventCancelled"
    assert "<script>window" not in page.html


def test_programs_are_told_when_a_day_begins(reader: Browser) -> None:
    said = event(reader.get(f"/fr/exit-days/{DAY}/"))
    assert (said["@type"], said["startDate"], said["name"]) == ("Event", "2025-09-22T10:00:00+02:00", "Villes, automne 2025")
    assert said["eventStatus"] == "https://schema.org/EventScheduled"
    assert event(reader.get(f"/fr/exit-days/{SOON}/"))["startDate"] == "2025-07-01"


def test_the_list_has_every_day_under_its_state_and_no_draft(reader: Browser) -> None:
    page = reader.get("/en/exit-days/")
    coming, over = page.html.partition('id="over"')[::2]
    assert [one for one in (SOON, DAY, FEW) if f"/en/exit-days/{one}/" in coming] == [SOON, DAY, FEW]
    assert f"/en/exit-days/{PAST}/" in over and f"/en/exit-days/{OFF}/" in over.partition('id="cancelled"')[2]
    assert "Draft in secret" not in page.html


def test_an_essaim_without_exit_days_says_what_comes(sqlite_db: object) -> None:
    from dashboard.config import Settings
    from tests.people import make_essaim

    empty = Browser(make_essaim(sqlite_db, Settings()))  # type: ignore[arg-type]
    assert "No exit day is open" in empty.get("/en/exit-days/").text
    assert "Leave together" not in empty.get("/en/").html.partition("<main")[2].partition("<h1")[2].partition("</h1>")[2]


def test_the_home_page_shows_the_next_day_and_an_institution_those_it_is_bound_to(reader: Browser) -> None:
    assert f"/en/exit-days/{SOON}/" in reader.get("/en/").links
    assert f"/en/exit-days/{SOON}/" in reader.get("/en/organisations/dole/").links
    assert f"/en/exit-days/{DAY}/" not in reader.get("/en/organisations/lyon/").links


@pytest.mark.parametrize(
    "path",
    [
        "/fr/exit-days/{}/",
        "/fr/exit-days/{}/screen/",
        "/fr/exit-days/{}/screen.json",
        "/fr/exit-days/{}/card.png",
        "/fr/exit-days/{}/oembed.json",
        "/fr/exit-days/{}.ics",
        "/fr/exit-days/{}/checklist.ics",
        "/embed/fr/exit-day/{}/",
        "/embed/fr/exit-day/{}/theme-dark/",
        "/embed/fr/tipping/{}/",
        "/fr/charts/tipping/{}/",
        "/fr/charts/tipping/{}/chart.csv",
    ],
)
def test_a_draft_is_nowhere(path: str, reader: Browser) -> None:
    assert reader.get(path.format(DRAFT)).status == reader.get(path.format("nobody")).status == 404


def test_the_feed_tells_each_step_once(reader: Browser) -> None:
    feed = ElementTree.fromstring(reader.get("/en/exit-days/feed.atom").body)
    said = {str(one.findtext(f"{ATOM}id")): str(one.findtext(f"{ATOM}title")) for one in feed.findall(f"{ATOM}entry")}
    assert said[f"tag:essaim.example,2025:/en/exit-days/{SOON}/confirmed"] == "Summer 2025: confirmed"
    assert {one.rpartition("/")[2] for one in said if f"/{PAST}/" in one} == {"open", "confirmed", "done"}
    assert not any(DRAFT in one for one in said)


def test_a_frame_stands_in_any_page_and_on_any_ground(reader: Browser) -> None:
    page = reader.get(f"/embed/en/exit-day/{DAY}/theme-dark/")
    assert 'class="embed shade-dark"' in page.html and "in 113 days" in page.text and "Lyon" in page.text
    assert "frame-ancestors *" in page.headers["content-security-policy"]
    assert reader.get(f"/embed/en/exit-day/{DAY}/theme-pink/").status == 404
    told = json.loads(reader.get(f"/oembed?url={HERE}/en/exit-days/{DAY}/").body)
    assert f'src="{HERE}/embed/en/exit-day/{DAY}/"' in told["html"]
    assert told == json.loads(reader.get(f"/en/exit-days/{DAY}/oembed.json").body)


def test_a_frame_names_those_that_left_or_go_and_says_where_it_leads(reader: Browser) -> None:
    past, confirmed, off = (reader.get(f"/embed/en/exit-day/{slug}/").text for slug in (PAST, SOON, OFF))
    assert "2 of 3" in past and "Arbois" in past and "Baume" in past and "Quingey" not in past
    assert "This exit day, and who kept the pledge" in past
    assert "Dole" in confirmed and "The exit day with all who pledged" in confirmed
    assert "This exit day, at essaim" in off


def test_a_title_is_set_as_a_printer_would(reader: Browser) -> None:
    assert "<title>Hiver 2025\xa0: sur 3 institutions" in reader.get(f"/fr/exit-days/{PAST}/").html
