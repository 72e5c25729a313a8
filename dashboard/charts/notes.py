"""Small texts inside the plot, and what they must keep clear of."""

from itertools import pairwise

import plotly.graph_objects as go

from dashboard.charts.layout import Box, plain, text_width
from dashboard.charts.template import halo
from dashboard.charts.theme import AXIS_SIZE
from dashboard.charts.view import View

ROW = 18
"""Pixels from one line of a note to the next."""


def write_note(figure: go.Figure, view: View, x: object, place: Box, texts: list[str], *, anchor: str, shift: float) -> None:
    """Write small muted lines of text where ``place`` is, held to ``x`` so that they follow it when the chart is stretched.

    :param anchor: which part of the text stands ``shift`` pixels from ``x``: left, center or right.
    """
    figure.add_annotation(
        text="<br>".join(plain(text) for text in texts),
        x=x,
        xanchor=anchor,
        xshift=shift,
        align="left" if anchor == "center" else anchor,
        yref="paper",
        y=1 - (place.top + place.bottom) / 2 / view.frame.plot_height,
        yanchor="middle",
        showarrow=False,
        font={"size": AXIS_SIZE, "color": view.theme.muted, "shadow": halo(view.theme)},
    )


def drawn_points(view: View, right: int) -> list[tuple[float, float]]:
    """Pixels of everything that a note must not cover: readings, upper edge, level of the baseline."""
    points = [
        (view.px(point.day, right), view.py(value))
        for line in view.lines
        for point, value in zip(line.points, view.values(line), strict=True)
    ]
    edge = [(view.px(p.day, right), view.py(view.total(high))) for p in view.band if (high := p.high) is not None]
    points += [*edge, *(step for before, after in pairwise(edge) for step in _between(before, after))]
    if view.baseline is not None and view.rows.departed_on is not None:
        level = view.py(view.baseline)
        points += _between((view.px(view.rows.departed_on, right), level), (view.frame.width - right, level))
    return points


def _between(before: tuple[float, float], after: tuple[float, float]) -> list[tuple[float, float]]:
    """Points of a straight line from one to the other, both included, at most 4 pixels apart."""
    (x0, y0), (x1, y1) = before, after
    steps = max(1, round((x1 - x0) / 4))
    return [(x0 + (x1 - x0) * n / steps, y0 + (y1 - y0) * n / steps) for n in range(steps + 1)]


def tick_boxes(view: View) -> list[Box]:
    """The numbers on the grid lines."""
    return [Box(0, view.py(tick) - ROW, text_width(view.words.number(tick), AXIS_SIZE) + 4, view.py(tick)) for tick in view.ticks[1:]]
