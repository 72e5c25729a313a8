"""Weeks unlike the weeks of an account, what goes on from a doubtful figure, and curves that were copied."""

from datetime import timedelta
from random import Random

from dashboard.domain.flags import Flag, Reason
from dashboard.domain.plausibility.copied import Series, copied_from
from dashboard.domain.plausibility.go_on import Held, goes_on
from dashboard.domain.plausibility.judge import judge
from dashboard.domain.plausibility.known import Around, Read
from tests.factories import TODAY
from tests.test_plausibility.cast import SETTLED, figure, reads, reasons

CALM = [20_000 + 4 * n for n in range(40)]
LAST = CALM[-1]


def grown(*gains: int) -> list[int]:
    counts = list(CALM)
    for gain in gains:
        counts.append(counts[-1] + gain)
    return counts


def test_a_lot_in_a_night_is_told_once_no_tail_has_followed() -> None:
    *before, last = grown(900, 5, 3, 4)
    assert reasons(SETTLED, reads(before), figure(last)) == [["week"]]
    (flag,) = judge(SETTLED, reads(before), [figure(last)], TODAY)[0]
    assert flag.details == {"before": LAST, "lot": 900, "lot_on": (TODAY - timedelta(days=3)).isoformat(), "usual": 4.0}


def test_a_post_that_goes_round_has_a_tail() -> None:
    *before, last = grown(900, 310, 120, 60)
    assert reasons(SETTLED, reads(before), figure(last)) == [[]]


def test_as_many_every_day_where_few_came_before() -> None:
    *before, last = grown(201, 198, 204, 199, 203, 200, 197)
    (flag,) = judge(SETTLED, reads(before), [figure(last)], TODAY)[0]
    assert (flag.reason, flag.details["gained"], flag.details["days"]) == (Reason.WEEK, 1_402, 7)
    *uneven, end = grown(401, 88, 304, 129, 253, 60, 167)
    assert reasons(SETTLED, reads(uneven), figure(end)) == [[]]


def test_the_weeks_after_a_departure_are_unlike_others() -> None:
    *before, last = grown(201, 198, 204, 199, 203, 200, 197)
    leaving = Around(SETTLED.network, opened_on=SETTLED.opened_on, stirs=((TODAY - timedelta(days=50)).toordinal(),))
    assert reasons(leaving, reads(before), figure(last)) == [[]]


def test_a_hole_in_the_week_says_nothing() -> None:
    *before, last = grown(900, 5, 3, 4)
    with_a_hole = [one for one in reads(before) if one.day != TODAY.toordinal() - 2]
    assert reasons(SETTLED, with_a_hole, figure(last)) == [[]]


HELD = Held(TODAY.toordinal() - 10, 15_000, Flag(Reason.JUMP, {"before": 10_000}))


def at(followers: int, ago: int = 0) -> Read:
    return Read(TODAY.toordinal() - ago, followers, 0, "api")


def test_what_keeps_most_of_a_doubtful_step_waits_with_it() -> None:
    assert goes_on(HELD, [at(10_000, 11)], at(15_020)) is HELD.flag
    assert goes_on(HELD, [at(10_000, 11)], at(12_400)) is None, "most of it is gone again"
    assert goes_on(HELD, [at(15_010, 5)], at(15_020)) is None, "somebody let a later one count"
    assert goes_on(HELD, [], at(14_000, 12)) is None, "it is older"


def curve(seed: str, days: int = 90) -> dict[int, int]:
    random, count, found = Random(seed), 30_000, {}
    for n in range(days):
        found[TODAY.toordinal() - days + n] = count
        count += round(random.gauss(40, 25))
    return found


def test_the_same_changes_are_found_at_another_time_and_level() -> None:
    model = curve("model")
    moved = {day + 33: count + 5_200 for day, count in model.items()}
    key, flag = copied_from(Series(moved), [(7, Series(curve("other"))), (8, Series(model))]) or (0, None)
    assert (key, flag) == (8, Flag(Reason.COPIED, {"account": 8, "days": 33, "same": True}))


def test_a_part_of_a_longer_curve_is_found() -> None:
    model = curve("model", 400)
    part = dict(list(model.items())[200:240])
    assert copied_from(Series(part), [(8, Series(model))])


def test_two_curves_of_their_own_are_not_copies() -> None:
    models = [(n, Series(curve(f"model {n}", 300))) for n in range(20)]
    assert not any(copied_from(Series(curve(f"mine {n}")), models) for n in range(10))


def test_a_flat_or_short_series_says_nothing() -> None:
    flat = {day: 500 for day in curve("days")}
    short = dict(list(curve("model").items())[:9])
    assert copied_from(Series(flat), [(8, Series(flat))]) is None
    assert copied_from(Series(short), [(8, Series(curve("model")))]) is None
