"""The tipping point: how many would go if so many went, where that holds itself, and how many are missing until it grows by itself."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dashboard.domain.exit_days.conditions import Pledger
from dashboard.domain.exit_days.who_goes import Swarm


@dataclass(frozen=True)
class Tipping:
    """The curve and what it says.

    :param levels: number of institutions from which on the curve has a height, ascending, the first 0; ``heights``: how many would go then.
    :param stands: how many go today: the greatest level that is reached by those who would go at it.
    :param missing: how many more who leave in any case would bring others along; None if no number of them would.
    :param settles: where it would then come to rest, those who are missing counted; ``stands`` if nothing is missing.
    """

    levels: tuple[int, ...]
    heights: tuple[int, ...]
    stands: int
    missing: int | None
    settles: int

    @property
    def brought(self) -> int:
        """How many others they would bring along."""
        return self.settles - self.stands - (self.missing or 0)

    def height(self, level: int) -> int:
        """How many would go if ``level`` went."""
        return self.heights[bisect_left(self.levels, level + 1) - 1]


def tipping(pledgers: Sequence[Pledger], *, left: Collection[int] = ()) -> Tipping:
    """The curve of all pledges: O(n log n).

    At each level those are taken out who wait for more institutions, and then whoever's other conditions (audience, named, kind, region)
    fail without them. Institutions that are missing count as institutions alone: of their audience, kind and region nothing is known, so
    that they would bring at least so many along.
    """
    levels, heights = _curve(pledgers, left)
    stands = _rest(levels, heights, 0)
    most = levels[-1]
    missing = bisect_left(range(1, most + 1), 1, key=lambda more: int(_rest(levels, heights, more) - more > stands)) + 1
    if missing > most:
        return Tipping(levels, heights, stands, None, stands)
    return Tipping(levels, heights, stands, missing, _rest(levels, heights, missing))


def _curve(pledgers: Sequence[Pledger], left: Collection[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    waiting: dict[int, list[int]] = defaultdict(list)
    for one in pledgers:
        if one.condition.organisations is not None:
            waiting[one.condition.organisations].append(one.organisation)
    swarm = Swarm(pledgers, left=left, numbers=False).settle()
    steps = []
    for number in sorted(waiting, reverse=True):
        steps.append((number, len(swarm.going)))
        swarm.drop(waiting[number])
    steps.append((0, len(swarm.going)))
    return tuple(level for level, _ in reversed(steps)), tuple(height for _, height in reversed(steps))


def _rest(levels: Sequence[int], heights: Sequence[int], more: int) -> int:
    """The greatest level reached by those who would go at it and ``more`` others."""
    ends = [*(level - 1 for level in levels[1:]), None]
    for level, height, end in reversed(list(zip(levels, heights, ends, strict=True))):
        reached = height + more if end is None else min(height + more, end)
        if reached >= level:
            return reached
    raise AssertionError("the first level is 0, which is always reached")
