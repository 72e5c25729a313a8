"""One model of a chart, whoever draws it: what stands where, in the units of its axes or in pixels of its plot.

The page stretches a chart to its own width, never to another height: what follows the data across is told by its value on the
horizontal axis, everything downwards may be told in pixels from the top of the plot.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from dashboard.charts.frame import Frame
from dashboard.charts.theme import AXIS_SIZE, LABEL_SIZE
from dashboard.i18n import Words

X = date | float
"""A place on the horizontal axis: a day, a number of days, an age."""


class Scale(StrEnum):
    """How the horizontal axis counts."""

    DATE = "date"
    LINEAR = "linear"
    LOG = "log"


@dataclass(frozen=True)
class XAxis:
    """The horizontal axis from ``first`` to ``last``.

    :param ticks: where it is marked; empty for as many months as have room. ``texts``: what stands there, line by line; empty for months.
    :param said: what a tooltip calls a place, with ``{x}``; empty for the day, or for its month if ``monthly``.
    :param centred: whether a text stands under its mark rather than to the right of it; ``fixed``: nobody may zoom.
    """

    scale: Scale
    first: X
    last: X
    ticks: tuple[X, ...] = ()
    texts: tuple[str, ...] = ()
    said: str = ""
    monthly: bool = False
    centred: bool = False
    fixed: bool = False


@dataclass(frozen=True)
class YAxis:
    """The vertical axis from ``low`` to ``high``, with a grid line and its text at each of ``ticks``."""

    low: float
    high: float
    ticks: tuple[float, ...]
    texts: tuple[str, ...]


class Stroke(NamedTuple):
    """A line: ``dash`` is ``solid`` or lengths as in ``6px,4px``."""

    colour: str
    width: float
    dash: str = "solid"
    opacity: float = 1


class Marker(NamedTuple):
    """A sign: ``symbol`` is one of dashboard.charts.symbols, ``size`` its width in pixels, ``outline`` that of its line."""

    symbol: str
    size: float
    colour: str
    outline: float = 0


class Value(NamedTuple):
    """In a tooltip: the value of the point, with that many decimals and a sign after it."""

    digits: int = 0
    sign: str = ""
    strong: bool = True


class Note(NamedTuple):
    """In a tooltip: the note of the point."""

    strong: bool = False


Hover = tuple[str | Value | Note, ...]
"""A tooltip in its parts; empty for none."""
Notes = Callable[[Words], Sequence[str | None]]
"""Gives one note a point: only a tooltip needs them, and there may be thousands."""


@dataclass(frozen=True, eq=False)
class _Kept:
    """A mark that drawings in several languages share; ``drawn``: what a renderer made of it, by all that this depends on besides."""

    drawn: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)


@dataclass(frozen=True, eq=False)
class Curve(_Kept):
    """Points joined by a line, broken where there is None; ``steps``: it goes across, then up."""

    name: str
    xs: Sequence[X | None]
    ys: Sequence[float | None]
    stroke: Stroke
    marker: Marker | None = None
    steps: bool = False
    hover: Hover = ()
    notes: Notes | None = None


@dataclass(frozen=True, eq=False)
class Dots(_Kept):
    """Points that are not joined; ``texts`` stand above them."""

    name: str
    xs: Sequence[X]
    ys: Sequence[float]
    marker: Marker
    hover: Hover = ()
    notes: Notes | None = None
    texts: Sequence[str] = ()


@dataclass(frozen=True, eq=False)
class Area(_Kept):
    """What lies between two ends, in stretches of (places, lower ends, upper ends); ``edge``: a line along the upper ones."""

    name: str
    runs: tuple[tuple[Sequence[X], Sequence[float], Sequence[float]], ...]
    colour: str
    opacity: float = 1
    edge: Stroke | None = None


@dataclass(frozen=True)
class Spans:
    """How far off each point may be, to either side."""

    name: str
    xs: Sequence[X]
    ys: Sequence[float]
    errors: Sequence[float]
    colour: str


@dataclass(frozen=True)
class Bars:
    """One bar a day, ``days`` wide; None for no bar."""

    name: str
    xs: Sequence[date]
    ys: Sequence[float | None]
    days: float
    colour: str
    hover: Hover = ()
    notes: Notes | None = None


@dataclass(frozen=True)
class Tips:
    """What a tooltip says where nothing is drawn, as of both ends of a band; ``told`` gives the places with what is said there."""

    name: str
    colour: str
    hover: Hover
    told: Callable[[Words], Sequence[tuple[X, float, str]]]


Mark = Curve | Dots | Area | Spans | Bars | Tips


class Text(NamedTuple):
    """Some words of a label, from anywhere: whoever draws escapes them. Without a colour it is the label's."""

    plain: str
    colour: str = ""
    bold: bool = False
    small: bool = False

    @property
    def size(self) -> int:
        """Height of the type in pixels."""
        return AXIS_SIZE if self.small else LABEL_SIZE


class Label(NamedTuple):
    """Lines of text at one place.

    :param x: on the axis, or None for the right end of the plot; ``shift``: pixels to the right of it.
    :param y: pixels from the top of the plot to the middle of the lines, or to the foot of the last one if ``above``.
    :param anchor: which part of the lines stands there: left, center, right. ``halo``: whether lines behind it are kept away from it.
    """

    lines: tuple[tuple[Text, ...], ...]
    x: X | None
    y: float
    colour: str
    anchor: str = "left"
    shift: float = 0
    above: bool = False
    halo: bool = False

    @property
    def plain(self) -> str:
        """All that it says."""
        return " ".join(text.plain for line in self.lines for text in line)


class End(NamedTuple):
    """One end of a segment: ``shift`` pixels to the right of a place (of the plot's right end if None), ``y`` pixels down."""

    x: X | None
    y: float
    shift: float = 0


class Segment(NamedTuple):
    """A thin straight line that belongs to a label."""

    start: End
    end: End


@dataclass(frozen=True)
class Drawing:
    """A whole chart.

    :param right: pixels to the right of the plot, for labels.
    :param marks: in the order in which they are drawn; segments and labels lie above them.
    :param empty: lines that say what to do when there is nothing to draw; there is nothing else then.
    :param still: whether dragging scrolls the page, as on a phone, instead of zooming; ``reach``: pixels a tooltip looks around.
    """

    frame: Frame
    right: int = 2
    x: XAxis | None = None
    y: YAxis | None = None
    marks: tuple[Mark, ...] = ()
    segments: tuple[Segment, ...] = ()
    labels: tuple[Label, ...] = ()
    empty: tuple[str, ...] = ()
    still: bool = False
    reach: int | None = None
