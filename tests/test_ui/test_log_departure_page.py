"""Logging a departure: register, log, correct, and what happens when two people save at once."""

from datetime import date
from typing import Any

from dashboard.addresses import LOG_DEPARTURE
from dashboard.bootstrap import Essaim
from dashboard.domain.departures import Status
from dashboard.services.read_organisation import list_organisations, read_organisation
from tests.factories import TODAY, log
from tests.people import make_person
from tests.test_ui.conftest import Reader


def press(reader: Reader, label: str) -> Reader:
    """Press the button that reads so."""
    next(button for button in reader.app.button if button.label == label).click()
    return reader.sees()


def field(reader: Reader, kind: str, name: str, saves: int = 0) -> Any:
    """A field of a form; its key changes with each save."""
    return getattr(reader.app, kind)(key=f"{name}.{saves}")


def departed_on(essaim: Essaim, slug: str = "lyon") -> date | None:
    return read_organisation(essaim.db, slug, today=TODAY, holding=essaim.holding).journey.departed_on


def test_the_collective_registers_and_logs_in_one_go(essaim: Essaim, collective: Reader) -> None:
    collective.opens(LOG_DEPARTURE)
    field(collective, "text_input", "register.name").input("Évreux")
    field(collective, "text_input", "register.population").input("46 000")
    press(collective, "Register this institution")
    assert "Évreux is in the register. Now log the steps of its departure." in collective.text
    assert collective.app.query_params["o"] == "evreux"
    field(collective, "selectbox", "departure.status", 1).select("departed")
    field(collective, "date_input", "departure.on", 1).set_value(date(2025, 1, 20))
    field(collective, "text_input", "departure.source", 1).input("https://evreux.example/depart")
    press(collective, "Log this step")
    assert "Logged: departed, 20\u00a0January\u00a02025." in collective.text
    assert "X: departed evreux.example/depart" in collective.text
    assert departed_on(essaim, "evreux") == date(2025, 1, 20)
    assert [one.population for one in list_organisations(essaim.db)] == [46_000]


def test_what_cannot_be_right_is_said_and_what_was_typed_stays(essaim: Essaim, collective: Reader) -> None:
    collective.opens(LOG_DEPARTURE)
    field(collective, "text_input", "register.name").input("Lyon")
    field(collective, "text_input", "register.siren").input("123")
    press(collective, "Register this institution")
    assert "123" in collective.text
    assert field(collective, "text_input", "register.name").value == "Lyon"
    assert list_organisations(essaim.db) == []


def test_a_step_without_its_date_is_refused(essaim: Essaim, press_officer: Reader) -> None:
    press(press_officer.opens(LOG_DEPARTURE, o="lyon"), "Log this step")
    assert "A step needs its date. Choose the day it happened, or will happen." in press_officer.text


def test_a_step_out_of_order_is_refused_with_both_dates(essaim: Essaim, press_officer: Reader) -> None:
    log(essaim.db, "lyon", Status.ANNOUNCED, "2025-01-06")
    press_officer.opens(LOG_DEPARTURE, o="lyon")
    field(press_officer, "selectbox", "departure.status").select("departed")
    field(press_officer, "date_input", "departure.on").set_value(date(2024, 12, 1))
    press(press_officer, "Log this step")
    assert (
        "“departed” on 1\u00a0December\u00a02024 cannot come before “departure announced” on 6\u00a0January\u00a02025."
        in press_officer.text
    )
    assert field(press_officer, "date_input", "departure.on").value == date(2024, 12, 1)


def test_a_step_can_be_taken_back(essaim: Essaim, press_officer: Reader) -> None:
    log(essaim.db)
    press_officer.opens(LOG_DEPARTURE, o="lyon")
    field(press_officer, "selectbox", "departure.status").select("departed")
    field(press_officer, "date_input", "departure.on").set_value(date(2025, 1, 20))
    field(press_officer, "checkbox", "departure.withdrawn").check()
    press(press_officer, "Log this step")
    assert "Taken back: departed" in press_officer.text
    assert departed_on(essaim) is None


def test_two_people_who_save_at_once_do_not_overwrite_each_other(essaim: Essaim, press_officer: Reader, lectrice: Reader) -> None:
    lectrice.signs_in(make_person(essaim.db, "bob@lyon.example", editor_of="lyon"))
    for one in (press_officer, lectrice):
        one.opens(LOG_DEPARTURE, o="lyon")
        field(one, "date_input", "departure.on").set_value(date(2025, 1, 6))
    press(press_officer, "Log this step")
    lectrice.app.button[-1].click()
    lectrice.sees()
    field(lectrice, "date_input", "departure.on")
    assert "Logged: departure announced" in press_officer.text
    assert len(read_organisation(essaim.db, "lyon", today=TODAY, holding=essaim.holding).journey.events) == 1
    assert 'class="alert error"' in lectrice.html
    lectrice.app.button[-1].click()
    lectrice.sees()
    assert 'class="alert error"' not in lectrice.html


def test_an_unknown_institution_is_named(collective: Reader) -> None:
    assert "atlantide" in collective.opens(LOG_DEPARTURE, o="atlantide").text
