"""Direct labels at the right end of the series, kept apart; they replace a legend."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.layout import plain, spread, text_width
from dashboard.charts.theme import LABEL_SIZE, Theme

GAP = 14
"""Pixels between the last point and its label."""
LINE_HEIGHT = 1.3 * LABEL_SIZE
LEADER_FROM = 14
"""A label pushed further than this from its series is joined to it by a thin line."""
LEADERS = 3
"""With more such lines than this none is drawn: a fan of lines tells nothing, the order of the labels does."""
APART = 2
"""Pixels of air between two labels."""


@dataclass(frozen=True)
class Text:
    """One line of a label; ``plain`` is escaped when drawn, so it may come from anywhere."""

    plain: str
    colour: str
    bold: bool = False

    @property
    def markup(self) -> str:
        """The line in Plotly's small markup."""
        text = plain(self.plain)
        return f'<span style="color:{self.colour}">{f"<b>{text}</b>" if self.bold else text}</span>'


@dataclass(frozen=True)
class EndLabel:
    """A label of one or more lines, each a row of texts.

    :param at: pixels from the top of the plot to what it names; ``shift``: where its middle would like to be, from there.
    :param joined: whether it may be joined to its series by a line when it had to move.
    """

    lines: tuple[tuple[Text, ...], ...]
    at: float
    shift: float = 0
    joined: bool = True

    @property
    def height(self) -> float:
        """Height in pixels."""
        return LINE_HEIGHT * len(self.lines)

    @property
    def width(self) -> float:
        """Width in pixels, about."""
        return max(sum(text_width(text.plain + " ", LABEL_SIZE) * (1.04 if text.bold else 1) for text in line) for line in self.lines)


def right_margin(labels: Sequence[EndLabel], least: int) -> int:
    """Pixels that the labels need beside the plot."""
    return max([least, *(round(label.width) + GAP + 4 for label in labels)])


def draw_ends(figure: go.Figure, labels: Sequence[EndLabel], theme: Theme, plot_height: float) -> None:
    """Write the labels, pushed apart where they would lie on each other."""
    ordered = sorted(labels, key=lambda label: (label.at, label.shift, label.lines[0][0].plain))
    wanted = [label.at + label.shift for label in ordered]
    heights = [label.height + APART for label in ordered]
    centres = spread(wanted, heights, top=-LINE_HEIGHT, bottom=plot_height + LINE_HEIGHT / 2)
    moved = [label.joined and abs(centre - want) > LEADER_FROM for label, centre, want in zip(ordered, centres, wanted, strict=True)]
    for label, centre, far in zip(ordered, centres, moved, strict=True):
        figure.add_annotation(
            text="<br>".join(" ".join(text.markup for text in line) for line in label.lines),
            xref="paper",
            x=1,
            xanchor="left",
            xshift=GAP,
            yref="paper",
            y=1 - centre / plot_height,
            yanchor="middle",
            align="left",
            showarrow=False,
        )
        if far and sum(moved) <= LEADERS:
            figure.add_shape(
                type="line",
                xref="paper",
                xsizemode="pixel",
                xanchor=1,
                x0=7,
                x1=GAP - 1,
                yref="paper",
                y0=1 - label.at / plot_height,
                y1=1 - centre / plot_height,
                line={"color": theme.rule, "width": 1},
            )
