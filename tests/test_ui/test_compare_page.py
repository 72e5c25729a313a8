"""The compare page: up to six on one scale, and a sentence that claims no more than the bands do."""

from dashboard.addresses import COMPARE
from dashboard.bootstrap import Essaim
from dashboard.domain.organisations import Kind
from tests.factories import a_city_that_left, log, make_organisation
from tests.test_ui.conftest import Reader


def test_nobody_chosen_yet(reader: Reader) -> None:
    assert reader.opens(COMPARE).title == "Which institutions regain more of the audience they left behind?"


def test_bands_apart_tell_who_regained_the_most(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db, "Lyon", regained=(20_000, 10_000))
    a_city_that_left(essaim.db, "Évreux", regained=(40_000, 5_000))
    reader.opens(COMPARE, o="lyon,evreux")
    assert reader.title == "132 days after leaving, Évreux had regained the most: between 40 and 45%"
    assert "Lyon 20\u00a0Jan\u00a02025 100,000 counted by the tests 20 to 30% 20 to 30%" in reader.text


def test_bands_that_overlap_prove_nothing(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db, "Lyon", regained=(20_000, 30_000))
    a_city_that_left(essaim.db, "Évreux", regained=(40_000, 5_000))
    assert "nothing proves which of the 2 had regained the most" in reader.opens(COMPARE, o="lyon,evreux").title


def test_one_that_cannot_be_drawn_says_why(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db)
    make_organisation(essaim.db, "Université de Besançon", Kind.UNIVERSITY)
    log(essaim.db, "universite-de-besancon", on="2025-09-01")
    text = reader.opens(COMPARE, o="lyon,universite-de-besancon,atlantide").text
    assert "Université de Besançon" in text and "not known" in text
    assert "atlantide" in text


def test_the_choice_goes_into_the_address_in_its_order(essaim: Essaim, reader: Reader) -> None:
    for name in ("Lyon", "Évreux"):
        a_city_that_left(essaim.db, name)
    reader.opens(COMPARE)
    reader.app.multiselect(key="view.organisations").select("Évreux").select("Lyon")
    reader.sees()
    assert reader.app.query_params["o"] == "evreux,lyon"
    assert "Lyon" in reader.text


def test_everyone_starts_on_the_day_they_left_unless_dates_are_asked_for(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db)
    reader.opens(COMPARE, o="lyon")
    switch = reader.app.button_group[0]
    assert isinstance(switch.value, int)
    assert switch.options[switch.value] == "days since the departure"
