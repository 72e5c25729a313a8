"""The movement as a whole is the sum of what is known, and of nothing else."""

from datetime import date, timedelta

import pytest

from dashboard.domain.departures import Status
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.services.read_overview import read_overview
from dashboard.services.standings import follow_calendar
from dashboard.services.views import AgePoint, Overview
from db.engine import Database
from tests.databases import statements
from tests.factories import HOLDING, NOW, TODAY, a_city_that_left, log, make_account, make_figures, make_organisation

LEFT = date(2025, 1, 20)


def overview(db: Database, today: date = TODAY) -> Overview:
    return read_overview(db, today=today)


def test_an_empty_register_is_a_movement_of_nobody(db: Database) -> None:
    assert overview(db) == Overview(0, 0, 0, 0, 0, 0, 0, (0, None, 0), [], [], [], [], None)


def test_those_who_left_will_leave_announced_or_came_back_are_counted_apart(db: Database) -> None:
    make_organisation(db, "Has said nothing")
    log(db, make_organisation(db, "Thinks of it").slug, Status.CONSIDERING, "2025-05-01")
    for name in ("Announced", "Announced too"):
        log(db, make_organisation(db, name).slug, Status.ANNOUNCED, "2025-05-01")
    log(db, make_organisation(db, "Posted for the last time").slug, Status.LAST_POST, "2025-05-02")
    log(db, make_organisation(db, "Will leave, and never announced it").slug, on=TODAY + timedelta(days=9))
    announced = make_organisation(db, "Will leave, and announced it").slug
    log(db, announced, Status.ANNOUNCED, "2025-05-01")
    log(db, announced, on=TODAY + timedelta(days=3))
    log(db, make_organisation(db, "Leaves today").slug, on=TODAY)
    log(db, make_organisation(db, "Left").slug, on=LEFT)
    back = make_organisation(db, "Came back").slug
    log(db, back, on=LEFT)
    log(db, back, Status.RETURNED, "2025-03-01")
    seen = overview(db)
    assert (seen.organisations, seen.left, seen.planned, seen.announced, seen.returned) == (10, 3, 2, 3, 1)
    assert [one.name for one in seen.next_departures] == ["Will leave, and announced it", "Will leave, and never announced it"]
    assert seen.departures == [(LEFT, 2), (TODAY, 3), (TODAY + timedelta(days=3), 4), (TODAY + timedelta(days=9), 5)]


def test_the_five_next_departures_come_soonest_first(db: Database) -> None:
    for number in range(6):
        log(db, make_organisation(db, f"Éveux {number}").slug, on=date(2025, 6, 20 - number))
    assert [one.slug for one in overview(db).next_departures] == [f"eveux-{number}" for number in (5, 4, 3, 2, 1)]


def test_a_plan_that_has_come_is_a_departure(db: Database) -> None:
    log(db, make_organisation(db).slug, on=TODAY + timedelta(days=1))
    tomorrow = TODAY + timedelta(days=1)
    follow_calendar(db, today=tomorrow, holding=HOLDING)
    seen = overview(db, tomorrow)
    assert (seen.left, seen.planned, list(seen.next_departures)) == (1, 0, [])


def test_audiences_are_summed_over_those_that_are_known_with_their_number(db: Database) -> None:
    a_city_that_left(db, "Lyon", left=100_000, regained=(20_000, 10_000))
    a_city_that_left(db, "Arles", left=50_000, regained=(5_000,))
    a_city_that_left(db, "Metz", left=1_000, regained=())
    log(db, make_organisation(db, "Brest").slug, on=LEFT)
    make_account(db, "brest", Network.BLUESKY, followers=999)
    planned = a_city_that_left(db, "Caen", left=7_000, regained=(1,))
    log(db, planned, on=TODAY + timedelta(days=1))
    seen = overview(db)
    assert (seen.left, seen.audience_left, seen.audience_known) == (4, 151_000, 3)
    assert seen.regained == (25_000, 35_000, 2)
    assert seen.read_at == NOW


def test_nobody_regained_is_a_sum_and_an_unread_network_is_none(db: Database) -> None:
    a_city_that_left(db, "Lyon", regained=(0, 0))
    assert overview(db).regained == (0, 0, 1)
    slug = a_city_that_left(db, "Arles", regained=(10, 20))
    make_figures(db, slug, Network.THREADS, {"2025-01-25": 5})
    assert overview(db).regained == (0, 0, 1)
    log(db, "lyon", on=TODAY + timedelta(days=1))
    assert overview(db).regained == (20, None, 1)


def test_kinds_are_listed_the_most_frequent_first(db: Database) -> None:
    for name, kind in (("Lyon", Kind.CITY), ("Arles", Kind.CITY), ("Besançon", Kind.UNIVERSITY), ("Emmaüs", Kind.ASSOCIATION)):
        log(db, make_organisation(db, name, kind).slug, on=LEFT)
    make_organisation(db, "Caen", Kind.MUSEUM)
    assert overview(db).by_kind == [("city", 2), ("association", 1), ("university", 1)]


@pytest.mark.parametrize(("many", "expected"), [(3, []), (4, [AgePoint(7, 4, 0.175, 0.25, 0.325)])])
def test_quartiles_need_four_institutions(db: Database, many: int, expected: list[AgePoint]) -> None:
    for n in range(1, many + 1):
        slug = a_city_that_left(db, f"Ville {n}", left=1_000, regained=())
        make_account(db, slug, Network.BLUESKY)
        make_figures(db, slug, Network.BLUESKY, {LEFT + timedelta(days=7): 100 * n})
    found = overview(db).recovery
    assert [(one.age, one.n) for one in found] == [(one.age, one.n) for one in expected]
    for one, other in zip(found, expected, strict=True):
        assert (one.lower_quartile, one.median, one.upper_quartile) == pytest.approx(
            (other.lower_quartile, other.median, other.upper_quartile)
        )


def test_a_larger_movement_asks_no_more_questions(db: Database) -> None:
    asked = []
    for names in (["Lyon"], ["Arles", "Metz", "Caen", "Brest", "Dax"]):
        for name in names:
            a_city_that_left(db, name)
        with statements(db) as sent:
            overview(db)
        asked.append(len(sent))
    assert asked[0] == asked[1]
