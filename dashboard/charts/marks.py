"""Vertical lines for what happened, named above the plot or, where there is room, beside the line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

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


@dataclass(frozen=True)
class Above:
    """A mark named above the plot: a solid line for what has come, a dotted one for the rest."""

    event: EventMark
    solid: bool = False


@dataclass
class Marked:
    """Events as they are drawn: their lines, their names, and where those that lie inside the plot went."""

    curves: list[Curve]
    labels: list[Label]
    taken: list[Box]


def mark_events(ground: Ground, ink: Ink, taken: Sequence[Box], events: Iterable[EventMark], first: Sequence[Above] = ()) -> Marked:
    """Draw every event that falls into the plot.

    :param taken: what else no name may cover; ``first``: marks named above the plot before all others.
    """
    shown = [event for event in events if ground.first <= event.day <= ground.last]
    above = [*first, *(Above(event) for event in shown if event.strong)]
    anchors: tuple[float, ...] | None = None
    while anchors is None:
        above = above[: 2 if ground.narrow else 3]
        anchors = _anchors(above, ground)
        above = above if anchors is not None else above[:-1]
    marked = Marked([], [], list(taken))
    for mark, anchor in zip(above, anchors, strict=True):
        marked.curves.append(_rule(ground, mark.event, ground.top, solid=mark.solid))
        marked.labels.append(_name(ground, mark.event, round(anchor * 2)))
    named = {mark.event for mark in above}
    _inside(marked, ground, ink, [event for event in shown if event not in named], [ground.px(mark.event.day) for mark in above])
    return marked


def _title(event: EventMark, ground: Ground) -> str:
    return shorten(event.label, 18 if ground.narrow else 28)


def _sub(event: EventMark, ground: Ground) -> str:
    if ground.narrow or not event.sublabel:
        return ground.words.date(event.day, "short")
    return shorten(event.sublabel, 34)


def _name(ground: Ground, event: EventMark, side: int) -> Label:
    """The name above the plot: its start, middle or end over the line."""
    lines = ((Text(_title(event, ground), bold=True),), (Text(_sub(event, ground), ground.theme.muted, small=True),))
    anchor, shift = (("left", -6), ("center", 0), ("right", 6))[side]
    return Label(lines, ground.x(event.day), 0, ground.theme.text, anchor=anchor, shift=shift, above=True)


def _anchors(marks: list[Above], ground: Ground) -> tuple[float, ...] | None:
    """Which part of each name stands on its line (0 start, 0.5 middle, 1 end) so that none overlap; None if some must."""
    widths = [max(text_width(_title(m.event, ground), LABEL_SIZE), text_width(_sub(m.event, ground), AXIS_SIZE)) for m in marks]
    for anchors in product((0.5, 0, 1), repeat=len(marks)):
        starts = [ground.px(m.event.day) - a * w for m, a, w in zip(marks, anchors, widths, strict=True)]
        boxes = sorted(zip(starts, widths, strict=True))
        apart = all(one[0] + one[1] + 8 <= two[0] for one, two in pairwise(boxes))
        if apart and all(start >= -6 and start + width <= ground.frame.width for start, width in boxes):
            return anchors
    return None if len(marks) > 1 else (0.5,) * len(marks)


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
        place = clear_place(boxes, ink, marked.taken)
        if place is None:
            continue
        marked.taken.append(place)
        marked.curves.append(_rule(ground, event, ground.top * (1 - place.top / height)))
        anchor, shift = ("left", 6) if place.left > x else ("right", -6)
        marked.labels.append(note(ground, ground.x(event.day), place, texts, anchor=anchor, shift=shift, ink=event.ink))


def _beside(event: EventMark, ground: Ground) -> tuple[str, ...]:
    """The name of a weak event, with its date where there is room, on as many lines as it takes."""
    if ground.narrow:
        return fold(shorten(event.label, NARROW_LENGTHS[bool(event.ink)]), NOTE_WIDTHS[True], AXIS_SIZE)
    return fold(f"{shorten(event.label, 60)}, {_sub(event, ground)}", NOTE_WIDTHS[False], AXIS_SIZE)
