"""The overview: the movement in one sentence, or three ways to begin."""

import pytest

from dashboard.addresses import OVERVIEW
from dashboard.bootstrap import Essaim
from dashboard.domain.departures import Status
from dashboard.domain.organisations import Kind
from dashboard.services.read_organisation import list_organisations
from dashboard.ui import beginnings
from tests.factories import a_city_that_left, log, make_organisation
from tests.test_ui.conftest import Reader


def test_an_empty_register_offers_three_ways_to_begin(collective: Reader) -> None:
    collective.opens(OVERVIEW)
    assert collective.title == "Nobody is in the register yet"
    assert [button.label for button in collective.app.button] == ["Import this register", "Fill with fictional data"]
    assert 'href="/dashboard/log_departure"' in collective.html


def test_a_visitor_of_an_empty_register_is_told_who_begins(reader: Reader) -> None:
    reader.opens(OVERVIEW)
    assert "A member of the collective fills the register." in reader.text
    assert 'href="/sign-in?next=%2Fdashboard%2F"' in reader.html
    assert not reader.app.button


def test_somebody_without_a_role_is_told_who_begins(stranger: Reader) -> None:
    assert "Ask one of its members to register your institution." in stranger.opens(OVERVIEW).text
    assert not stranger.app.button


def test_the_register_that_comes_with_essaim_is_imported_in_one_click(essaim: Essaim, collective: Reader) -> None:
    collective.opens(OVERVIEW).app.button(key="begin.register").click()
    collective.sees()
    count = len(list_organisations(essaim.db))
    assert count > 10
    assert f"{count} institutions are in the register." in collective.text


def test_the_demo_fills_the_register_and_says_so(essaim: Essaim, collective: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginnings, "DEMO", 3)
    monkeypatch.setattr(beginnings, "DAYS", 60)
    collective.opens(OVERVIEW).app.button(key="begin.demo").click()
    collective.sees()
    assert "3 fictional institutions are in the register." in collective.text
    assert "Fictional data." in collective.text


def test_the_finding_counts_who_left_and_what_they_left_behind(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db, "Lyon", left=100_000, regained=(20_000, 10_000))
    a_city_that_left(essaim.db, "Évreux", left=50_000, regained=(5_000,))
    make_organisation(essaim.db, "Université de Besançon", Kind.UNIVERSITY)
    log(essaim.db, "universite-de-besancon", on="2025-09-01")
    make_organisation(essaim.db, "Les Amis de l’Étang", Kind.ASSOCIATION)
    log(essaim.db, "les-amis-de-l-etang", Status.ANNOUNCED, "2025-05-01")
    reader.opens(OVERVIEW)
    assert reader.title == "2 institutions have left X, leaving 150,000 followers behind"
    assert "1 more has given its date, 1 has announced it without a date." in reader.text
    assert "Regained on the new networks 25,000 to 35,000" in reader.text
    assert "1\u00a0September\u00a02025 Université de Besançon" in reader.text
    assert "By kind: city 2." in reader.text


def test_a_movement_of_which_little_is_known_says_so(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db)
    log(essaim.db)
    reader.opens(OVERVIEW)
    assert reader.title == "1 institution has left X"
    assert "counted at the departure of 0 institutions out of 1" in reader.text
    assert "Too few have been read 90 days after their departure." in reader.text
    assert "No departure to come has been dated." in reader.text
