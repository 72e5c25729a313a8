"""The size of a chart, its round steps, and what every chart ends with."""

import math
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.layout import plain
from dashboard.charts.template import template
from dashboard.charts.theme import Theme
from dashboard.i18n import Words

HEADROOM = 14
"""Pixels between the topmost grid line and the top of the plot: room for its label."""


@dataclass(frozen=True)
class Frame:
    """The size of a chart in pixels. The width is nominal: the page stretches the chart, heights stay."""

    width: int
    height: int
    top: int
    bottom: int

    @property
    def plot_height(self) -> int:
        """Height of the plot between its margins."""
        return self.height - self.top - self.bottom

    def top_value(self, ticks: tuple[int, ...]) -> float:
        """The value at the top of the plot, a little above the topmost grid line."""
        return ticks[-1] * self.plot_height / (self.plot_height - HEADROOM)

    def py(self, value: float, ticks: tuple[int, ...]) -> float:
        """Pixels from the top of the plot down to ``value``."""
        return self.plot_height * (1 - value / self.top_value(ticks))


def round_steps(highest: float) -> tuple[int, ...]:
    """0 and up to six round whole values above it, the last one at or above ``highest``."""
    power = 10 ** math.floor(math.log10(max(highest, 1)))
    step = next(n for f in (0.2, 0.25, 0.5, 1, 2) if (n := f * power) >= 1 and n % 1 == 0 and highest <= 6 * n)
    return tuple(int(n * step) for n in range(max(1, math.ceil(highest / step)) + 1))


def reach(day_width: float) -> int:
    """How far, in pixels, a tooltip looks for a reading: never into the next day, so that a gap has no value there either."""
    return max(1, math.ceil(0.6 * day_width))


def translucent(colour: str, opacity: float) -> str:
    """``#RRGGBB`` as an ``rgba()`` of that opacity."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def lay_out(
    figure: go.Figure, frame: Frame, theme: Theme, words: Words, *, right: int, xaxis: dict[str, Any], yaxis: dict[str, Any], still: bool
) -> go.Figure:
    """Give a figure its size, margins, axes and template.

    :param still: whether dragging scrolls the page, as on a phone, instead of zooming.
    """
    return figure.update_layout(
        template=template(theme, words),
        height=frame.height,
        margin={"l": 2, "r": right, "t": frame.top, "b": frame.bottom, "pad": 0},
        dragmode=False if still else "zoom",
        xaxis=xaxis,
        yaxis=yaxis,
    )


def empty_chart(sentence: str, theme: Theme, words: Words, height: int = 200) -> go.Figure:
    """A figure that only says what to do next."""
    figure = go.Figure()
    figure.add_annotation(
        text=plain(sentence),
        xref="paper",
        yref="paper",
        x=0,
        y=0.5,
        xanchor="left",
        align="left",
        showarrow=False,
        font={"color": theme.muted},
    )
    figure.update_layout(template=template(theme, words), height=height, margin={"l": 2, "r": 2, "t": 2, "b": 2})
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return figure
