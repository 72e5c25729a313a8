"""Pledging: what the owners of a team can do on the page of a day, what its editors see, and what nobody else may."""

from datetime import date

import pytest

from dashboard.addresses import EXIT_DAYS, MY_ORGANISATION
from dashboard.bootstrap import Essaim
from dashboard.domain.errors import NotAllowed
from dashboard.domain.exit_days.checklist import Task
from dashboard.domain.exit_days.conditions import Condition
from dashboard.domain.exit_days.pledges import NewPledge, Pledge, Strength
from dashboard.domain.organisations import Organisation
from dashboard.domain.people import OPERATOR
from dashboard.services.exit_days.pledge import pledge, withdraw_pledge
from dashboard.services.exit_days.prepare import tick
from dashboard.services.exit_days.read import own_pledge
from dashboard.services.exit_days.steps import confirm_exit_day
from dashboard.ui.exit_days import fields
from tests.factories import NOW, log
from tests.people import make_person
from tests.test_exit_days.cast import DAY, city, planned, pledges
from tests.test_ui.conftest import Reader
from tests.test_ui.test_moderation_page import field, press


@pytest.fixture
def owner(essaim: Essaim, lyon: Organisation) -> Reader:
    """An owner of the team of Lyon, while a day is open to pledges."""
    planned(essaim.db)
    for name in ("Dole", "Évreux"):
        city(essaim.db, name)
    return Reader(essaim, "en-GB").signs_in(make_person(essaim.db, "olga@lyon.example", owner_of="lyon", name="Olga"))


def of_lyon(essaim: Essaim) -> Pledge | None:
    return own_pledge(essaim.db, DAY, "lyon", by=OPERATOR, now=NOW)


def test_an_owner_pledges_on_several_conditions_at_once(owner: Reader, essaim: Essaim) -> None:
    owner.opens(EXIT_DAYS, day=DAY)
    field(owner, "number_input", "pledge.organisations").set_value(3)
    field(owner, "number_input", "pledge.audience").set_value(20_000)
    field(owner, "number_input", "pledge.kind").set_value(2)
    field(owner, "multiselect", "pledge.named").set_value(["dole"])
    field(owner, "radio", "pledge.shown").set_value(True)
    press(owner, "Make this pledge")
    said = (
        "Lyon leaves if at least 3 institutions leave, and those who leave have at least 20,000 followers together, "
        "and Dole leaves, and at least 2 of its kind leave."
    )
    assert "Pledged: " + said in owner.text and "its name is shown" in owner.text
    made = of_lyon(essaim)
    assert made and made.shown and made.condition.organisations == 3 and len(made.condition.named) == 1


def test_what_makes_no_sense_is_said_and_what_was_typed_stays(owner: Reader, essaim: Essaim) -> None:
    owner.opens(EXIT_DAYS, day=DAY)
    field(owner, "number_input", "pledge.organisations").set_value(0)
    press(owner, "Make this pledge")
    assert "“At least 0” is no condition: your own institution counts." in owner.text
    assert field(owner, "number_input", "pledge.organisations").value == 0 and of_lyon(essaim) is None


def test_considering_is_noted_apart(owner: Reader, essaim: Essaim) -> None:
    owner.opens(EXIT_DAYS, day=DAY)
    field(owner, "radio", "pledge.strength").set_value(Strength.CONSIDERING)
    press(owner, "Make this pledge")
    assert "Noted: Lyon considers it." in owner.text
    assert "Your checklist" not in owner.text


def test_a_pledge_is_changed_and_taken_back(owner: Reader, essaim: Essaim) -> None:
    pledges(essaim.db, "lyon", organisations=3)
    owner.opens(EXIT_DAYS, day=DAY)
    assert "Lyon leaves if at least 3 institutions leave." in owner.text
    assert field(owner, "number_input", "pledge.organisations").value == 3
    field(owner, "number_input", "pledge.organisations").set_value(4)
    press(owner, "Pledge this instead")
    assert "Pledged: Lyon leaves if at least 4 institutions leave." in owner.text
    assert "nobody will see that there was a pledge" in owner.text
    press(owner, "Take it back")
    assert "The pledge of Lyon is taken back." in owner.text and of_lyon(essaim) is None


def test_after_the_confirmation_a_withdrawal_is_said_to_be_seen(owner: Reader, essaim: Essaim) -> None:
    for slug in ("lyon", "dole", "evreux"):
        pledges(essaim.db, slug)
    confirm_exit_day(essaim.db, DAY, by=OPERATOR, now=NOW)
    owner.opens(EXIT_DAYS, day=DAY)
    assert "its name is shown. The day is confirmed, and the pledge holds." in owner.text
    assert "the withdrawal is a dated event that everybody sees" in owner.text


def test_the_checklist_is_ticked_by_people_and_by_the_register(owner: Reader, essaim: Essaim) -> None:
    pledges(essaim.db, "lyon")
    owner.opens(EXIT_DAYS, day=DAY)
    assert [box.value for box in owner.app.checkbox] == [False] * 6
    owner.app.checkbox(key=f"tick.{DAY}.lyon.pin_announcement.0").check()
    owner.sees()
    assert "Done: pin the announcement, with the new addresses." in owner.text
    assert [box.value for box in owner.app.checkbox].count(True) == 1
    log(essaim.db, "lyon", on=NOW.date().isoformat())
    owner.opens(EXIT_DAYS, day=DAY)
    assert len(owner.app.checkbox) == 5, "the departure is ticked by itself"


def test_my_organisation_leads_to_the_day_and_its_next_task(owner: Reader, essaim: Essaim) -> None:
    assert "Exit days Cities, autumn 2025, 22\u00a0September\u00a02025" in owner.opens(MY_ORGANISATION).text
    assert f'href="/dashboard/exit_days?o=lyon&amp;day={DAY}"' in owner.html
    pledges(essaim.db, "lyon")
    assert "Next: By 23\u00a0August\u00a02025: fetch the archive and the statistics from X" in owner.opens(MY_ORGANISATION).text


def test_an_editor_sees_the_pledge_and_ticks_but_cannot_pledge(press_officer: Reader, essaim: Essaim) -> None:
    planned(essaim.db)
    press_officer.opens(EXIT_DAYS, day=DAY)
    assert "An owner of your team pledges, changes the pledge, or takes it back." in press_officer.text
    assert not press_officer.app.button and not press_officer.app.number_input
    with pytest.raises(NotAllowed):
        pledge(essaim.db, DAY, "lyon", NewPledge(condition=Condition(2)), by=press_officer.actor, now=NOW)
    pledges(essaim.db, "lyon")
    press_officer.opens(EXIT_DAYS, day=DAY)
    assert "Lyon leaves in any case." in press_officer.text and len(press_officer.app.checkbox) == 6
    assert not press_officer.app.button


def test_the_collective_pledges_for_nobody(collective: Reader, essaim: Essaim) -> None:
    planned(essaim.db)
    city(essaim.db, "Dole")
    collective.opens(EXIT_DAYS, day=DAY, o="dole")
    assert "Make this pledge" not in [button.label for button in collective.app.button]


def test_a_day_that_is_not_open_to_it_says_so(essaim: Essaim, owner: Reader) -> None:
    log(essaim.db, "lyon", on=NOW.date().isoformat())
    owner.opens(EXIT_DAYS, day=DAY)
    assert "Lyon cannot join: the day is not open to it, takes no more pledges, or it has left." in owner.text
    assert not owner.app.button


def test_in_a_long_register_names_are_found_by_typing_and_those_chosen_stay(
    owner: Reader, essaim: Essaim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fields, "MOST_OPTIONS", 2)
    city(essaim.db, "Vesoul")
    owner.opens(EXIT_DAYS, day=DAY)
    owner.app.text_input(key="pledge.named.find").input("dol")
    owner.sees()
    assert field(owner, "multiselect", "pledge.named").options == ["Dole"]
    field(owner, "multiselect", "pledge.named").set_value(["dole"])
    owner.app.text_input(key="pledge.named.find").input("évr")
    owner.sees()
    assert field(owner, "multiselect", "pledge.named").options == ["Dole", "Évreux"]
    assert press(owner, "Make this pledge") and "Lyon leaves if Dole leaves." in owner.text


def test_somebody_in_two_teams_says_for_which_one(essaim: Essaim, lyon: Organisation) -> None:
    planned(essaim.db)
    both = make_person(essaim.db, "olga@lyon.example", owner_of="lyon", editor_of=city(essaim.db, "Dole"))
    reader = Reader(essaim, "en-GB").signs_in(both).opens(EXIT_DAYS, day=DAY)
    assert reader.app.selectbox(key="view.organisation").options == ["Dole", "Lyon"] and not reader.app.button
    assert reader.opens(EXIT_DAYS, day=DAY, o="lyon").app.button
    assert not reader.opens(EXIT_DAYS, day=DAY, o="dole").app.button


def test_the_page_of_the_institution_shows_what_is_due_for_its_exit_days(owner: Reader, essaim: Essaim) -> None:
    soon = planned(essaim.db, on=date(2025, 6, 15), deadline=date(2025, 6, 10), titles={"fr": "Juin", "en": "June"})
    pledges(essaim.db, "lyon", soon)
    owner.opens(MY_ORGANISATION)
    assert "1 June 2025 Open the new accounts and prove that they are yours June, 15 June 2025 · due today" in plain(owner.text)
    assert "16 May 2025 Fetch the archive and the statistics from X June, 15 June 2025 · overdue" in plain(owner.text)
    assert "Pin the announcement" in owner.text and "tell how" not in owner.text.casefold()
    assert f'href="/dashboard/exit_days?o=lyon&amp;day={soon}"' in owner.html
    tick(essaim.db, soon, "lyon", Task.OPEN_ACCOUNTS, done=True, by=OPERATOR, now=NOW)
    assert "Open the new accounts" not in owner.opens(MY_ORGANISATION).text
    withdraw_pledge(essaim.db, soon, "lyon", by=OPERATOR, now=NOW)
    assert "Pin the announcement" not in owner.opens(MY_ORGANISATION).text


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")
