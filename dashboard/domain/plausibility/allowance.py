"""How much an account may gain or lose between two figures before somebody looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import median

from dashboard.domain.figures import Provenance
from dashboard.domain.plausibility.known import Around, Read

WILD = 8
"""So many times its own usual step an account may move, if that is more than the floor."""
FEWEST_STEPS = 15
"""Steps that have to be known before "usual" means anything."""
USUAL_DAYS = 90
LOSS, FEW, DOWN = 0.6, 150, 2
"""A network that clears out false followers may take more than half of them in a night."""
MAD = 1.4826
"""Turns a median absolute deviation into what a standard deviation would be."""


@dataclass(frozen=True)
class Pace:
    """What may come in a day: so many followers, a share of the count, and so many roots of it (chance grows as the root).

    Over ``days`` days it is so much times ``days ** growth``.
    """

    flat: float
    share: float
    roots: float
    growth: float

    def most(self, count: int, days: int) -> float:
        """The most that may come, for an account of so many followers."""
        return float((self.flat + self.share * count + self.roots * sqrt(count)) * days**self.growth)


QUICK = Pace(150, 0.16, 4, 0.7)
"""A new account on an ordinary day, as the network itself counts it: a post may go round."""
BY_HAND = Pace(50, 0.08, 3, 0.5)
"""The same as a person tells it, now and then: over a month no post goes round."""
SLOW = Pace(30, 0.015, 3, 0.5)
"""An account that is being left: nobody comes any more."""
STIRRED = Pace(5_000, 4, 0, 0.7)
"""A new account around a departure."""


class Allowance:
    """What one account may do.

    :param stood: its figures that stand, oldest first.
    """

    def __init__(self, around: Around, stood: Sequence[Read], started: int | None) -> None:
        self._around, self._stood, self._started = around, stood, started
        self._usual: dict[int, float] = {}

    def most(self, before: Read, after: Read) -> float:
        """The most that may come from one figure to the next; without end in the first weeks of an account."""
        days = max(1, after.day - before.day)
        floor = self._pace(after).most(before.followers, days)
        if after.followers - before.followers - before.error - after.error <= floor:
            return floor
        if self._started is not None and after.day <= self._started and not self._around.left:
            return float("inf")
        if self._around.stirred(before.day, after.day):
            floor = max(floor, STIRRED.most(before.followers, days))
        return max(floor, WILD * self._usual_step(before.day) * before.followers * sqrt(days))

    def fits(self, before: Read, after: Read) -> bool:
        """Whether an account may go from one figure to the other; what is lost says less than what is gained."""
        change, slack = after.followers - before.followers, before.error + after.error
        if change >= 0:
            return change - slack <= self.most(before, after)
        if before.provenance == after.provenance == Provenance.API:
            return -change - slack <= LOSS * before.followers + FEW
        # What a person told may be too high itself: the way down is measured as the way up would be.
        pace = SLOW if self._around.left else BY_HAND
        return -change - slack <= DOWN * pace.most(after.followers, max(1, after.day - before.day))

    def _pace(self, after: Read) -> Pace:
        if self._around.left:
            return SLOW
        return QUICK if after.provenance == Provenance.API else BY_HAND

    def _usual_step(self, day: int) -> float:
        """The usual step of a day around a day, as a share of the count; 0 if too little is known."""
        if day not in self._usual:
            near = [one for one in self._stood if day - USUAL_DAYS <= one.day <= day]
            daily = [(one.followers, two.followers) for one, two in pairwise(near) if two.day - one.day == 1 and one.followers]
            steps = [(after - before) / before for before, after in daily]
            middle = median(steps) if steps else 0.0
            self._usual[day] = MAD * median(abs(step - middle) for step in steps) if len(steps) >= FEWEST_STEPS else 0.0
        return self._usual[day]
