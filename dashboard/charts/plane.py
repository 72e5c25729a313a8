"""From the units of a drawing's axes to pixels of its plot, at the width at which it is drawn."""

import math
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from dashboard.charts.drawing import Scale, X, XAxis, YAxis

APART = 2
"""Points of a line nearer to each other than this many pixels are not all drawn."""
Pixels = list[tuple[float, float]]


class Plane:
    """The plot: ``width`` by ``height`` pixels, its upper left corner at 0,0."""

    def __init__(self, x: XAxis, y: YAxis, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._number = _NUMBERS[x.scale]
        self._start = self._number(x.first)
        self._across = width / ((self._number(x.last) - self._start) or 1)
        self._top, self._down = y.high, height / (y.high - y.low)

    @property
    def unit(self) -> float:
        """Pixels of one day."""
        return self._across

    def px(self, x: X) -> float:
        """Pixels from the left."""
        return (self._number(x) - self._start) * self._across

    def py(self, y: float) -> float:
        """Pixels from the top."""
        return (self._top - y) * self._down

    def place(self, x: X | None) -> float:
        """Pixels from the left; None is the right end."""
        return self.width if x is None else self.px(x)

    def points(self, xs: Sequence[X], ys: Sequence[float]) -> Pixels:
        """Points of a line without a gap."""
        number, start, across, top, down = self._number, self._start, self._across, self._top, self._down
        return [((number(x) - start) * across, (top - y) * down) for x, y in zip(xs, ys, strict=True)]

    def runs(self, xs: Sequence[X | None], ys: Sequence[float | None]) -> list[Pixels]:
        """Points of a line cut where one is missing."""
        found: list[Pixels] = []
        start = 0
        for end in [*(n for n, y in enumerate(ys) if y is None), len(ys)]:
            if end > start:
                found.append(self.points(xs[start:end], ys[start:end]))  # type: ignore[arg-type]
            start = end + 1
        return found


def thin(points: Pixels) -> Pixels:
    """At most one point for every two pixels, besides the first, the last, the highest and the lowest."""
    if len(points) < 3 or points[-1][0] - points[0][0] >= APART * (len(points) - 1):
        return points
    heights = [y for _, y in points]
    kept = {0, len(points) - 1, heights.index(min(heights)), heights.index(max(heights))}
    shown, due = [], -math.inf
    for place, point in enumerate(points):
        if point[0] >= due or place in kept:
            shown.append(point)
            due = point[0] + APART
    return shown


def _ordinal(day: Any) -> float:
    return float(day.toordinal())


def _logarithm(value: Any) -> float:
    return math.log10(value)


_NUMBERS: dict[Scale, Callable[[Any], float]] = {Scale.DATE: date.toordinal, Scale.LINEAR: float, Scale.LOG: _logarithm}
