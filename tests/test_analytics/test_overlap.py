"""Of exports that share days, the one that ends later counts: X revises its last days."""

from datetime import date, timedelta

from dashboard.domain.analytics.curve import Counted
from dashboard.domain.analytics.overlap import Earlier, lay

FIRST = date(2025, 1, 18)
CURVE = [Counted(FIRST + timedelta(days=n), 1_000 + n) for n in range(4)]
LAST = CURVE[-1].on


def days(counted: tuple[Counted, ...]) -> list[tuple[int, int]]:
    return [((one.on - FIRST).days, one.followers) for one in counted]


def test_alone_every_day_is_stored() -> None:
    laid = lay(CURVE, {}, "new")
    assert (laid.stored, laid.unchanged, laid.kept, laid.seam) == (tuple(CURVE), (), (), 0)


def test_an_export_that_ends_later_replaces_the_days_they_share() -> None:
    laid = lay(CURVE, {CURVE[0].on: Earlier(900, CURVE[1].on, "old"), CURVE[1].on: Earlier(901, CURVE[1].on, "old")}, "new")
    assert days(laid.stored) == [(0, 1_000), (1, 1_001), (2, 1_002), (3, 1_003)] and not laid.kept


def test_days_of_an_export_that_ends_later_are_kept_and_the_step_between_is_said() -> None:
    later = LAST + timedelta(days=1)
    laid = lay(CURVE, {CURVE[2].on: Earlier(1_010, later, "old"), LAST: Earlier(1_012, later, "old")}, "new")
    assert (days(laid.stored), days(laid.kept), laid.seam) == ([(0, 1_000), (1, 1_001)], [(2, 1_010), (3, 1_012)], 8)


def test_of_two_that_end_on_the_same_day_the_newer_counts() -> None:
    assert days(lay(CURVE, {LAST: Earlier(5, LAST, "old")}, "new").stored)[-1] == (3, 1_003)


def test_the_same_export_again_changes_nothing() -> None:
    laid = lay(CURVE, {one.on: Earlier(one.followers, LAST, "same") for one in CURVE}, "same")
    assert (laid.stored, laid.unchanged) == ((), tuple(CURVE))
