"""Vertical lines for what happened, and brackets for what was not read; each named where it covers nothing."""

import html
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product

import plotly.graph_objects as go

from dashboard.charts.ends import network_name
from dashboard.charts.layout import Box, clear_place, shorten, text_width
from dashboard.charts.rows import EventMark, Gap, Line
from dashboard.charts.sentences import interval
from dashboard.charts.template import halo
from dashboard.charts.theme import AXIS_SIZE, LABEL_SIZE
from dashboard.charts.view import View

ROW = 18
"""Pixels from one line of a note to the next."""
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
            text=f"<b>{html.escape(_title(mark.event, view), quote=False)}</b><br>"
            f'<span style="color:{view.theme.muted};font-size:{AXIS_SIZE}px">{html.escape(_sub(mark.event, view), quote=False)}</span>',
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
    return _inside(figure, view, right, [event for event in shown if event not in named])


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


def _inside(figure: go.Figure, view: View, right: int, events: list[EventMark]) -> list[Box]:
    """Weak events: a shorter dotted line with its name beside it, where it covers nothing; the bare line if there is no room."""
    points, taken = _obstacles(view, right), _tick_labels(view)
    for event in sorted(events, key=lambda event: event.day):
        text = _title(event, view) if view.narrow else f"{_title(event, view)}, {_sub(event, view)}"
        width, x = text_width(text, AXIS_SIZE), view.px(event.day, right)
        starts = (x + 6, x - 6 - width) if x + 6 + width <= view.frame.width - right else (x - 6 - width,)
        tops = [level * view.frame.plot_height - ROW / 2 for level in LEVELS]
        boxes = (Box(start, top, start + width, top + ROW) for top, start in product(tops, starts) if start >= 0)
        place = clear_place(boxes, points, taken)
        top = view.top_value * (1 - (place.top if place else tops[0]) / view.frame.plot_height)
        _line(figure, view, event.day, top, "2px,3px")
        if place:
            taken.append(place)
            _note(figure, view, view.x(event.day), place, 6 if place.left > x else -6, [text])
    return taken


def draw_gaps(figure: go.Figure, view: View, right: int, taken: list[Box]) -> None:
    """A bracket over the longest gaps, with what was not read and when; the other gaps show as such."""
    points = _obstacles(view, right)
    days = max(1, (view.last - view.first).days)
    gaps = [
        (line, gap)
        for line in view.lines
        if not line.origin and not line.declared
        for gap in line.unread(view.rows.holding)
        if (gap.last - gap.first).days >= 0.01 * days
    ]
    gaps.sort(key=lambda pair: (pair[1].first - pair[1].last, pair[1].first))
    for line, gap in gaps[: 1 if view.narrow else 2]:
        before = next(v for p, v in zip(reversed(line.points), reversed(view.values(line)), strict=True) if p.day < gap.first)
        left, end = view.px(gap.first, right), view.px(gap.last, right)
        for texts in (_gap_texts(view, line, gap), [view.words("not read")]):
            place = _over(view.py(before) - 8, left, end, texts, points, taken, view.frame.width - right)
            if place is not None:
                taken.append(place)
                _bracket(figure, view, gap, before, stem=view.py(before) - place.bottom)
                middle = gap.first + (gap.last - gap.first) / 2
                _note(figure, view, view.x(middle), place, (place.left + place.right - left - end) / 2, texts)
                break


def _over(
    base: float, left: float, end: float, texts: list[str], points: list[tuple[float, float]], taken: list[Box], plot: float
) -> Box | None:
    """Where the texts fit over a gap from ``left`` to ``end`` so that neither they nor the stem below them meet a line."""
    width, height = max(text_width(text, AXIS_SIZE) for text in texts), ROW * len(texts)
    middle = (left + end) / 2
    for lift in range(14, 200, 6):
        if any(abs(x - middle) <= 3 and base - lift <= y < base - 2 for x, y in points):
            return None
        centres = [min(max(middle + shift * width, width / 2), plot - width / 2) for shift in (0, -0.45, 0.45)]
        boxes = (Box(m - width / 2, base - lift - height, m + width / 2, base - lift) for m in centres)
        place = clear_place((box for box in boxes if box.top > 0), points, taken)
        if place is not None:
            return place
    return None


def _gap_texts(view: View, line: Line, gap: Gap) -> list[str]:
    name, when = network_name(view, line), interval(view.words, gap.first, gap.last)
    if view.narrow:
        return [view.words("{network} not read", network=name), when]
    second = [shorten(view.words(gap.reason), 40)] if gap.reason else []
    if not second and any(point.high is None and gap.first <= point.day <= gap.last for point in view.band):
        second = [view.words("hence no upper end")]
    return [view.words("{network} not read, {days}", network=name, days=when), *second]


def _bracket(figure: go.Figure, view: View, gap: Gap, value: float, stem: float) -> None:
    middle = view.x(gap.first + (gap.last - gap.first) / 2)
    left, end = view.x(gap.first), view.x(gap.last)
    for x0, x1, y0, y1 in ((left, left, 8, 13), (left, end, 13, 13), (end, end, 8, 13), (middle, middle, 13, stem)):
        figure.add_shape(
            type="line", x0=x0, x1=x1, y0=y0, y1=y1, ysizemode="pixel", yanchor=value, line={"color": view.theme.rule, "width": 1}
        )


def _note(figure: go.Figure, view: View, x: object, place: Box, shift: float, texts: list[str]) -> None:
    anchor = "center" if abs(shift) != 6 else ("left" if shift > 0 else "right")
    figure.add_annotation(
        text="<br>".join(html.escape(text, quote=False) for text in texts),
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


def _obstacles(view: View, right: int) -> list[tuple[float, float]]:
    points = [
        (view.px(point.day, right), view.py(value))
        for line in view.lines
        for point, value in zip(line.points, view.values(line), strict=True)
    ]
    points += [(view.px(p.day, right), view.py(view.total(high))) for p in view.band if (high := p.high) is not None]
    if view.baseline is not None and view.rows.departed_on is not None:
        start, end = view.px(view.rows.departed_on, right), view.frame.width - right
        points += [(start + n * (end - start) / 100, view.py(view.baseline)) for n in range(101)]
    return points


def _tick_labels(view: View) -> list[Box]:
    return [Box(0, view.py(tick) - ROW, text_width(view.words.number(tick), AXIS_SIZE) + 4, view.py(tick)) for tick in view.ticks[1:]]
