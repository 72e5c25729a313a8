"""The ranks that the bands allow: never narrower than the truth, never wider than the bands."""

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.rank_intervals import Band, Intervals, places_risen

ENDS = st.sampled_from([0.0, 0.1, 0.2, 0.3, 0.4])
BANDS = st.builds(lambda low, more: (low, None if more is None else low + more), ENDS, ENDS | st.none())
FIELDS = st.lists(BANDS, min_size=1, max_size=8)
HIGHEST = 9.0
"""Above every end: as high as one whose upper end is unknown may be."""


def all_of(bands: list[Band]) -> list[tuple[int, int, int]]:
    """Best rank, rank and worst rank of each."""
    field = Intervals(bands)
    return [(field.of(low, high)[0], field.rank(low), field.of(low, high)[1]) for low, high in bands]


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        ([(0.28, 0.34)], [(1, 1, 1)]),
        ([(0.41, 0.52), (0.28, 0.34)], [(1, 1, 1), (2, 2, 2)]),
        ([(0.30, 0.40), (0.28, 0.34)], [(1, 1, 2), (1, 2, 2)]),
        ([(0.30, 0.34), (0.28, 0.30)], [(1, 1, 2), (1, 2, 2)]),
        ([(0.30, 0.30), (0.30, 0.30)], [(1, 1, 2), (1, 1, 2)]),
        ([(0.50, 0.60), (0.10, None)], [(1, 1, 2), (1, 2, 2)]),
    ],
)
def test_bands_that_overlap_may_stand_in_either_order(bands: list[Band], expected: list[tuple[int, int, int]]) -> None:
    assert all_of(bands) == expected


@given(FIELDS)
def test_a_rank_lies_between_the_best_and_the_worst(bands: list[Band]) -> None:
    assert all(1 <= best <= rank <= worst <= len(bands) for best, rank, worst in all_of(bands))


@given(st.lists(BANDS, min_size=1, max_size=4))
def test_no_rank_is_possible_beyond_the_interval_and_both_ends_are(bands: list[Band]) -> None:
    ends = [(low, HIGHEST if high is None else high) for low, high in bands]
    for place, (best, _, worst) in enumerate(all_of(bands)):
        ranks = set()
        for truth in product(*ends):
            # Of equal values either may stand first.
            ahead, level = sum(other > truth[place] for other in truth), sum(other == truth[place] for other in truth)
            ranks |= set(range(ahead + 1, ahead + level + 1))
        assert (min(ranks), max(ranks)) == ((best, worst) if bands[place][1] is not None else (1, worst))


@given(FIELDS)
def test_somebody_far_ahead_moves_everybody_by_one_place(bands: list[Band]) -> None:
    known: list[Band] = [(low, high) for low, high in bands if high is not None]
    before, after = all_of(known), all_of([*known, (2.0, 3.0)])[: len(known)]
    assert after == [(best + 1, rank + 1, worst + 1) for best, rank, worst in before]


@given(FIELDS)
def test_somebody_far_behind_moves_nobody(bands: list[Band]) -> None:
    known = [(low + 1, None if high is None else high + 1) for low, high in bands]
    assert all_of([*known, (0.0, 0.5)])[: len(known)] == all_of(known)


def test_the_order_in_which_they_are_given_does_not_matter() -> None:
    bands = [(0.3, 0.4), (0.3, None), (0.1, 0.35), (0.5, 0.6)]
    expected = dict(zip(bands, all_of(bands), strict=True))
    for some in permutations(bands):
        assert dict(zip(some, all_of(list(some)), strict=True)) == expected


def test_whoever_enters_above_moves_nobody() -> None:
    then = {"lyon": 0.3, "dax": 0.2, "gone": 0.25}
    assert places_risen(then, {"lyon": 0.3, "dax": 0.2, "new": 0.4}) == {"lyon": 0, "dax": 0}
    assert places_risen(then, {"lyon": 0.3, "dax": 0.35}) == {"lyon": -1, "dax": 1}


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 5).map(float), max_size=6),
    st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 5).map(float), max_size=6),
)
def test_places_risen_do_not_depend_on_those_ranked_on_one_day_alone(then: dict[str, float], now: dict[str, float]) -> None:
    both = then.keys() & now.keys()
    assert places_risen(then, now) == places_risen({one: then[one] for one in both}, {one: now[one] for one in both})
    assert places_risen(then, then) == dict.fromkeys(then, 0)
