"""The same changes as another account: a curve that was copied, at another time, another level or another scale.

What all accounts share (a slow trend, a weekly rhythm, a day on which everybody gained) is taken out or counts little: what is left is
chance, and chance does not happen twice.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import StatisticsError, correlation, median

from dashboard.domain.flags import Flag, Reason

FEWEST_SAME, SAME_SHARE = 10, 0.9
"""Changes that are the same to the follower: so many at least (those of 0 and 1 are too common to count), and that share of all."""
COMMON = 1
FEWEST_ALIKE, ALIKE = 28, 0.75
"""Days compared, and the rank correlation of what chance did on them."""
LANDMARKS, MOST_LANDMARKS, VOTES = 12, 60, 5
"""A shift in days is looked into if so many of the days that stand out most fall on each other."""
WEEK = 7


@dataclass(frozen=True)
class Series:
    """Counts of one account by day (ordinal).

    :param counts: any order.
    """

    counts: Mapping[int, int]

    @cached_property
    def changes(self) -> Mapping[int, int]:
        """The change of each day whose day before was read too."""
        return {day: count - self.counts[day - 1] for day, count in self.counts.items() if day - 1 in self.counts}

    @cached_property
    def chance(self) -> Mapping[int, float]:
        """What is left of each change without the trend and the rhythm of the weeks: less than half the same weekday before and after."""
        changes = self.changes
        return {
            day: change - (changes[day - WEEK] + changes[day + WEEK]) / 2
            for day, change in changes.items()
            if day - WEEK in changes and day + WEEK in changes
        }

    @cached_property
    def triples(self) -> Mapping[tuple[int, ...], int]:
        """Each three changes in a row with their first day; those of which one is too common are left out."""
        changes = self.changes
        rows = ((day, tuple(changes.get(day + n, 0) for n in range(3))) for day in changes)
        return {row: day for day, row in rows if min(map(abs, row)) > COMMON}

    @cached_property
    def standing_out(self) -> list[int]:
        """The days on which chance did most, first."""
        of = self.chance or self.changes
        return sorted(of, key=lambda day: -abs(of[day]))


def copied_from(mine: Series, others: Iterable[tuple[int, Series]]) -> tuple[int, Flag] | None:
    """The first of some accounts of which a series is a copy, by its key, with the flag."""
    if len(mine.changes) < FEWEST_SAME:
        return None
    for key, other in others:
        for shift in _shifts(mine, other):
            same = _same(mine, other, shift)
            if same or _alike(mine, other, shift):
                return key, Flag(Reason.COPIED, {"account": key, "days": shift, "same": same})
    return None


def _shifts(mine: Series, other: Series) -> Sequence[int]:
    """Days by which the other may have to be moved, the likeliest first.

    Where the changes are the same, three in a row tell it; else the days that stand out have to fall on each other. Of a longer
    curve a part may have been copied: more of its days are looked at.
    """
    same = Counter(day - other.triples[row] for row, day in mine.triples.items() if row in other.triples)
    longer = min(MOST_LANDMARKS, 2 * LANDMARKS * max(1, len(other.changes) // len(mine.changes)))
    theirs = other.standing_out[:longer]
    votes = Counter(one - two for one in mine.standing_out[:LANDMARKS] for two in theirs)
    return [shift for shift, _ in same.most_common(1)] + [shift for shift, number in votes.most_common(3) if number >= VOTES]


def _same(mine: Series, other: Series, shift: int) -> bool:
    pairs = [(change, other.changes[day - shift]) for day, change in mine.changes.items() if day - shift in other.changes]
    telling = [(one, two) for one, two in pairs if abs(one) > COMMON or abs(two) > COMMON]
    equal = sum(one == two for one, two in telling)
    return equal >= FEWEST_SAME and equal >= SAME_SHARE * len(telling) and len({one for one, _ in telling}) > 3


def _alike(mine: Series, other: Series, shift: int) -> bool:
    days = [day for day in mine.chance if day - shift in other.chance]
    if len(days) < FEWEST_ALIKE:
        return False
    ones, twos = [mine.chance[day] for day in days], [other.chance[day - shift] for day in days]
    # Whole numbers of a small account are mostly ties: they say nothing.
    if median(abs(one) for one in ones) < 1 or median(abs(two) for two in twos) < 1:
        return False
    try:
        return correlation(_ranks(ones), _ranks(twos)) >= ALIKE
    except StatisticsError:
        return False


def _ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value, equal ones sharing theirs: one stormy day then weighs no more than its place."""
    ordered = sorted(values)
    return [(bisect_left(ordered, value) + bisect_right(ordered, value)) / 2 for value in values]
