"""Direct labels at the right end of the series, kept apart; they replace a legend."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.charts.drawing import End, Label, Segment, Text
from dashboard.charts.layout import spread, text_width
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


class EndLabel(NamedTuple):
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


def right_margin(labels: Sequence[EndLabel], least: int) -> int:
    """Pixels that the labels need beside the plot."""
    widths = [sum([_width(text) for text in line]) for label in labels for line in label.lines]
    return max(least, round(max(widths, default=0)) + GAP + 4)


def place_ends(labels: Sequence[EndLabel], theme: Theme, plot_height: float) -> tuple[list[Label], list[Segment]]:
    """The labels, pushed apart where they would lie on each other, and the lines that join them to what they name."""
    ordered = sorted(labels, key=lambda label: (label.at, label.shift, label.lines[0][0].plain))
    wanted = [label.at + label.shift for label in ordered]
    heights = [label.height + APART for label in ordered]
    centres = spread(wanted, heights, top=-LINE_HEIGHT, bottom=plot_height + LINE_HEIGHT / 2)
    moved = [
        (label.at, centre)
        for label, centre, want in zip(ordered, centres, wanted, strict=True)
        if label.joined and abs(centre - want) > LEADER_FROM
    ]
    placed = [Label(label.lines, None, centre, theme.text, "left", GAP) for label, centre in zip(ordered, centres, strict=True)]
    joins = [Segment(End(None, at, 7), End(None, centre, GAP - 1)) for at, centre in moved]
    return placed, joins if len(joins) <= LEADERS else []


def _width(text: Text) -> float:
    """Pixels that a text takes in its line, about."""
    return text_width(text.plain + " ", LABEL_SIZE) * (1.04 if text.bold else 1)
