"""Coordinating: campaigns, plans, steps, every pledge, whom to invite, and two who change one plan."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.addresses import EXIT_DAYS
from dashboard.bootstrap import Essaim
from dashboard.domain.exit_days.days import Plan, State
from dashboard.domain.exit_days.invitees import Suggestion
from dashboard.domain.exit_days.pledges import Strength
from dashboard.domain.people import OPERATOR, Role
from dashboard.i18n import words_in
from dashboard.services.exit_days.behind import Invited, read_invited
from dashboard.services.exit_days.campaigns import make_campaign, read_campaigns
from dashboard.services.exit_days.plan import change_exit_day
from dashboard.services.exit_days.read import ExitDay, read_exit_day
from dashboard.ui.exit_days import invite
from dashboard.ui.exit_days.invite import suggestion_said
from db import exit_days
from db.engine import Database
from tests.factories import NOW
from tests.people import make_person
from tests.test_exit_days.cast import CITIES, DAY, city, planned, pledges
from tests.test_ui.conftest import Reader, enrol
from tests.test_ui.test_moderation_page import field, press

ENGLISH = words_in("en")


@pytest.fixture
def coordinator(essaim: Essaim) -> Reader:
    """A coordinator, their second factor given."""
    person = make_person(essaim.db, "nour@collective.example", Role.COORDINATOR, name="Nour")
    enrol(essaim.db, person)
    return Reader(essaim, "en-GB").signs_in(person)


def stored(essaim: Essaim, slug: str = DAY) -> ExitDay:
    return read_exit_day(essaim.db, slug, drafts=True)


def fill(reader: Reader, key: str, saves: int, *, on: date = CITIES.on, hour: str = "10 h") -> None:
    """Type a plan."""
    for language, name in CITIES.titles.items():
        field(reader, "text_input", f"{key}.title.{language}", saves).input(name)
    field(reader, "date_input", f"{key}.on", saves).set_value(on)
    field(reader, "date_input", f"{key}.deadline", saves).set_value(CITIES.deadline)
    field(reader, "text_input", f"{key}.hour", saves).input(hour)


def test_from_a_campaign_to_an_open_day(coordinator: Reader, essaim: Essaim) -> None:
    coordinator.opens(EXIT_DAYS)
    assert "Plan this day" not in [button.label for button in coordinator.app.button]
    for language, name in (("fr", "Quitter X"), ("en", "Leaving X")):
        field(coordinator, "text_input", f"campaign.title.{language}").input(name)
    press(coordinator, "Make this campaign")
    assert "“Leaving X” is there. Now plan its first day." in coordinator.text
    assert [one.label for one in coordinator.app.expander if one.proto.expanded] == ["Plan a day"], "what comes next is open"
    fill(coordinator, "plan", 1)
    field(coordinator, "multiselect", "plan.kinds", 1).set_value(["city"])
    field(coordinator, "number_input", "plan.goal", 1).set_value(3)
    press(coordinator, "Plan this day")
    assert "Planned, as a draft that coordinators alone see." in coordinator.text
    day = stored(essaim)
    assert (day.state, day.plan.at, day.plan.goal.organisations) == (State.DRAFT, CITIES.at, 3)
    coordinator.opens(EXIT_DAYS, day=DAY)
    assert "Open to: city." in coordinator.text
    press(coordinator, "Open it to pledges")
    assert "The day is open to pledges." in coordinator.text and stored(essaim).state is State.OPEN


def test_a_plan_that_cannot_stand_is_refused_and_stays_as_it_was_typed(coordinator: Reader, essaim: Essaim) -> None:
    make_campaign(essaim.db, {"fr": "Quitter X", "en": "Leaving X"}, {}, by=OPERATOR, now=NOW)
    coordinator.opens(EXIT_DAYS)
    press(coordinator, "Plan this day")
    assert "An exit day needs its date and the last day for pledges. Choose both." in coordinator.text
    fill(coordinator, "plan", 0, hour="25:00")
    press(coordinator, "Plan this day")
    assert "“25:00” is no hour of the day." in coordinator.text
    field(coordinator, "text_input", "plan.hour").input("")
    field(coordinator, "date_input", "plan.on").set_value(date(2024, 9, 22))
    press(coordinator, "Plan this day")
    assert "22\u00a0September\u00a02024 has passed. An exit day lies ahead." in coordinator.text
    assert field(coordinator, "text_input", "plan.title.en").value == CITIES.titles["en"]


def test_where_an_hour_exists_twice_it_asks_which_one(coordinator: Reader, essaim: Essaim) -> None:
    make_campaign(essaim.db, {"fr": "Quitter X", "en": "Leaving X"}, {}, by=OPERATOR, now=NOW)
    coordinator.opens(EXIT_DAYS)
    fill(coordinator, "plan", 0, on=date(2025, 10, 26), hour="2:30")
    press(coordinator, "Plan this day")
    assert "exists twice in Europe/Paris: the clocks are put back." in coordinator.text
    assert field(coordinator, "text_input", "plan.title.en").value == CITIES.titles["en"]
    field(coordinator, "radio", "plan.second").set_value(True)
    press(coordinator, "Plan this day")
    assert stored(essaim).plan.second is True and stored(essaim).starts_at.hour == 1


def test_whoever_was_overtaken_sees_the_difference_and_keeps_what_they_typed(coordinator: Reader, essaim: Essaim) -> None:
    planned(essaim.db)
    coordinator.opens(EXIT_DAYS, day=DAY)
    key = f"change.{DAY}"
    field(coordinator, "text_input", f"{key}.title.en").input("Towns, autumn 2025")
    changed: Plan = replace(CITIES, titles={**CITIES.titles, "en": "Villages, autumn 2025"})
    change_exit_day(essaim.db, DAY, changed, by=OPERATOR, now=NOW, seen=stored(essaim).revision)
    press(coordinator, "Save the plan")
    assert (
        "Somebody else changed this day while you were writing. It now says: Name, in English: Villages, autumn 2025." in coordinator.text
    )
    assert field(coordinator, "text_input", f"{key}.title.en").value == "Towns, autumn 2025"
    press(coordinator, "Save the plan")
    assert "Saved. Calendars that follow the day are told." in coordinator.text
    assert stored(essaim).plan.titles["en"] == "Towns, autumn 2025"


def test_the_same_plan_again_changes_nothing(coordinator: Reader, essaim: Essaim) -> None:
    planned(essaim.db)
    press(coordinator.opens(EXIT_DAYS, day=DAY), "Save the plan")
    assert "Nothing was different: the plan stays as it was." in coordinator.text


def test_coordinators_see_every_pledge_and_whom_to_invite(coordinator: Reader, essaim: Essaim) -> None:
    planned(essaim.db)
    pledges(essaim.db, city(essaim.db, "Lyon"), shown=True)
    pledges(essaim.db, city(essaim.db, "Dole"), organisations=3)
    pledges(essaim.db, city(essaim.db, "Évreux"), named=("dole",))
    pledges(essaim.db, city(essaim.db, "Vesoul"), strength=Strength.CONSIDERING)
    city(essaim.db, "Besançon")
    coordinator.opens(EXIT_DAYS, day=DAY)
    for said in (
        "Lyon in any case would leave",
        "Dole hidden if at least 3 institutions leave would leave",
        "Évreux hidden if Dole leaves would leave",
        "Vesoul hidden considers it in no total",
        "No institution that could join would bring others along",
        "3 institutions would leave today.",
    ):
        assert said in coordinator.text, said
    press(coordinator, "Confirm the day")
    assert "The day is confirmed: 3 institutions leave." in coordinator.text


def test_the_smallest_set_is_named_and_a_goal_that_is_missed_is_said(coordinator: Reader, essaim: Essaim) -> None:
    planned(essaim.db)
    pledges(essaim.db, city(essaim.db, "Dole"), organisations=2)
    city(essaim.db, "Besançon")
    coordinator.opens(EXIT_DAYS, day=DAY)
    assert "1 other would come along. One is enough, and this one brings the most. Besançon" in coordinator.text
    assert "those who would leave today are not enough" in coordinator.text
    assert "Confirm the day" not in [button.label for button in coordinator.app.button]


def test_whom_to_invite_is_looked_for_once_and_each_invitation_tells_what_everybody_sees(
    coordinator: Reader, essaim: Essaim, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counted(db: Database, slug: str, **rest: Any) -> Invited | None:
        asked.append(slug)
        return read_invited(db, slug, **rest)

    monkeypatch.setattr(invite, "read_invited", counted)
    planned(essaim.db)
    for name in ("Dole", "Évreux", "Vesoul"):
        pledges(essaim.db, city(essaim.db, name), organisations=4)
    city(essaim.db, "Besançon")
    coordinator.opens(EXIT_DAYS, day=DAY)
    french, english = [block.value for block in coordinator.app.code]
    assert "Besançon is invited to “Cities, autumn 2025”." in english and "1 more institution would bring 3 others along." in english
    assert f"/en/exit-days/{DAY}/" in english and f"/fr/exit-days/{DAY}/" in french
    assert not [name for name in ("Dole", "Évreux", "Vesoul") if name in english + french]
    assert 'href="mailto:?subject=Leave%20X%20together' in coordinator.html and "%0D%0A" in coordinator.html
    field(coordinator, "text_input", f"change.{DAY}.title.en").input("Towns, autumn 2025")
    coordinator.sees()
    assert len(asked) == 1
    pledges(essaim.db, "besancon")
    coordinator.sees()
    assert len(asked) == 2


def test_an_invitation_to_a_draft_is_not_written_yet(coordinator: Reader, essaim: Essaim) -> None:
    planned(essaim.db)
    pledges(essaim.db, city(essaim.db, "Dole"), organisations=2)
    city(essaim.db, "Besançon")
    with essaim.db.writing() as session:
        exit_days.exit_day(session, DAY).state = State.DRAFT.value
    coordinator.opens(EXIT_DAYS, day=DAY)
    assert "Invitations are written once the day is open" in coordinator.text and not coordinator.app.code


def test_a_suggestion_says_whether_fewer_might_do() -> None:
    assert suggestion_said(ENGLISH, Suggestion((1, 2), 5, 2)).endswith("5 others would come along. This is the smallest set: 2.")
    assert suggestion_said(ENGLISH, Suggestion((1, 2, 3), 5, 2)).endswith("At least 2 are needed; 3 are suggested, and fewer might do.")


def test_a_day_is_cancelled_with_a_reason(coordinator: Reader, essaim: Essaim) -> None:
    planned(essaim.db)
    press(coordinator.opens(EXIT_DAYS, day=DAY), "Cancel it")
    assert "Say in a few words why the day is cancelled" in coordinator.text
    field(coordinator, "text_input", "cancel.reason").input("The congress was moved")
    press(coordinator, "Cancel it")
    assert "The day is cancelled." in coordinator.text and "Reason: The congress was moved" in coordinator.text
    assert "Change the plan" not in [one.label for one in coordinator.app.expander]


def test_a_campaign_with_pledges_is_kept_and_an_empty_one_goes(coordinator: Reader, essaim: Essaim) -> None:
    planned(essaim.db)
    pledges(essaim.db, city(essaim.db, "Lyon"))
    make_campaign(essaim.db, {"fr": "Vide", "en": "Empty"}, {}, by=OPERATOR, now=NOW)
    coordinator.opens(EXIT_DAYS)
    press(coordinator, "Remove it")
    assert "Choose the campaign to remove." in coordinator.text
    chosen = field(coordinator, "selectbox", "remove.campaign")
    chosen.select("Leaving X")
    assert "“Leaving X” holds pledges, which are kept." in press(coordinator, "Remove it").text
    field(coordinator, "selectbox", "remove.campaign").select("Empty")
    assert "“Empty” is removed." in press(coordinator, "Remove it").text
    assert [one.titles["en"] for one in read_campaigns(essaim.db)] == ["Leaving X"]
