"""From the units of a drawing's axes to pixels of its plot, at the width at which it is drawn."""

import functools
import math
from collections.abc import Callable, Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.charts.drawing import Scale, X, XAxis, YAxis

APART = 2
"""Points of a line nearer to each other than this many pixels are not all drawn."""
Pixels = list[tuple[float, float]]
Line = NDArray[np.float64]
"""A line without a gap: a row of places on the horizontal axis as numbers, and a row of values."""
WRITTEN = 10_000
"""Tenths of pixels whose texts are kept: a drawing is as wide, and what lies outside of it is rare."""


class Across:
    """The horizontal axis over ``width`` pixels; a place on it is a ``number`` first, a ``unit`` of which has so many."""

    def __init__(self, axis: XAxis, width: float) -> None:
        self.number = _NUMBERS[axis.scale]
        self.start, self.end = self.number(axis.first), self.number(axis.last)
        self.unit = width / ((self.end - self.start) or 1)

    def px(self, x: X) -> float:
        """Pixels from the left."""
        return (self.number(x) - self.start) * self.unit


class Down:
    """The vertical axis over ``height`` pixels, a ``unit`` of which has so many."""

    def __init__(self, axis: YAxis, height: float) -> None:
        self.top = axis.high
        self.unit = height / (axis.high - axis.low)

    def py(self, y: float) -> float:
        """Pixels from the top."""
        return (self.top - y) * self.unit


class Plane:
    """The plot: ``width`` by ``height`` pixels, its upper left corner at 0,0; two with the same ``key`` are alike."""

    def __init__(self, x: XAxis, y: YAxis, width: float, height: float) -> None:
        self.width, self.height = width, height
        across, down = self.across, self.down = Across(x, width), Down(y, height)
        self.px, self.py = across.px, down.py
        self.key = (across.number, across.start, across.end, y.low, y.high, width, height)

    def place(self, x: X | None) -> float:
        """Pixels from the left; None is the right end."""
        return self.width if x is None else self.px(x)

    def points(self, xs: Sequence[X], ys: Sequence[float]) -> Pixels:
        """Some points."""
        px, py = self.px, self.py
        return [(px(x), py(y)) for x, y in zip(xs, ys, strict=True)]

    def lines(self, xs: Sequence[X | None], ys: Sequence[float | None]) -> list[Line]:
        """Lines cut where a point is missing."""
        cuts = [-1, *(place for place, y in enumerate(ys) if y is None), len(ys)]
        return [self.line(xs[before + 1 : cut], ys[before + 1 : cut]) for before, cut in pairwise(cuts) if cut > before + 1]

    def line(self, xs: Sequence[Any], ys: Sequence[Any]) -> Line:
        """One of which no point is missing."""
        return np.array((list(map(self.across.number, xs)), ys), float)

    def thinned(self, line: Line) -> Line:
        """At most one point for every two pixels of a line, besides the first, the last, the highest and the lowest."""
        number, unit = line.shape[1], self.across.unit
        days = line.item(0, -1) - line.item(0, 0)
        if number < 3 or days * unit >= APART * (number - 1):
            return line
        kept = {number - 1, int(line[1].argmax()), int(line[1].argmin())}
        if days == number - 1:
            # One point a day, as nearly always: they are chosen by their number.
            return line[:, sorted({*range(0, number, math.ceil(APART / unit)), *kept})]
        return line[:, _thin(((line[0] - self.across.start) * unit).tolist(), kept)]

    def written(self, lines: Sequence[Line]) -> list[str]:
        """Each line as it stands in a path, from point to point.

        Those of a whole drawing are computed at once, by columns: this takes a third of the time of one point after the other,
        0.3 ms an organisation.
        """
        if not lines:
            return []
        places, values = np.concatenate(lines, axis=1)
        tenths = np.empty((len(places), 2), int)
        tenths[:, 0] = np.rint((places - self.across.start) * self.across.unit * 10)
        tenths[:, 1] = np.rint((self.down.top - values) * (10 * self.down.unit))
        texts = _texts(tenths.ravel())
        return [" ".join(texts[start:end]) for start, end in pairwise(accumulate((2 * line.shape[1] for line in lines), initial=0))]


def _texts(tenths: NDArray[np.int_]) -> list[str]:
    """Numbers with one decimal at most."""
    if tenths.min() < 0 or tenths.max() >= WRITTEN:
        return list(map(_text, tenths.tolist()))
    found: list[str] = _written()[tenths].tolist()
    return found


@functools.cache
def _written() -> NDArray[np.object_]:
    return np.array(list(map(_text, range(WRITTEN))), object)


def _text(tenths: int) -> str:
    return f"{tenths / 10:.1f}".removesuffix(".0")


def _thin(pixels: Sequence[float], kept: set[int]) -> list[int]:
    shown, due = [], -math.inf
    for place, at in enumerate(pixels):
        if at >= due or place in kept:
            shown.append(place)
            due = at + APART
    return shown


def _logarithm(value: Any) -> float:
    return math.log10(value)


_NUMBERS: dict[Scale, Callable[[Any], float]] = {Scale.DATE: date.toordinal, Scale.LINEAR: float, Scale.LOG: _logarithm}
