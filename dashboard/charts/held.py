"""A figure that waits for a person, hollow, among the figures of its account."""

from datetime import timedelta

from dashboard.charts.axes import calendar_axis, value_axis
from dashboard.charts.drawing import Curve, Dots, Drawing, Marker, Stroke, Value, X
from dashboard.charts.frame import Frame, round_steps
from dashboard.charts.rows import Line
from dashboard.charts.theme import Theme
from dashboard.domain.figures import Holding
from dashboard.i18n import Words

WIDE = Frame(width=840, height=240, top=20, bottom=46)
NARROW = Frame(width=358, height=220, top=20, bottom=46)
HOLLOW = "diamond-tall-open"
MARKER = 10
LEAST_ROOM = timedelta(days=3)
DOT = 5
"""Readings that count are small dots: what matters is whether the hollow one lies among them."""


def hollow(colour: str, size: int = MARKER, symbol: str = HOLLOW) -> Marker:
    """The marker of a figure that does not count: a shape that no network has."""
    return Marker(symbol, size, colour, 2)


def held_chart(line: Line, holding: Holding, theme: Theme, words: Words, *, narrow: bool = False) -> Drawing:
    """The figures of one account that count, and those that wait beside them: one at least."""
    frame = NARROW if narrow else WIDE
    points = sorted([*line.points, *line.held])
    ticks = round_steps(max(point.value for point in points))
    colour = theme.networks[line.network].colour
    xs: list[X | None] = []
    ys: list[float | None] = []
    for run in line.runs(holding):
        xs += [*(point.day for point in run), None]
        ys += [*(point.value for point in run), None]
    counted = Curve("counted", xs, ys, Stroke(colour, 2), Marker("circle", DOT, colour), hover=(f"{line.label} ", Value()))
    waits = (Value(), f" · {words('waits for a look')}")
    held = Dots("held", [p.day for p in line.held], [p.value for p in line.held], hollow(colour, MARKER + 2), waits)
    room = max((points[-1].day - points[0].day) / 30, LEAST_ROOM)
    return Drawing(
        frame,
        8,
        calendar_axis(points[0].day - room, points[-1].day + room, fixed=True),
        value_axis(ticks, frame.top_value(ticks), words("followers"), words),
        (counted, held),
        still=narrow,
    )
