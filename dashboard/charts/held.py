"""A figure that waits for a person, hollow, among the figures of its account."""

from datetime import timedelta

import plotly.graph_objects as go

from dashboard.charts.axes import calendar_axis, value_axis
from dashboard.charts.frame import Frame, lay_out, round_steps
from dashboard.charts.layout import plain
from dashboard.charts.rows import Line, Point
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


def hollow(colour: str, size: int = MARKER) -> dict[str, object]:
    """The marker of a figure that does not count: a shape that no network has."""
    return {"symbol": HOLLOW, "size": size, "color": colour, "line": {"color": colour, "width": 2}}


def held_chart(line: Line, holding: Holding, theme: Theme, words: Words, *, narrow: bool = False) -> go.Figure:
    """The figures of one account that count, and those that wait beside them: one at least."""
    frame = NARROW if narrow else WIDE
    points = sorted([*line.points, *line.held])
    ticks = round_steps(max(point.value for point in points))
    colour = theme.networks[line.network].colour
    broken: list[Point | None] = []
    for run in line.runs(holding):
        broken += [*run, None]
    figure = go.Figure()
    figure.add_scatter(
        name="counted",
        x=[None if point is None else point.day for point in broken],
        y=[None if point is None else point.value for point in broken],
        mode="lines+markers",
        connectgaps=False,
        line={"color": colour, "width": 2},
        marker={"size": DOT, "color": colour},
        hovertemplate=f"{plain(line.label)} <b>%{{y:,.0f}}</b><extra></extra>",
    )
    figure.add_scatter(
        name="held",
        x=[point.day for point in line.held],
        y=[point.value for point in line.held],
        mode="markers",
        marker=hollow(colour, MARKER + 2),
        hovertemplate=f"<b>%{{y:,.0f}}</b> · {words('waits for a look')}<extra></extra>",
        cliponaxis=False,
    )
    room = max((points[-1].day - points[0].day) / 30, LEAST_ROOM)
    xaxis = {**calendar_axis(points[0].day - room, points[-1].day + room), "fixedrange": True}
    yaxis = value_axis(ticks, frame.top_value(ticks), words("followers"), theme, words)
    return lay_out(figure, frame, theme, words, right=8, xaxis=xaxis, yaxis=yaxis, still=narrow)
