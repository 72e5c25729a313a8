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

    def line(self, xs: Sequence[X], ys: Sequence[float]) -> Pixels:
        """At most one point for every two pixels of a line without a gap, besides the first, the last, the highest and the lowest."""
        number, days = len(xs), self._number(xs[-1]) - self._number(xs[0])
        if number < 3 or days * self._across >= APART * (number - 1):
            return self.points(xs, ys)
        highest, lowest = ys.index(max(ys)), ys.index(min(ys))
        if days == number - 1:
            # One point a day, as nearly always: they are chosen by their number.
            shown = sorted({*range(0, number, math.ceil(APART / self._across)), number - 1, highest, lowest})
            return self.points([xs[place] for place in shown], [ys[place] for place in shown])
        return _thin(self.points(xs, ys), {number - 1, highest, lowest})

    def lines(self, xs: Sequence[X | None], ys: Sequence[float | None], *, whole: bool = False) -> list[Pixels]:
        """Lines cut where a point is missing; ``whole``: with every point, for there is a sign at each."""
        return [self.points(*part) if whole else self.line(*part) for part in _parts(xs, ys)]


def _parts(xs: Sequence[Any], ys: Sequence[Any]) -> list[tuple[Sequence[Any], Sequence[Any]]]:
    found = []
    start = 0
    for end in [*(place for place, y in enumerate(ys) if y is None), len(ys)]:
        if end > start:
            found.append((xs[start:end], ys[start:end]))
        start = end + 1
    return found


def _thin(points: Pixels, kept: set[int]) -> Pixels:
    shown, due = [], -math.inf
    for place, point in enumerate(points):
        if point[0] >= due or place in kept:
            shown.append(point)
            due = point[0] + APART
    return shown


def _logarithm(value: Any) -> float:
    return math.log10(value)


_NUMBERS: dict[Scale, Callable[[Any], float]] = {Scale.DATE: date.toordinal, Scale.LINEAR: float, Scale.LOG: _logarithm}
