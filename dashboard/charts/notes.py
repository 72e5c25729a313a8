"""Small texts inside the plot, and what they must keep clear of."""

from collections.abc import Sequence
from functools import partial

from dashboard.charts.drawing import Label, Text, X
from dashboard.charts.ground import Ground
from dashboard.charts.ink import Ink
from dashboard.charts.layout import Box, text_width
from dashboard.charts.rows import BandPoint, Line
from dashboard.charts.theme import AXIS_SIZE
from dashboard.charts.view import View

ROW = 18
"""Pixels from one line of a note to the next."""
DENSE = 4
"""Readings nearer to each other than this many pixels stand for one another."""


def note(ground: Ground, x: X, place: Box, texts: Sequence[str], *, anchor: str, shift: float, ink: str = "") -> Label:
    """Small lines of text where ``place`` is, held to ``x`` so that they follow it when the chart is stretched.

    :param anchor: which part of the text stands ``shift`` pixels from ``x``: left, center or right.
    :param ink: its colour; muted without one.
    """
    lines = tuple((Text(text, small=True),) for text in texts)
    return Label(lines, x, (place.top + place.bottom) / 2, ink or ground.theme.muted, anchor=anchor, shift=shift, halo=True)


def drawn(view: View, ground: Ground) -> Ink:
    """Everything that a note must not cover: numbers of the grid, readings, upper edge, level of the baseline."""
    return Ink(partial(_draw, view, ground))


def _draw(view: View, ground: Ground, ink: Ink) -> None:
    ink.cover(tick_boxes(ground, view.ticks))
    for line in view.lines:
        ink.add(_readings(view, ground, line))
    upper = _apart([point for point in view.band if point.high is not None], _every(ground))
    ink.join([(ground.px(point.day), ground.py(view.total(point.high or 0))) for point in upper])
    if view.baseline is not None and view.rows.departed_on is not None:
        level = ground.py(view.baseline)
        ink.join([(ground.px(view.rows.departed_on), level), (ground.width, level)])


def _readings(view: View, ground: Ground, line: Line) -> list[tuple[float, float]]:
    """A reading every few pixels and the last one."""
    points, unit = line.points, view.unit(line) or 1
    dense = len(points) > (points[-1].day - points[0].day).days // 2
    return [(ground.px(p.day), ground.py(p.value / unit)) for p in (*points[:: _every(ground) if dense else 1], points[-1])]


def _apart(points: Sequence[BandPoint], days: int) -> list[BandPoint]:
    """Those that are so many days apart at least, and the last one."""
    found: list[BandPoint] = []
    for point in points:
        if not found or (point.day - found[-1].day).days >= days or point is points[-1]:
            found.append(point)
    return found


def _every(ground: Ground) -> int:
    """How many days stand for one another."""
    return max(1, int(DENSE / ground.day_width))


def tick_boxes(ground: Ground, ticks: Sequence[float]) -> list[Box]:
    """The numbers on the grid lines."""
    number = ground.words.number
    return [Box(0, ground.py(tick) - ROW, text_width(number(tick), AXIS_SIZE) + 4, ground.py(tick)) for tick in ticks[1:]]
