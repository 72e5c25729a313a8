"""The leaderboard ranks the certified among themselves, lists the others, and keeps those that cannot be compared for the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.departures import Status
from dashboard.domain.leaderboard import AGES, DEFAULT_AGE, Missing, Order, Ranked, Standing, has_ranks, order, per_person, rank
from dashboard.domain.organisations import Kind, Level


def standing(
    name: str,
    low: float | None = None,
    high: float | None = None,
    level: Level = Level.L2,
    missing: Missing | None = None,
) -> Standing:
    """A standing at 90 days, of which only the recovery matters here."""
    return Standing(
        slug=name.lower(),
        name=name,
        kind=Kind.CITY,
        level=level,
        size=None,
        size_measure=None,
        size_class=None,
        status=Status.DEPARTED,
        departed_on=None,
        baseline=None,
        baseline_on=None,
        baseline_source=None,
        regained_low=None,
        regained_high=None,
        recovery_low=low,
        recovery_high=high,
        as_of=None,
        age=DEFAULT_AGE,
        missing=missing,
    )


def places(standings: list[Standing]) -> list[tuple[int | None, str]]:
    return [(one.rank, one.standing.name) for one in rank(standings)]


def test_who_regained_most_at_least_comes_first() -> None:
    assert places([standing("Évian", 0.2, 0.9), standing("Lyon", 0.31, 0.38)]) == [(1, "Lyon"), (2, "Évian")]


def test_equal_lower_ends_share_a_rank_and_the_next_one_is_skipped() -> None:
    board = [standing("Lyon", 0.31, 0.38), standing("Pau", 0.31, 0.35), standing("Metz", 0.31, 0.38), standing("Brest", 0.2, 0.2)]
    assert places(board) == [(1, "Lyon"), (1, "Metz"), (1, "Pau"), (4, "Brest")]


def test_those_who_regained_nothing_are_ranked_too() -> None:
    assert places([standing("Lyon", 0.0, 0.0), standing("Pau", 0.0, 0.0)]) == [(1, "Lyon"), (1, "Pau")]


@pytest.mark.parametrize(("level", "ranked"), [(Level.L0, False), (Level.L1, False), (Level.L2, True), (Level.L3, True)])
def test_only_the_certified_have_a_rank(level: Level, ranked: bool) -> None:
    assert [one.rank for one in rank([standing("Lyon", 0.3, 0.4, level)])] == [1 if ranked else None]


def test_those_listed_take_no_rank_from_the_certified() -> None:
    board = [standing("Lyon", 0.3, 0.4), standing("Pau", 0.5, 0.6, Level.L0), standing("Brest", 0.2, 0.3)]
    assert places(board) == [(None, "Pau"), (1, "Lyon"), (2, "Brest")]


def test_a_listed_one_between_two_equals_does_not_part_them() -> None:
    board = [standing("Lyon", 0.3, 0.4), standing("Nice", 0.3, 0.35, Level.L0), standing("Pau", 0.3, 0.3)]
    assert places(board) == [(1, "Lyon"), (None, "Nice"), (1, "Pau")]


@pytest.mark.parametrize("missing", Missing)
def test_those_that_cannot_be_compared_come_last_without_a_rank(missing: Missing) -> None:
    board = [standing("Angers", missing=missing), standing("Brest", 0.9, 0.9, missing=missing), standing("Lyon", 0.0, 0.0)]
    assert places(board) == [(1, "Lyon"), (None, "Brest"), (None, "Angers")]


def test_an_unknown_upper_end_does_not_win_a_tie() -> None:
    assert [one.name for one in order([standing("Angers", 0.3), standing("Lyon", 0.3, 0.3)])] == ["Lyon", "Angers"]


def test_each_order_ranks_by_its_own_value() -> None:
    lyon = standing("Lyon", 0.2, 0.3)._replace(regained_low=20_000, per_person=38.3, growth=0.01)
    dax = standing("Dax", 0.4, 0.5)._replace(regained_low=400, per_person=19.0, growth=-0.02)
    arles = standing("Arles", 0.3, 0.4)._replace(regained_low=900, per_person=38.3, growth=None)
    first = {by: places_by([lyon, dax, arles], by) for by in Order}
    assert first == {
        Order.RECOVERY: [(1, "Dax"), (2, "Arles"), (3, "Lyon")],
        Order.PER_PERSON: [(1, "Arles"), (1, "Lyon"), (3, "Dax")],
        Order.GROWTH: [(1, "Lyon"), (2, "Dax"), (None, "Arles")],
        Order.FOLLOWERS: [(1, "Lyon"), (2, "Arles"), (3, "Dax")],
    }


def places_by(standings: list[Standing], by: Order) -> list[tuple[int | None, str]]:
    return [(one.rank, one.standing.name) for one in rank(standings, by)]


def test_only_the_order_by_recovery_has_bands_that_leave_other_ranks() -> None:
    board = [standing("Lyon", 0.3, 0.4), standing("Pau", 0.28, 0.34), standing("Brest", 0.1, 0.2)]
    assert [(one.best, one.worst, one.certain) for one in rank(board)] == [(1, 2, False), (1, 2, False), (3, 3, True)]
    known = [one._replace(regained_low=100) for one in board]
    assert {(one.best, one.worst, one.certain) for one in rank(known, Order.FOLLOWERS)} == {(None, None, True)}


def test_per_person_is_counted_by_the_thousand_and_only_where_the_size_is_known() -> None:
    assert per_person(14_945, 214_300) == pytest.approx(69.74, abs=0.01)
    assert [per_person(None, 214_300), per_person(14_945, None), per_person(14_945, 0), per_person(0, 10)] == [None, None, None, 0.0]


def test_inhabitants_and_students_are_never_ranked_against_each_other() -> None:
    assert [by for by in Order if not has_ranks(by, None)] == [Order.PER_PERSON]
    assert all(has_ranks(by, Kind.CITY) for by in Order)


def test_an_empty_board_is_empty() -> None:
    assert rank([]) == []


def test_everybody_is_kept_at_the_same_ages() -> None:
    assert list(AGES) == sorted(set(AGES)) and DEFAULT_AGE in AGES


RECOVERIES = st.sampled_from([0.0, 0.1, 0.2, 0.3])
BOARDS = st.lists(
    st.tuples(RECOVERIES, RECOVERIES | st.none(), st.sampled_from(Level), st.sampled_from([None, None, Missing.READING])), max_size=9
).map(
    lambda rows: [
        standing(f"Ville {n % 4}", low, None if high is None else low + high, level, missing)
        if missing is None
        else standing(f"Ville {n % 4}", level=level, missing=missing)
        for n, (low, high, level, missing) in enumerate(rows)
    ]
)


def with_own_slugs(board: list[Standing]) -> list[Standing]:
    return [one._replace(slug=f"ville-{n}") for n, one in enumerate(board)]


@given(BOARDS.map(with_own_slugs).flatmap(lambda board: st.tuples(st.just(board), st.permutations(board))))
def test_the_board_is_the_same_whatever_order_the_rows_come_in(boards: tuple[list[Standing], list[Standing]]) -> None:
    assert rank(boards[0]) == rank(boards[1])


@given(BOARDS.map(with_own_slugs))
def test_a_rank_says_how_many_certified_ones_regained_more(board: list[Standing]) -> None:
    ranked = rank(board)
    assert sorted(one.standing.slug for one in ranked) == sorted(one.slug for one in board)
    compared = [one for one in board if one.missing is None and one.level.certified]
    for one in ranked:
        assert (one.rank is not None) == (one.standing in compared)
        if one.rank is not None:
            assert one.rank == 1 + sum((other.recovery_low or 0) > (one.standing.recovery_low or 0) for other in compared)


@given(BOARDS.map(with_own_slugs))
def test_a_newcomer_only_moves_those_below(board: list[Standing]) -> None:
    newcomer = standing("Zuydcoote", 0.15, 0.15)
    before = {one.standing.slug: one.rank for one in rank(board)}
    for one in rank([*board, newcomer]):
        if one.standing is newcomer or one.rank is None:
            continue
        assert one.rank == (before[one.standing.slug] or 0) + ((one.standing.recovery_low or 0) < 0.15)


def test_a_rank_goes_with_its_standing() -> None:
    lyon = standing("Lyon", 0.3, 0.4)
    assert rank([lyon]) == [Ranked(1, lyon, best=1, worst=1)]
