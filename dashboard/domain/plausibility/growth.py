"""More growth than any account of an institution has had."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from dashboard.domain.flags import Flag, Reason
from dashboard.domain.plausibility.jump import Placed

DAY, MONTH = 1, 30
MOST = {DAY: 200_000, MONTH: 1_000_000}
"""Followers gained within so many days: more than any institution is known to have gained, with a wide margin."""
TIMES = {DAY: 10, MONTH: 30}
"""So many times as many followers, once the first weeks are over ..."""
FROM = {DAY: 2_000, MONTH: 10_000}
"""... and at least so many more: a small account may well grow tenfold."""


def growths(line: Sequence[Placed], started: int | None) -> Iterator[tuple[int, Flag]]:
    """A flag for each new figure above the bounds, with its number."""
    counts = [one.followers for one, _ in line]
    if max(counts) - min(counts) <= FROM[DAY]:
        return
    days = [one.day for one, _ in line]
    for at, (one, number) in enumerate(line):
        if number is None or at == 0:
            continue
        for within in (DAY, MONTH):
            first = line[bisect_left(days, one.day - within)][0]
            if first.day >= one.day:
                continue
            gained = one.followers - first.followers - one.error - first.error
            settled = started is None or one.day > started
            if gained > MOST[within] or (settled and gained > FROM[within] and one.followers > TIMES[within] * max(1, first.followers)):
                yield number, Flag(Reason.GROWTH, {"before": first.followers, "before_on": _iso(first.day), "days": one.day - first.day})
                break


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
