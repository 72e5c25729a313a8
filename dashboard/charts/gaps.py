"""Brackets over what was not read, each named where the text covers nothing."""

import plotly.graph_objects as go

from dashboard.charts.ends import network_name
from dashboard.charts.layout import Box, clear_place, shorten, text_width
from dashboard.charts.notes import ROW, drawn_points, write_note
from dashboard.charts.rows import Gap, Line
from dashboard.charts.theme import AXIS_SIZE
from dashboard.charts.view import View


def draw_gaps(figure: go.Figure, view: View, right: int, taken: list[Box]) -> None:
    """A bracket over the longest gaps, with what was not read and when; the other gaps show as such."""
    points = drawn_points(view, right)
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
        for texts in _wordings(view, line, gap):
            place = _over(view.py(before) - 8, left, end, texts, points, taken, view.frame.width - right)
            if place is not None:
                taken.append(place)
                _bracket(figure, view, gap, before, stem=view.py(before) - place.bottom)
                middle = gap.first + (gap.last - gap.first) / 2
                shift = (place.left + place.right - left - end) / 2
                write_note(figure, view, view.x(middle), place, texts, anchor="center", shift=shift)
                break


def _over(
    base: float, left: float, end: float, texts: list[str], points: list[tuple[float, float]], taken: list[Box], plot: float
) -> Box | None:
    """Where the texts fit over a gap from ``left`` to ``end`` so that neither they nor the stem below them meet a line."""
    width, height = max(text_width(text, AXIS_SIZE) for text in texts), ROW * len(texts)
    middle = (left + end) / 2
    for lift in range(14, 100, 6):
        if any(abs(x - middle) <= 3 and base - lift <= y < base - 2 for x, y in points):
            return None
        centres = [min(max(middle + shift * width, width / 2), plot - width / 2) for shift in (0, -0.45, 0.45)]
        boxes = (Box(m - width / 2, base - lift - height, m + width / 2, base - lift) for m in centres)
        place = clear_place((box for box in boxes if box.top > 0), points, taken)
        if place is not None:
            return place
    return None


def _wordings(view: View, line: Line, gap: Gap) -> list[list[str]]:
    """What may be said of a gap, the fullest first."""
    name, when = network_name(view, line), view.words.period(gap.first, gap.last)
    shorter = [[view.words("{network} not read", network=name), when], [view.words("not read")]]
    if view.narrow:
        return shorter
    why = [shorten(gap.reason, 40)] if gap.reason else []
    if not why and any(point.high is None and gap.first <= point.day <= gap.last for point in view.band):
        why = [view.words("hence no upper end")]
    return [[view.words("{network} not read, {days}", network=name, days=when), *why], *shorter]


def _bracket(figure: go.Figure, view: View, gap: Gap, value: float, stem: float) -> None:
    middle = view.x(gap.first + (gap.last - gap.first) / 2)
    left, end = view.x(gap.first), view.x(gap.last)
    for x0, x1, y0, y1 in ((left, left, 8, 13), (left, end, 13, 13), (end, end, 8, 13), (middle, middle, 13, stem)):
        figure.add_shape(
            type="line", x0=x0, x1=x1, y0=y0, y1=y1, ysizemode="pixel", yanchor=value, line={"color": view.theme.rule, "width": 1}
        )
