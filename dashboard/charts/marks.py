"""Vertical lines for what happened, named above the plot or, where there is room, beside the line."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product

import plotly.graph_objects as go

from dashboard.charts.layout import Box, clear_place, plain, shorten, text_width
from dashboard.charts.notes import ROW, drawn_points, tick_boxes, write_note
from dashboard.charts.rows import EventMark
from dashboard.charts.theme import AXIS_SIZE, LABEL_SIZE
from dashboard.charts.view import View

LEVELS = (0.4, 0.5, 0.3, 0.6, 0.2, 0.7, 0.1, 0.8)
"""Fractions of the plot's height, from the top, at which a weak event may be named, the preferred one first."""


@dataclass(frozen=True)
class _Above:
    """A mark named above the plot."""

    event: EventMark
    dash: str


def draw_events(figure: go.Figure, view: View, right: int) -> list[Box]:
    """Draw every event; say where the names that lie inside the plot went, so that notes keep clear of them."""
    words, rows = view.words, view.rows
    above: list[_Above] = []
    if rows.departed_on is not None:
        label = words("Planned departure") if rows.planned else words("Departure")
        sub = words.date(rows.departed_on, "short" if view.narrow else "long")
        sub = sub if rows.planned or view.narrow else words("{day}, day 0", day=sub)
        above.append(_Above(EventMark(rows.departed_on, label, sub, strong=True), "2px,3px" if rows.planned else "solid"))
    if rows.returned_on is not None and rows.returned_on <= rows.as_of:
        back = EventMark(rows.returned_on, words("Return"), words.date(rows.returned_on, "short"), strong=True)
        above.append(_Above(back, "solid"))
    shown = [event for event in rows.events if view.first <= event.day <= view.last]
    above += [_Above(event, "2px,3px") for event in shown if event.strong]
    anchors: tuple[float, ...] | None = None
    while anchors is None:
        above = above[: 2 if view.narrow else 3]
        anchors = _anchors(above, view, right)
        above = above if anchors is not None else above[:-1]
    for mark, anchor in zip(above, anchors, strict=True):
        _line(figure, view, mark.event.day, view.top_value, mark.dash, strong=mark.dash == "solid")
        figure.add_annotation(
            text=f"<b>{plain(_title(mark.event, view))}</b><br>"
            f'<span style="color:{view.theme.muted};font-size:{AXIS_SIZE}px">{plain(_sub(mark.event, view))}</span>',
            x=view.x(mark.event.day),
            xanchor=("left", "center", "right")[round(anchor * 2)],
            xshift=(-6, 0, 6)[round(anchor * 2)],
            align=("left", "center", "right")[round(anchor * 2)],
            yref="paper",
            y=1,
            yanchor="bottom",
            showarrow=False,
        )
    named = {mark.event for mark in above}
    return _inside(figure, view, right, [event for event in shown if event not in named], above)


def _title(event: EventMark, view: View) -> str:
    return shorten(event.label, 18 if view.narrow else 28)


def _sub(event: EventMark, view: View) -> str:
    if view.narrow or not event.sublabel:
        return view.words.date(event.day, "short")
    return shorten(event.sublabel, 34)


def _anchors(marks: list[_Above], view: View, right: int) -> tuple[float, ...] | None:
    """Which part of each name stands on its line (0 start, 0.5 middle, 1 end) so that none overlap; None if some must."""
    widths = [max(text_width(_title(m.event, view), LABEL_SIZE), text_width(_sub(m.event, view), AXIS_SIZE)) for m in marks]
    for anchors in product((0.5, 0, 1), repeat=len(marks)):
        starts = [view.px(m.event.day, right) - a * w for m, a, w in zip(marks, anchors, widths, strict=True)]
        boxes = sorted(zip(starts, widths, strict=True))
        apart = all(one[0] + one[1] + 8 <= two[0] for one, two in pairwise(boxes))
        if apart and all(start >= -6 and start + width <= view.frame.width for start, width in boxes):
            return anchors
    return None if len(marks) > 1 else (0.5,) * len(marks)


def _line(figure: go.Figure, view: View, day: date, height: float, dash: str, *, strong: bool = False) -> None:
    colour = view.theme.text if strong else view.theme.rule
    figure.add_scatter(
        name="event",
        x=[view.x(day)] * 2,
        y=[0, height],
        mode="lines",
        line={"color": colour, "width": 1.25, "dash": dash},
        hoverinfo="skip",
    )


def _inside(figure: go.Figure, view: View, right: int, events: list[EventMark], above: list[_Above]) -> list[Box]:
    """Weak events: a shorter dotted line with its name beside it. Without room for the name there is no line: the page lists them all."""
    points, taken = drawn_points(view, right), tick_boxes(view)
    lines = [view.px(mark.event.day, right) for mark in above]
    for event in sorted(events, key=lambda event: event.day):
        text = _title(event, view) if view.narrow else f"{_title(event, view)}, {_sub(event, view)}"
        width, x = text_width(text, AXIS_SIZE), view.px(event.day, right)
        starts = (x + 6, x - 6 - width) if x + 6 + width <= view.frame.width - right else (x - 6 - width,)
        tops = [level * view.frame.plot_height - ROW / 2 for level in LEVELS]
        boxes = [Box(start, top, start + width, top + ROW) for top, start in product(tops, starts) if start >= 0]
        boxes.sort(key=lambda box: any(box.left < line < box.right for line in lines))
        place = clear_place(boxes, points, taken)
        if place is not None:
            taken.append(place)
            _line(figure, view, event.day, view.top_value * (1 - place.top / view.frame.plot_height), "2px,3px")
            after = place.left > x
            write_note(figure, view, view.x(event.day), place, [text], anchor="left" if after else "right", shift=6 if after else -6)
    return taken
