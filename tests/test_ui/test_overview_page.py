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


def test_an_empty_register_offers_three_ways_to_begin(reader: Reader) -> None:
    reader.opens(OVERVIEW)
    assert reader.title == "Nobody is in the register yet"
    assert [button.label for button in reader.app.button] == ["Import this register", "Fill with fictional data"]
    assert 'href="/dashboard/log_departure"' in reader.html


def test_the_register_that_comes_with_essaim_is_imported_in_one_click(essaim: Essaim, reader: Reader) -> None:
    reader.opens(OVERVIEW).app.button(key="begin.register").click()
    reader.sees()
    count = len(list_organisations(essaim.db))
    assert count > 10
    assert f"{count} institutions are in the register." in reader.text


def test_the_demo_fills_the_register_and_says_so(essaim: Essaim, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginnings, "DEMO", 3)
    monkeypatch.setattr(beginnings, "DAYS", 60)
    reader.opens(OVERVIEW).app.button(key="begin.demo").click()
    reader.sees()
    assert "3 fictional institutions are in the register." in reader.text
    assert "Fictional data." in reader.text


def test_the_finding_counts_who_left_and_what_they_left_behind(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db, "Lyon", left=100_000, regained=(20_000, 10_000))
    a_city_that_left(essaim.db, "Évreux", left=50_000, regained=(5_000,))
    make_organisation(essaim.db, "Université de Besançon", Kind.UNIVERSITY)
    log(essaim.db, "universite-de-besancon", on="2025-09-01")
    make_organisation(essaim.db, "Les Amis de l’Étang", Kind.ASSOCIATION)
    log(essaim.db, "les-amis-de-l-etang", Status.ANNOUNCED, "2025-05-01")
    reader.opens(OVERVIEW)
    assert reader.title == "2 institutions have left X and 150,000 followers behind"
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
