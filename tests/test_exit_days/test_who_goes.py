"""Who goes: the greatest set of institutions whose conditions all hold within it."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.exit_days.conditions import Condition, Pledger
from dashboard.domain.exit_days.who_goes import decide, who_goes
from dashboard.domain.organisations import Kind
from tests.test_exit_days.pledging import holds, naive, pledger, several


def test_nobody_goes_where_nobody_pledged() -> None:
    assert who_goes([]) == frozenset()


def test_lyon_and_besancon_each_wait_for_three_and_the_third_brings_them() -> None:
    lyon, besancon = pledger(1, organisations=3), pledger(2, kind=Kind.UNIVERSITY, organisations=3)
    assert who_goes([lyon, besancon]) == frozenset()
    assert who_goes([lyon, besancon, pledger(3)]) == {1, 2, 3}


def test_two_that_wait_for_each_other_go_together() -> None:
    assert who_goes([pledger(1, named={2}), pledger(2, named={1})]) == {1, 2}


def test_a_chain_of_names_falls_with_its_last() -> None:
    chain = [pledger(key, named={key + 1}) for key in range(1, 6)]
    assert who_goes(chain) == frozenset()
    assert who_goes(chain, left={6}) == {1, 2, 3, 4, 5}


def test_all_parts_of_a_condition_must_hold() -> None:
    others = [pledger(2), pledger(3, kind=Kind.UNIVERSITY)]
    assert 1 in who_goes([pledger(1, organisations=3, named={2}, of_kind=2), *others])
    assert 1 not in who_goes([pledger(1, organisations=3, named={2}, of_kind=3), *others])


def test_missing_figures_leave_a_condition_undecided() -> None:
    lyon, other = pledger(1, audience=400), pledger(2, audience=None)
    waiting = Pledger(3, Kind.CITY, None, 100, Condition(audience=1_000))
    found = decide([lyon, other, waiting])
    assert found.goes == {1, 2}
    assert found.undecided == {3}


@given(several())
def test_everybody_who_goes_has_a_condition_that_holds_and_nobody_else_could_join(pledgers: list[Pledger]) -> None:
    goes = who_goes(pledgers)
    going = [one for one in pledgers if one.organisation in goes]
    assert all(holds(one, going) for one in going)
    assert goes == naive(pledgers)


@settings(max_examples=40)
@given(several(most=8))
def test_no_other_set_that_holds_itself_has_anybody_who_does_not_go(pledgers: list[Pledger]) -> None:
    goes = who_goes(pledgers)
    for size in range(len(pledgers) + 1):
        for some in combinations(pledgers, size):
            if all(holds(one, some) for one in some):
                assert {one.organisation for one in some} <= goes


@given(several(), several(most=4, first=100), st.randoms(use_true_random=False))
def test_more_pledges_never_keep_anybody_back_and_their_order_does_not_matter(
    pledgers: list[Pledger], more: list[Pledger], shuffled: object
) -> None:
    everybody = [*pledgers, *more]
    assert who_goes(pledgers) <= who_goes(everybody)
    again = list(everybody)
    shuffled.shuffle(again)  # type: ignore[attr-defined]
    assert who_goes(again) == who_goes(everybody)


@given(several(), st.frozensets(st.integers(0, 12), max_size=3))
def test_whoever_has_left_already_is_waited_for_no_more(pledgers: list[Pledger], left: frozenset[int]) -> None:
    assert who_goes(pledgers, left=left) == naive(pledgers, left)
    assert who_goes(pledgers) <= who_goes(pledgers, left=left)


@given(several())
def test_whoever_is_undecided_would_go_with_large_enough_audiences(pledgers: list[Pledger]) -> None:
    found = decide(pledgers)
    large = [
        Pledger(one.organisation, one.kind, one.region, 10**9 if one.audience is None else one.audience, one.condition) for one in pledgers
    ]
    assert found.goes | found.undecided == who_goes(large)
    assert not found.goes & found.undecided
