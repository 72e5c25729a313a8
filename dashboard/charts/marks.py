"""Vertical lines for what happened, named above the plot or, where there is room, beside the line."""

from collections.abc import Iterable, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from dashboard.charts.drawing import Curve, Label, Stroke, Text
from dashboard.charts.ground import Ground
from dashboard.charts.ink import Ink, clear_place
from dashboard.charts.layout import Box, fold, shorten, text_width
from dashboard.charts.notes import ROW, note
from dashboard.charts.rows import EventMark
from dashboard.charts.theme import AXIS_SIZE, LABEL_SIZE

LEVELS = (0.4, 0.5, 0.3, 0.6, 0.2, 0.7, 0.1, 0.8, 0.45, 0.35, 0.55, 0.25, 0.65, 0.15, 0.75)
"""Fractions of the plot's height, from the top, at which a weak event may be named, the preferred one first."""
DOTTED = "2px,3px"
NOTE_WIDTHS = {False: 230, True: 112}
"""Pixels of a line beside an event: on a wide page, on a phone."""
NARROW_LENGTHS = {False: 32, True: 48}
"""Characters beside an event on a phone: without and with the name of the organisation it is about."""
HEADER = 50
"""Pixels above a plot for the names of what happened."""


class Above(NamedTuple):
    """A mark named above the plot: a solid line for what has come, a dotted one for the rest."""

    event: EventMark
    solid: bool = False


class _Named(NamedTuple):
    """A mark with the two lines of its name, ``width`` pixels wide, and those from the left to its own line."""

    mark: Above
    title: str
    sub: str
    x: float
    width: float


class Marked(NamedTuple):
    """Events as they are drawn: their lines and their names."""

    curves: list[Curve]
    labels: list[Label]


def mark_events(ground: Ground, ink: Ink, events: Iterable[EventMark], first: Sequence[Above] = ()) -> Marked:
    """Draw every event that falls into the plot.

    :param ink: what no name may cover; the names inside the plot are added to it.
    :param first: marks named above the plot before all others.
    """
    shown = [event for event in events if ground.first <= event.day <= ground.last]
    above = [*first, *(Above(event) for event in shown if event.strong)]
    named = [_named(mark, ground) for mark in above[: 2 if ground.narrow else 3]]
    while (anchors := _anchors(named, ground.frame.width)) is None:
        named.pop()
    marked = Marked([], [])
    for one, anchor in zip(named, anchors, strict=True):
        marked.curves.append(_rule(ground, one.mark.event, ground.top, solid=one.mark.solid))
        marked.labels.append(_name(ground, one, round(anchor * 2)))
    events_named = [one.mark.event for one in named]
    _inside(marked, ground, ink, [event for event in shown if event not in events_named], [one.x for one in named])
    return marked


def _named(mark: Above, ground: Ground) -> _Named:
    title, sub = _title(mark.event, ground), _sub(mark.event, ground)
    return _Named(mark, title, sub, ground.px(mark.event.day), max(text_width(title, LABEL_SIZE), text_width(sub, AXIS_SIZE)))


def _title(event: EventMark, ground: Ground) -> str:
    return shorten(event.named(ground.words), 18 if ground.narrow else 28)


def _sub(event: EventMark, ground: Ground) -> str:
    if ground.narrow or not event.sublabel:
        return ground.words.date(event.day, "short")
    return shorten(event.sublabel, 34)


def _name(ground: Ground, one: _Named, side: int) -> Label:
    """The name above the plot: its start, middle or end over the line."""
    lines = ((Text(one.title, bold=True),), (Text(one.sub, ground.theme.muted, small=True),))
    anchor, shift = (("left", -6), ("center", 0), ("right", 6))[side]
    return Label(lines, ground.x(one.mark.event.day), 0, ground.theme.text, anchor=anchor, shift=shift, above=True)


def _anchors(named: Sequence[_Named], room: float) -> tuple[float, ...] | None:
    """Which part of each name stands on its line (0 start, 0.5 middle, 1 end) so that none overlap; None if some must."""
    places = [(one.x, one.width) for one in named]
    for anchors in product((0.5, 0, 1), repeat=len(named)):
        ends = sorted([(x - anchor * width, x - anchor * width + width) for anchor, (x, width) in zip(anchors, places, strict=True)])
        inside = not ends or (ends[0][0] >= -6 and max([end for _, end in ends]) <= room)
        if inside and all([one[1] + 8 <= two[0] for one, two in pairwise(ends)]):
            return anchors
    return None if len(named) > 1 else (0.5,) * len(named)


def _rule(ground: Ground, event: EventMark, height: float, *, solid: bool = False) -> Curve:
    colour = event.ink or (ground.theme.text if solid else ground.theme.rule)
    return Curve("event", [ground.x(event.day)] * 2, [0, height], Stroke(colour, 1.25, "solid" if solid else DOTTED))


def _inside(marked: Marked, ground: Ground, ink: Ink, events: list[EventMark], lines: list[float]) -> None:
    """Weak events: a shorter dotted line with its name beside it. Without room for the name there is no line: the page lists them all."""
    height = ground.frame.plot_height
    for event in sorted(events, key=lambda event: event.day):
        texts = _beside(event, ground)
        width, tall, x = max(text_width(text, AXIS_SIZE) for text in texts), ROW * len(texts), ground.px(event.day)
        starts = (x + 6, x - 6 - width) if x + 6 + width <= ground.width else (x - 6 - width,)
        tops = [level * height - ROW / 2 for level in LEVELS]
        boxes = [Box(start, top, start + width, top + tall) for top, start in product(tops, starts) if start >= 0]
        boxes.sort(key=lambda box: any(box.left < line < box.right for line in lines))
        place = clear_place(boxes, ink)
        if place is None:
            continue
        ink.cover([place])
        marked.curves.append(_rule(ground, event, ground.top * (1 - place.top / height)))
        anchor, shift = ("left", 6) if place.left > x else ("right", -6)
        marked.labels.append(note(ground, ground.x(event.day), place, texts, anchor=anchor, shift=shift, ink=event.ink))


def _beside(event: EventMark, ground: Ground) -> tuple[str, ...]:
    """The name of a weak event, with its date where there is room, on as many lines as it takes."""
    if ground.narrow:
        return fold(shorten(event.named(ground.words), NARROW_LENGTHS[bool(event.ink)]), NOTE_WIDTHS[True], AXIS_SIZE)
    return fold(f"{shorten(event.named(ground.words), 60)}, {_sub(event, ground)}", NOTE_WIDTHS[False], AXIS_SIZE)
