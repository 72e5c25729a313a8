"""Exit days: plans that can stand, to whom a day is open, and the states it goes through."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import product

import pytest

from dashboard.domain.errors import Refused
from dashboard.domain.exit_days.days import NEXT, Goal, Plan, Sector, State, check_confirmed, check_plan, check_step
from dashboard.domain.exit_days.local_time import TwiceThere
from dashboard.domain.organisations import Kind, Organisation

NOW = datetime(2026, 7, 1, 6, 12, tzinfo=UTC)
CITIES = Plan(
    date(2026, 9, 22),
    date(2026, 9, 15),
    {"fr": "Villes, automne 2026", "en": "Cities, autumn 2026"},
    {"fr": "Ensemble.", "en": "Together."},
)
LYON = Organisation("lyon", "Ville de Lyon", Kind.CITY, insee="69123", population=522_250)


def check(plan: Plan) -> datetime:
    return check_plan(plan, now=NOW, languages=("fr", "en"))


def test_a_plan_that_can_stand_begins_at_an_instant() -> None:
    assert check(replace(CITIES, at=time(10))) == datetime(2026, 9, 22, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"on": date(2026, 7, 1), "deadline": date(2026, 7, 1)}, "has passed. An exit day lies ahead"),
        ({"on": date(2206, 9, 22)}, "too far away"),
        ({"deadline": date(2026, 9, 23)}, "comes after the exit day"),
        ({"deadline": date(2026, 6, 30)}, "Choose one that lies ahead"),
        ({"titles": {"fr": "Villes", "en": " "}}, "needs a name in each language"),
        ({"titles": {"fr": "V" * 81, "en": "Cities"}}, "81 characters long"),
        ({"texts": {"fr": "e" * 2_001, "en": ""}}, "2001 characters long"),
        ({"goal": Goal(organisations=0)}, "cannot be a goal"),
        ({"goal": Goal(audience=10**15)}, "cannot be a goal"),
        ({"sector": Sector(size=-1)}, "cannot be a goal or a size"),
        ({"sector": Sector(region="FR-XYZ")}, "no region that is known"),
        ({"sector": Sector(listed=frozenset(range(6_000)))}, "at most 5000 fit"),
        ({"zone": "Europe/Lutèce"}, "no time zone"),
        ({"on": date(2027, 3, 28), "at": time(2, 30)}, "does not exist"),
    ],
)
def test_a_plan_that_cannot_stand_is_refused(changed: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        check(replace(CITIES, **changed))  # type: ignore[arg-type]


def test_an_hour_that_exists_twice_is_asked_for() -> None:
    twice = replace(CITIES, on=date(2026, 10, 25), at=time(2, 30))
    with pytest.raises(TwiceThere):
        check(twice)
    assert check(replace(twice, second=True)) > check(replace(twice, second=False))


def test_the_last_day_for_pledges_may_have_passed_when_a_plan_is_changed() -> None:
    assert check_plan(replace(CITIES, deadline=date(2026, 6, 30)), now=NOW, languages=("fr", "en"), again=True)


@pytest.mark.parametrize(
    ("sector", "open_to_lyon"),
    [
        (Sector(), True),
        (Sector(kinds=frozenset({Kind.CITY}), region="FR-ARA", size=50_000, listed=frozenset({7})), True),
        (Sector(kinds=frozenset({Kind.UNIVERSITY})), False),
        (Sector(region="FR-BFC"), False),
        (Sector(size=600_000), False),
        (Sector(listed=frozenset({8})), False),
    ],
)
def test_a_day_is_open_to_whoever_is_all_that_its_sector_asks(sector: Sector, open_to_lyon: bool) -> None:
    assert sector.holds(7, LYON) is open_to_lyon


def test_whoever_has_no_known_size_is_outside_of_a_sector_that_asks_for_one() -> None:
    assert not Sector(size=1).holds(7, replace(LYON, population=None))


def test_a_day_goes_from_draft_to_done_and_nowhere_else() -> None:
    allowed = {(old, new) for old, news in NEXT.items() for new in news}
    assert len(allowed) == 6
    for old, new in set(product(State, State)) - allowed:
        with pytest.raises(Refused, match="cannot become"):
            check_step(old, new)
    for old, new in allowed:
        check_step(old, new)


def test_a_day_is_confirmed_once_its_goal_is_reached() -> None:
    check_confirmed(Goal(organisations=3, audience=900), 3, 900)
    with pytest.raises(Refused, match="2 would go today, and the goal is 3"):
        check_confirmed(Goal(organisations=3), 2, 10**9)
    with pytest.raises(Refused, match="followers that we know of"):
        check_confirmed(Goal(audience=1_000), 9, 900)
    with pytest.raises(Refused, match="the goal is 2"):
        check_confirmed(Goal(), 1, 0)
