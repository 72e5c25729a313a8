"""The page that reads an X archive, as the server makes it, and what it does with the five values that come back."""

import json
from datetime import UTC, datetime

import pytest

from dashboard.bootstrap import Essaim
from dashboard.domain.departures import Status
from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network
from dashboard.domain.x_archive import ArchiveProblem
from dashboard.i18n import words_in
from dashboard.services.read_organisation import read_organisation
from dashboard.web.bring.sentences import archive_sentences
from dashboard.web.bring.typed import FACTS
from tests.factories import HOLDING, NOW, log, make_account, make_organisation
from tests.people import come_in, make_person
from tests.test_web.browsing import Browser, Page, Seen
from tests.test_web.test_mutating_routes import dump

PATH, SLUG = "/bring/archive", "universite-de-besancon"
CONFIRMED = {
    **{"account_id": "1400000000000000001", "handle": "univ_besancon", "generated_at": "2025-01-22T05:46:38.082Z"},
    **{"followers": "12345", "following": "678"},
}
HOSTILE = {
    "account_id": ["", "0", "-1", "12a", "1" * 21, "١٤٠", "=1+1", "1\0", "1400000000000000001 or 1=1", "<b>1</b>"],
    "handle": ["", "@univ", "univ besancon", "a" * 21, "<script>alert(1)</script>", "univ\0", "ünïv"],
    "generated_at": ["", "yesterday", "2025-01-22", "2025-02-30T00:00:00Z", "2025-01-22T05:46:38", "2017-12-31T23:59:59Z", "9999999999"],
    "followers": ["", "-5", "3.0", "1e3", "12a", "1000000000000000", "2000000001", "٣", "=3+3", "9" * 1000],
    "following": ["-5", "12a", "2000000001"],
}


@pytest.fixture
def browser(essaim: Essaim) -> Browser:
    """Ana, of the team of the university, which left X on 25 January 2025."""
    make_organisation(essaim.db, "Université de Besançon")
    log(essaim.db, SLUG, Status.DEPARTED, "2025-01-25")
    found = Browser(essaim)
    found.cookies["essaim"], _ = come_in(essaim.db, make_person(essaim.db, "ana@besancon.example", editor_of=SLUG, language="en"))
    return found


def form_of(page: Page) -> Seen:
    return next(form for form in page.forms if "account_id" in form.fields)


def confirmed(browser: Browser, **values: str) -> Page:
    """What the page sends once somebody has confirmed what was read."""
    page = browser.get(f"{PATH}?o={SLUG}")
    return browser.send(page, form_of(page), **{**CONFIRMED, **values})


def test_the_page_says_what_is_read_and_what_is_not(browser: Browser) -> None:
    page = browser.get(f"{PATH}?o={SLUG}")
    assert "Read, on this computer" in page.text and "Not read: posts, messages, and who your followers are" in page.text
    assert "Université de Besançon" in page.text and f"essaim import archive {SLUG}" in page.text


def test_five_values_leave_and_the_file_is_in_no_form(browser: Browser) -> None:
    page = browser.get(f"{PATH}?o={SLUG}")
    assert set(form_of(page).fields) == {"token", "o", *FACTS} and all(not form_of(page).fields[name] for name in FACTS)
    assert page.html.index('type="file"') < page.html.index("<form")
    assert not any("file" in known["type"] for form in page.forms for known in form.inputs.values())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_problem_has_its_sentence_in_the_readers_language(language: str) -> None:
    said = json.loads(archive_sentences(words_in(language)))
    assert said.keys() == {problem.value for problem in ArchiveProblem}
    assert "{file}" in said["part_missing"] and "data/manifest.js" in said["no_manifest"]
    assert words_in(language).number(500_000) in said["too_many_members"]


def test_what_is_confirmed_is_stored_and_is_the_baseline(browser: Browser) -> None:
    page = confirmed(browser)
    assert page.status == 200
    assert "@univ_besancon had 12,345 followers on 22 January 2025." in page.text and "It is your baseline" in page.text
    assert f"/dashboard/organisation?o={SLUG}" in page.links and f"/dashboard/bring_figures?o={SLUG}" in page.links
    found = read_organisation(browser.essaim.db, SLUG, today=NOW.date(), holding=HOLDING)
    assert found.baseline is not None
    assert (found.baseline.followers, found.baseline.provenance) == (12_345, Provenance.ARCHIVE)
    assert found.baseline.at == datetime(2025, 1, 22, 5, 46, 38, 82_000, tzinfo=UTC)
    assert browser.essaim.changes.count == 1


def test_a_figure_that_is_not_the_baseline_is_not_said_to_be(browser: Browser) -> None:
    confirmed(browser)
    page = confirmed(browser, generated_at="2025-01-10T00:00:00Z", followers="12300", following="")
    assert "Your baseline is another figure: 12,345 followers on 22 January 2025." in page.text


def test_the_page_in_a_frame_leaves_out_what_the_interface_has(browser: Browser) -> None:
    alone, framed = browser.get(f"{PATH}?o={SLUG}"), browser.ask(f"{PATH}?o={SLUG}", sec_fetch_dest="iframe")
    assert '<header class="top">' in alone.html and "<h1>" in alone.html
    assert '<header class="top">' not in framed.html and "<h1>" not in framed.html and "Read, on this computer" in framed.text


def test_a_figure_that_waits_for_a_person_is_said_to_wait(browser: Browser) -> None:
    confirmed(browser)
    assert (
        "the collective looks at it before it counts"
        in confirmed(browser, generated_at="2025-01-21T00:00:00Z", followers="1999999999").text
    )


def test_a_frame_says_that_the_session_is_over_instead_of_leading_where_no_frame_may_show(essaim: Essaim) -> None:
    page = Browser(essaim).ask(f"{PATH}?o={SLUG}", sec_fetch_dest="iframe")
    assert page.status == 401 and page.alerts == ["You are not signed in, or no longer. Sign in, then do it again."]
    assert "/sign-in" in page.links and page.headers["x-frame-options"] == "SAMEORIGIN"


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_archive_says_is_refused_beside_the_field_and_nothing_is_stored(name: str, browser: Browser) -> None:
    before = dump(browser.essaim.db)
    for value in HOSTILE[name]:
        page = confirmed(browser, **{name: value})
        assert page.status == 422, value
        assert page.alerts == ["What was sent is not what an archive of X says. Nothing was stored: choose the archive again."], value
        assert form_of(page).fields["o"] == SLUG
    assert dump(browser.essaim.db) == before and browser.essaim.changes.count == 0


def test_the_archive_of_another_account_is_refused_with_the_sentence(browser: Browser) -> None:
    make_account(browser.essaim.db, SLUG, Network.X, "ubesancon")
    before = dump(browser.essaim.db)
    page = confirmed(browser)
    assert page.status == 422 and "This is the archive of @univ_besancon" in page.alerts[0]
    assert dump(browser.essaim.db) == before


def test_an_archive_made_after_the_departure_is_refused_with_the_sentence(browser: Browser) -> None:
    page = confirmed(browser, generated_at="2025-02-01T00:00:00Z")
    assert page.status == 422 and "its count of 12,345 is no baseline" in page.alerts[0]


def test_nobody_brings_figures_for_the_institution_of_others(browser: Browser) -> None:
    make_organisation(browser.essaim.db, "Lyon")
    before = dump(browser.essaim.db)
    own = browser.get(f"{PATH}?o={SLUG}")
    for slug, status in (("lyon", 403), ("nobody", 404), ("", 404), ("' or 1=1 --", 404)):
        assert browser.ask(f"{PATH}?o={slug}").status == status
        assert browser.send(own, form_of(own), **{**CONFIRMED, "o": slug}).status == status
    assert dump(browser.essaim.db) == before
