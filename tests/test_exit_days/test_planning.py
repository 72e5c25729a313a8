"""Coordinators plan a day, change it, and take it through its states."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.domain.audit import Deed
from dashboard.domain.errors import NotAllowed, NotFound, Refused
from dashboard.domain.exit_days.days import Goal, Sector, State, check_plan
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.domain.people import OPERATOR, Role
from dashboard.i18n import words_in
from dashboard.presenters.pledging.overtaken import difference
from dashboard.services.exit_days.campaigns import make_campaign, read_campaigns, remove_campaign
from dashboard.services.exit_days.plan import Overtaken, change_exit_day, plan_exit_day
from dashboard.services.exit_days.read import read_exit_day, read_exit_days, read_standing
from dashboard.services.exit_days.steps import cancel_exit_day, confirm_exit_day, end_exit_days, open_exit_day
from dashboard.services.read_audit import Asked, read_audit
from db.engine import Database
from tests.factories import NOW
from tests.people import actor
from tests.test_exit_days.cast import CITIES, DAY, city, planned, pledges


def test_a_coordinator_plans_a_day_that_nobody_else_sees_until_it_is_opened(db: Database) -> None:
    carla = actor(db, "carla@coordination.example", Role.COORDINATOR)
    assert planned(db, opened=False, by=carla) == DAY
    assert read_exit_days(db) == []
    with pytest.raises(NotFound):
        read_exit_day(db, DAY)
    assert read_exit_day(db, DAY, drafts=True).state is State.DRAFT
    open_exit_day(db, DAY, by=carla, now=NOW)
    found = read_exit_day(db, DAY)
    assert (found.state, found.plan, found.plan.network) == (State.OPEN, CITIES, Network.X)
    assert found.starts_at.isoformat() == "2025-09-22T08:00:00+00:00"
    assert [(one.state, one.at) for one in found.steps] == [(State.OPEN, NOW)]


def test_an_owner_of_a_team_is_no_coordinator(db: Database) -> None:
    lyon = city(db, "Lyon")
    ana = actor(db, owner_of=lyon)
    with pytest.raises(NotAllowed):
        planned(db, by=ana)
    planned(db, opened=False)
    for act in (open_exit_day, confirm_exit_day):
        with pytest.raises(NotAllowed):
            act(db, DAY, by=ana, now=NOW)
    with pytest.raises(NotAllowed):
        cancel_exit_day(db, DAY, "Because", by=ana, now=NOW)


def test_two_days_of_one_name_have_two_addresses(db: Database) -> None:
    planned(db)
    assert planned(db) == f"{DAY}-2"


def test_what_was_planned_can_be_changed_and_each_change_counts(db: Database) -> None:
    planned(db)
    before = read_exit_day(db, DAY)
    later = replace(CITIES, on=date(2025, 9, 29), sector=Sector(region="FR-ARA"))
    revision = change_exit_day(db, DAY, later, by=OPERATOR, now=NOW + timedelta(hours=1), seen=before.revision)
    after = read_exit_day(db, DAY)
    assert (after.plan, after.revision, revision) == (later, before.revision + 1, before.revision + 1)
    assert after.changed_at > before.changed_at
    assert change_exit_day(db, DAY, later, by=OPERATOR, now=NOW, seen=revision) == revision
    with_list = change_exit_day(db, DAY, later, by=OPERATOR, now=NOW, seen=revision, listed=[city(db, "Lyon")])
    assert with_list == revision + 1 and len(read_exit_day(db, DAY).plan.sector.listed) == 1


def test_the_second_of_two_coordinators_sees_what_the_first_changed(db: Database) -> None:
    planned(db)
    seen = read_exit_day(db, DAY).revision
    change_exit_day(db, DAY, replace(CITIES, on=date(2025, 9, 29)), by=OPERATOR, now=NOW, seen=seen)
    with pytest.raises(Overtaken) as raised:
        change_exit_day(db, DAY, replace(CITIES, goal=Goal(5)), by=OPERATOR, now=NOW, seen=seen)
    found = raised.value
    assert difference(words_in("en"), found.stored, found.typed, found.state) == "Date: 29\u00a0September\u00a02025; Goal: 3 institutions"
    assert read_exit_day(db, DAY).plan.goal == Goal(organisations=3)


def test_a_day_is_confirmed_when_those_who_go_reach_its_goal(db: Database) -> None:
    planned(db)
    pledges(db, city(db, "Lyon"))
    pledges(db, city(db, "Évian"), organisations=3)
    with pytest.raises(Refused, match="1 would go today, and the goal is 3"):
        confirm_exit_day(db, DAY, by=OPERATOR, now=NOW)
    pledges(db, city(db, "Annecy"), organisations=2)
    assert confirm_exit_day(db, DAY, by=OPERATOR, now=NOW) == 3
    assert read_exit_day(db, DAY).state is State.CONFIRMED


def test_a_confirmed_day_is_over_a_day_after_it_began(db: Database) -> None:
    planned(db, goal=Goal())
    for name in ("Lyon", "Évian"):
        pledges(db, city(db, name))
    confirm_exit_day(db, DAY, by=OPERATOR, now=NOW)
    starts = read_exit_day(db, DAY).starts_at
    assert end_exit_days(db, now=starts + timedelta(hours=23)) == 0
    assert end_exit_days(db, now=starts + timedelta(hours=24)) == 1
    assert read_exit_day(db, DAY).state is State.DONE
    assert end_exit_days(db, now=starts + timedelta(days=9)) == 0
    with pytest.raises(Refused, match="cannot be changed any more"):
        change_exit_day(db, DAY, CITIES, by=OPERATOR, now=NOW, seen=1)


def test_a_cancelled_day_says_why(db: Database) -> None:
    planned(db)
    with pytest.raises(Refused, match="Say in a few words"):
        cancel_exit_day(db, DAY, " – ", by=OPERATOR, now=NOW)
    cancel_exit_day(db, DAY, "Too  few cities", by=OPERATOR, now=NOW)
    found = read_exit_day(db, DAY)
    assert (found.state, found.cancelled_because) == (State.CANCELLED, "Too few cities")
    with pytest.raises(Refused, match="cannot become"):
        open_exit_day(db, DAY, by=OPERATOR, now=NOW)


def test_a_draft_whose_day_has_come_cannot_be_opened(db: Database) -> None:
    planned(db, opened=False)
    with pytest.raises(Refused, match="has passed"):
        open_exit_day(db, DAY, by=OPERATOR, now=NOW + timedelta(days=120))


def test_a_text_holds_paragraphs_and_nothing_that_cannot_be_shown(db: Database) -> None:
    with pytest.raises(Refused, match="cannot be shown"):
        planned(db, texts={"fr": "Partons\x00ensemble.", "en": ""})
    with pytest.raises(Refused, match="cannot be shown"):
        make_campaign(db, {"fr": "X", "en": "X"}, {"fr": "\x07"}, by=OPERATOR, now=NOW)
    day = planned(db, texts={"fr": " Partons.\n\n Ensemble. \n", "en": ""})
    assert read_exit_day(db, day).plan.texts["fr"] == "Partons.\n\nEnsemble."


def test_a_campaign_with_pledges_is_not_removed(db: Database) -> None:
    planned(db)
    pledges(db, city(db, "Lyon"))
    with pytest.raises(Refused, match="holds pledges"):
        remove_campaign(db, "quitter-x", by=OPERATOR, now=NOW)
    empty = make_campaign(db, {"fr": "Quitter Y", "en": "Leaving Y"}, {}, by=OPERATOR, now=NOW)
    plan_exit_day(db, empty.slug, CITIES, by=OPERATOR, now=NOW)
    remove_campaign(db, empty.slug, by=OPERATOR, now=NOW)
    assert [one.slug for one in read_campaigns(db)] == ["quitter-x"]


@pytest.mark.parametrize(
    ("titles", "texts", "sentence"),
    [
        ({"fr": "Quitter X"}, {}, "a name in each"),
        ({"fr": "X" * 81, "en": "X"}, {}, "81 characters"),
        ({"fr": "X", "en": "X"}, {"fr": "x" * 2_001}, "2001"),
    ],
)
def test_a_campaign_without_fit_words_is_refused(db: Database, titles: dict[str, str], texts: dict[str, str], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        make_campaign(db, titles, texts, by=OPERATOR, now=NOW)
    assert read_campaigns(db) == []


def test_each_step_is_in_the_audit(db: Database) -> None:
    planned(db)
    cancel_exit_day(db, DAY, "Too few", by=OPERATOR, now=NOW)
    lines = read_audit(db, Asked(), by=OPERATOR, now=NOW).entries
    assert [one.deed for one in reversed(lines)] == [
        *(Deed.CAMPAIGN_MADE, Deed.EXIT_DAY_PLANNED, Deed.EXIT_DAY_STEPPED, Deed.EXIT_DAY_STEPPED)
    ]


def test_the_difference_is_said_in_the_readers_words() -> None:
    stored = replace(
        CITIES, at=None, zone="Pacific/Auckland", goal=Goal(), sector=Sector(frozenset({Kind.CITY})), texts={"fr": "", "en": "x" * 90}
    )
    said = difference(words_in("en"), stored, replace(CITIES, on=date(2025, 9, 29)), State.OPEN)
    assert said.split("; ") == [
        "Date: 22\u00a0September\u00a02025",
        "Hour: the whole day",
        "Time zone: Pacific/Auckland",
        "Text, in French: none",
        "Text, in English: " + "x" * 80 + "…",
        "Sector: Open to: city",
        "Goal: none",
    ]
    assert difference(words_in("fr"), CITIES, replace(CITIES, at=None), State.OPEN).endswith("10\u00a0h")
    assert difference(words_in("en"), CITIES, CITIES, State.CONFIRMED) == "the same, and the day is confirmed"


def test_the_last_day_for_pledges_is_over_where_the_day_is() -> None:
    evening = datetime(2025, 6, 1, 20, tzinfo=UTC)
    for zone, refused in (("Pacific/Auckland", True), ("Europe/Paris", False)):
        plan = replace(CITIES, deadline=date(2025, 6, 1), zone=zone)
        with pytest.raises(Refused, match="has passed") if refused else nullcontext():
            check_plan(plan, now=evening, languages=("fr", "en"))


def test_a_draft_that_is_cancelled_was_never_shown_to_anybody(db: Database) -> None:
    planned(db, opened=False)
    cancel_exit_day(db, DAY, "The congress was moved", by=OPERATOR, now=NOW)
    assert read_exit_days(db) == [] and [one.slug for one in read_exit_days(db, drafts=True)] == [DAY]
    with pytest.raises(NotFound, match="There is no exit day"):
        read_exit_day(db, DAY)
    with pytest.raises(NotFound, match="There is no exit day"):
        read_standing(db, DAY, now=NOW)
