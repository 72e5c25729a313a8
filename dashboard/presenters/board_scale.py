"""What the leaderboard compares, in words and as bars on one shared scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil

from dashboard.domain.leaderboard import Order, Standing
from dashboard.i18n import Words

WHOLE = (1.0, 2.0, 5.0)
ROUND = (1.0, 2.0, 2.5, 5.0)
MOST_STEPS = 4
LEAST_STEP = {Order.RECOVERY: 0.01, Order.PER_PERSON: 1.0, Order.FOLLOWERS: 1.0}
"""So that no label of the scale has digits after the point."""


def ends(standing: Standing, by: Order) -> tuple[float | None, float | None]:
    """What an order compares: the lower end, and the upper one where it has one."""
    if by is Order.RECOVERY:
        return standing.recovery_low, standing.recovery_high
    return standing.value(by), standing.regained_high if by is Order.FOLLOWERS else standing.value(by)


def said(words: Words, standing: Standing, by: Order) -> str:
    """The same in words: “31 to 38%”, “+6.4%”."""
    low, high = ends(standing, by)
    if by is Order.GROWTH and low is not None:
        return ("+" if round(low, 3) > 0 else "") + words.percent(low, 1)
    if by is Order.PER_PERSON and low is not None:
        return words.number(round(low, 1))
    return words.range(low, high, words.percent if by is Order.RECOVERY else words.number)


@dataclass(frozen=True)
class Scale:
    """The shared scale of the bars: from 0 to ``top`` (a ratio of the baseline, or people) in equal steps."""

    top: float
    step: float

    @classmethod
    def over(cls, standings: Sequence[Standing], by: Order = Order.RECOVERY) -> "Scale":
        """The shortest scale of at most four round steps that holds every band."""
        highest = max((end for one in standings for end in ends(one, by) if end is not None), default=0.0)
        least = LEAST_STEP.get(by, 0.01)
        steps = (least * of_ten * 10**power for power in count() for of_ten in (ROUND if power else WHOLE))
        step = next(step for step in steps if step * MOST_STEPS >= highest)
        return cls(step * min(MOST_STEPS, max(1, ceil(highest / step))), step)

    def place(self, value: float) -> str:
        """Where a value falls, in per cent of the scale's length."""
        return f"{min(100.0, max(0.0, 100 * value / self.top)):.2f}"

    def ticks(self, words: Words, by: Order = Order.RECOVERY) -> list[dict[str, str]]:
        """Labels of the scale; only the last one carries the unit. A growth may be a loss, and has none; long numbers stand at the ends."""
        if by is Order.GROWTH:
            return []
        values = [self.step * n for n in range(round(self.top / self.step) + 1)]
        ratio = by is Order.RECOVERY
        labels = [words.number(round(100 * value if ratio else value)) for value in values]
        if ratio:
            labels[-1] = words.percent(self.top)
        if by is Order.FOLLOWERS:
            labels[1:-1] = [""] * len(labels[1:-1])
        return [{"left": self.place(value), "label": label} for value, label in zip(values, labels, strict=True)]
