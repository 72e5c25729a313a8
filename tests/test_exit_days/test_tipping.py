"""The tipping point, and whom to invite to reach it."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.exit_days.conditions import Condition, Pledger
from dashboard.domain.exit_days.invitees import suggest
from dashboard.domain.exit_days.tipping import tipping
from dashboard.domain.exit_days.who_goes import who_goes
from dashboard.domain.organisations import Kind
from tests.test_exit_days.pledging import pledger, several


def forty_two() -> list[Pledger]:
    """Nineteen who hold each other, and twenty-three who wait for twenty-four and more."""
    sure = [pledger(key) for key in range(7)]
    held = [pledger(key, organisations=1 + key) for key in range(7, 19)]
    waiting = [pledger(key, organisations=24 + (key - 19)) for key in range(19, 42)]
    return [*sure, *held, *waiting]


def test_four_more_bring_twenty_three_along() -> None:
    found = tipping(forty_two())
    assert (found.stands, found.missing, found.brought, found.settles) == (19, 4, 23, 46)


def test_the_curve_says_how_many_would_go_at_each_level() -> None:
    found = tipping([pledger(1), pledger(2, organisations=2), pledger(3, organisations=5)])
    assert (found.levels, found.heights) == ((0, 2, 5), (1, 2, 3))
    assert [found.height(level) for level in (0, 1, 2, 4, 5, 90)] == [1, 1, 2, 2, 3, 3]
    assert (found.stands, found.missing, found.brought) == (2, 2, 1)


def test_without_anybody_waiting_nothing_tips() -> None:
    found = tipping([pledger(1), pledger(2)])
    assert (found.stands, found.missing, found.settles, found.brought) == (2, None, 2, 0)
    assert tipping([]).stands == 0


@given(several())
def test_where_the_curve_meets_the_diagonal_is_how_many_go(pledgers: list[Pledger]) -> None:
    assert tipping(pledgers).stands == len(who_goes(pledgers))


@given(several())
def test_the_curve_never_falls(pledgers: list[Pledger]) -> None:
    found = tipping(pledgers)
    assert list(found.heights) == sorted(found.heights)
    assert list(found.levels) == sorted(set(found.levels))


@given(several())
def test_so_many_newcomers_bring_at_least_so_many_along_and_fewer_none(pledgers: list[Pledger]) -> None:
    numbers_alone = [pledger(one.organisation, organisations=one.condition.organisations or 2) for one in pledgers]
    found = tipping(numbers_alone)

    def brought(more: int) -> int:
        return len(who_goes([*numbers_alone, *(pledger(100 + key) for key in range(more))])) - more - found.stands

    if found.missing is None:
        assert brought(len(pledgers) + 20) == 0
    else:
        assert brought(found.missing) == found.brought > 0
        assert brought(found.missing - 1) == 0


def test_the_largest_is_suggested_where_an_audience_is_missing() -> None:
    waiting = [pledger(1, audience=100), pledger(2, audience=100)]
    waits = Pledger(3, Kind.CITY, None, 100, Condition(audience=5_000))
    found = suggest([*waiting, waits], [pledger(10, audience=900), pledger(11, audience=4_800), pledger(12, audience=None)])
    assert found is not None
    assert (found.invitees, found.brings, found.exact) == ((11,), 1, True)


def test_nobody_is_suggested_where_nobody_would_come_along() -> None:
    assert suggest([pledger(1)], [pledger(2), pledger(3)]) is None
    assert suggest([pledger(1, organisations=9)], [pledger(2)]) is None


def test_beyond_small_cases_the_suggestion_says_how_few_might_do() -> None:
    found = suggest(forty_two(), [pledger(key, audience=key) for key in range(100, 140)], work=100)
    assert found is not None
    assert (len(found.invitees), found.brings, found.at_least, found.exact) == (4, 23, 4, True)
    named = [pledger(1, named={100, 101, 102}), pledger(2, named={103, 104})]
    found = suggest(named, [pledger(key, audience=200 - key) for key in range(100, 106)], work=1)
    assert found is not None
    assert not found.exact
    assert found.at_least == 1
    assert set(found.invitees) == {100, 101, 102}


@settings(max_examples=60, deadline=None)
@given(several(most=6), several(most=5, first=100), st.sampled_from((1, 10**6)))
def test_no_smaller_set_than_the_suggested_brings_anybody(pledgers: list[Pledger], candidates: list[Pledger], work: int) -> None:
    free = [Pledger(one.organisation, one.kind, one.region, one.audience) for one in candidates]

    def brought(some: tuple[Pledger, ...]) -> int:
        return len(who_goes([*pledgers, *some])) - len(some) - len(who_goes(pledgers))

    found = suggest(pledgers, candidates, work=work)
    sizes = [size for size in range(1, len(free) + 1) if any(brought(some) for some in combinations(free, size))]
    if found is None:
        assert not sizes
        return
    assert brought(tuple(one for one in free if one.organisation in found.invitees)) == found.brings > 0
    assert found.at_least <= sizes[0] <= len(found.invitees)
    if found.exact or work > 1:
        assert len(found.invitees) == sizes[0]
        best = max(brought(some) for some in combinations(free, sizes[0]))
        assert found.brings == best or work == 1
