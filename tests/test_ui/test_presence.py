"""An open tab: it belongs to one person for as long as the session lasts, and to nobody afterwards."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import col, delete

from dashboard.addresses import LEADERBOARD, LOG_DEPARTURE, MY_ORGANISATION, OVERVIEW, PAGES, TEAM, Page
from dashboard.bootstrap import Essaim, install
from dashboard.domain.people import Role
from dashboard.services.people.sessions import revoke_session, sign_out
from dashboard.services.read_organisation import read_organisation
from dashboard.ui.presence import PERSON
from db.tables import MembershipRow
from tests.factories import NOW, TODAY, a_city_that_left
from tests.people import make_person
from tests.test_ui.conftest import Reader
from tests.test_ui.test_log_departure_page import field, press

# The page of a team ends early once it is refused what it reads: such a tab is told by its watch alone (test_browser/test_open_tab.py).
PAGES_TO_THE_END = pytest.mark.parametrize("page", [page for page in PAGES if page is not TEAM], ids=lambda page: page.script)


def events(essaim: Essaim, slug: str = "lyon") -> int:
    return len(read_organisation(essaim.db, slug, today=TODAY, holding=essaim.holding).journey.events)


@PAGES_TO_THE_END
def test_a_tab_whose_session_was_ended_shows_nothing_of_what_it_held(essaim: Essaim, collective: Reader, page: Page) -> None:
    a_city_that_left(essaim.db)
    collective.opens(page, o="lyon")
    assert "Chloé" in collective.text
    sign_out(essaim.db, collective.actor, now=NOW)
    collective.sees()
    assert collective.title == "You are signed out"
    assert "Chloé" not in collective.text
    assert not collective.app.button and not collective.app.text_input
    assert 'href="/sign-in?next=%2Fdashboard%2F' in collective.html


def test_a_cookie_is_not_believed_where_it_could_be_overheard(essaim: Essaim, press_officer: Reader) -> None:
    press_officer.opens(LEADERBOARD)
    assert PERSON in press_officer.app.session_state
    install(replace(essaim, settings=replace(essaim.settings, host="192.0.2.1")))
    press_officer.opens(LEADERBOARD)
    assert PERSON not in press_officer.app.session_state


def test_a_session_revoked_from_elsewhere_ends_the_tab(essaim: Essaim, press_officer: Reader) -> None:
    press_officer.opens(LOG_DEPARTURE)
    assert press_officer.actor.session_id is not None
    revoke_session(essaim.db, press_officer.actor, press_officer.actor.session_id, now=NOW)
    assert press_officer.sees().title == "You are signed out"
    assert press_officer.sees().title == "You are signed out"


def test_another_page_is_then_read_as_a_visitor(essaim: Essaim, press_officer: Reader) -> None:
    press_officer.opens(LOG_DEPARTURE)
    sign_out(essaim.db, press_officer.actor, now=NOW)
    press_officer.sees()
    press_officer.app.switch_page(f"../pages/{LEADERBOARD.script}")
    press_officer.sees()
    assert "You are signed out" not in press_officer.text
    assert "Sign in" in press_officer.text


def test_what_was_typed_stays_when_the_session_ended_meanwhile(essaim: Essaim, press_officer: Reader) -> None:
    press_officer.opens(LOG_DEPARTURE)
    field(press_officer, "date_input", "departure.on").set_value(date(2025, 1, 20))
    field(press_officer, "text_input", "departure.source").input("Le Progrès, 21 January 2025")
    sign_out(essaim.db, press_officer.actor, now=NOW)
    press(press_officer, "Log this step")
    assert "You are not signed in, or no longer." in press_officer.text
    assert "Sign in again in a new tab" in press_officer.text
    assert field(press_officer, "text_input", "departure.source").value == "Le Progrès, 21 January 2025"
    assert events(essaim) == 0


def test_a_demoted_member_writes_nothing_from_a_tab_that_is_still_open(essaim: Essaim, press_officer: Reader) -> None:
    press_officer.opens(LOG_DEPARTURE)
    field(press_officer, "date_input", "departure.on").set_value(date(2025, 1, 20))
    with essaim.db.writing() as session:
        session.exec(delete(MembershipRow).where(col(MembershipRow.person_id) == press_officer.actor.person_id))
    press(press_officer, "Log this step")
    assert events(essaim) == 0
    assert "You are in no team yet." in press_officer.text


def test_the_next_person_at_a_tab_finds_nothing_of_the_one_before(essaim: Essaim, press_officer: Reader) -> None:
    press_officer.opens(LOG_DEPARTURE)
    press_officer.app.session_state["found"] = "something of Ana's"
    press_officer.signs_in(make_person(essaim.db, "bob@lyon.example", editor_of="lyon", name="Bob"))
    press_officer.sees()
    assert "Bob" in press_officer.text and "Ana" not in press_officer.text
    assert "found" not in press_officer.app.session_state


def test_a_new_session_of_the_same_person_goes_on(essaim: Essaim, press_officer: Reader) -> None:
    press_officer.opens(LOG_DEPARTURE)
    assert press_officer.actor.person_id is not None
    sign_out(essaim.db, press_officer.actor, now=NOW)
    press_officer.signs_in(press_officer.actor.person_id)
    assert press_officer.sees().title == "Log the steps of a departure"


def test_two_people_never_see_each_others_view(essaim: Essaim, press_officer: Reader, stranger: Reader) -> None:
    assert press_officer.opens(MY_ORGANISATION).title != stranger.opens(MY_ORGANISATION).title
    assert "Lyon" in press_officer.text and "Lyon" not in stranger.opens(OVERVIEW).title


def test_somebody_whose_role_needs_a_second_factor_is_told_on_every_page(essaim: Essaim, reader: Reader) -> None:
    reader.signs_in(make_person(essaim.db, "chloe@collective.example", Role.COLLECTIVE), strong=False)
    for page in PAGES:
        assert 'href="/account/second-step"' in reader.opens(page).html, page.path
