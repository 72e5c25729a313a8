"""A week unlike the weeks of this account: followers in one lot after a long calm, or day and night at the same pace."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import fmean, median, pstdev

from dashboard.domain.flags import Flag, Reason
from dashboard.domain.plausibility.jump import Placed
from dashboard.domain.plausibility.known import Around, Read

CALM_DAYS, FEWEST_CALM = 28, 14
"""The weeks before, and how many readings of them there must be."""
LOT_SEEN_AFTER = 4
"""A post that goes round brings some on the days after it too: a lot is told from it once those days have passed without any."""
LOT_FROM, LOT_SHARE, LOT_TIMES, TAIL = 120, 0.025, 20, 0.05
EVEN_DAYS = 7
EVEN_FROM, EVEN_SHARE, EVEN_TIMES, EVEN_SPREAD = 150, 0.04, 5, 0.15
STIRRED_LONG = 60
"""Around a departure the weeks are unlike others for longer than its first surge."""


def odd_week(around: Around, at: int, line: Sequence[Placed], started: int | None) -> Flag | None:
    """A flag for the figure at that place, if its last week is odd.

    Only daily figures show it; not in the first weeks of an account, nor in the two months after a departure.
    """
    here = line[at][0]
    if around.left or (started is not None and here.day <= started) or _stirred(around, here.day):
        return None
    lot = _lot(at, line)
    return lot or _even(at, line)


def _stirred(around: Around, day: int) -> bool:
    return around.stirred(day - EVEN_DAYS, day) or any(0 <= day - stir <= STIRRED_LONG for stir in around.stirs)


def _days(at: int, line: Sequence[Placed], days: int) -> list[Read] | None:
    """The readings of the last days, one a day without a hole; None where there is a hole."""
    if at < days:
        return None
    found = [line[place][0] for place in range(at - days, at + 1)]
    return found if all(two.day - one.day == 1 for one, two in pairwise(found)) else None


def _calm(at: int, line: Sequence[Placed]) -> tuple[float, float] | None:
    """What usually came in a day in the weeks before that place, and the most that came in one; None if too little is known."""
    gains: list[float] = []
    place = at
    while place > 0 and line[at][0].day - line[place - 1][0].day <= CALM_DAYS:
        one, two = line[place - 1][0], line[place][0]
        gains.append((two.followers - one.followers) / max(1, two.day - one.day))
        place -= 1
    return (max(0.0, median(gains)), max(gains)) if len(gains) >= FEWEST_CALM else None


def _lot(at: int, line: Sequence[Placed]) -> Flag | None:
    """A step in one day, calm before it and no tail after it."""
    week = _days(at, line, LOT_SEEN_AFTER)
    if week is None:
        return None
    gains = [two.followers - one.followers for one, two in pairwise(week)]
    lot, after = gains[0], gains[1:]
    if lot < max(LOT_FROM, LOT_SHARE * week[0].followers) or (calm := _calm(at - LOT_SEEN_AFTER, line)) is None:
        return None
    usual, most = calm
    if lot < LOT_TIMES * max(1.0, usual) or lot < 4 * most or max(after) > TAIL * lot + 2 * usual:
        return None
    return Flag(Reason.WEEK, {"before": week[0].followers, "lot": lot, "lot_on": _iso(week[1].day), "usual": round(usual, 1)})


def _even(at: int, line: Sequence[Placed]) -> Flag | None:
    """Many every day at the same pace, where few came before."""
    week = _days(at, line, EVEN_DAYS)
    if week is None:
        return None
    gained = week[-1].followers - week[0].followers
    if gained < max(EVEN_FROM, EVEN_SHARE * week[0].followers):
        return None
    gains = [two.followers - one.followers for one, two in pairwise(week)]
    mean = fmean(gains)
    if min(gains) <= 0 or pstdev(gains) > EVEN_SPREAD * mean:
        return None
    calm = _calm(at - EVEN_DAYS, line)
    if calm is None or mean < EVEN_TIMES * max(1.0, calm[0]):
        return None
    return Flag(Reason.WEEK, {"before": week[0].followers, "gained": gained, "days": EVEN_DAYS, "usual": round(calm[0], 1)})


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
