"""A drawing as SVG: a complete picture with its name and description, without style sheet, script or anything from elsewhere."""

import functools
import math
from collections.abc import Sequence
from datetime import date

from dashboard.charts.calendar_ticks import calendar_ticks, month_ticks
from dashboard.charts.caption import EDGE, Caption, Row, above, below
from dashboard.charts.drawing import Dots, Drawing, X, XAxis, YAxis
from dashboard.charts.frame import LEFT
from dashboard.charts.labels import LINE_HEIGHT
from dashboard.charts.plane import Across, Down, Plane
from dashboard.charts.svg_marks import marks, segments
from dashboard.charts.svg_text import alike, label, n, said, written
from dashboard.charts.theme import AXIS_SIZE, FONT, LABEL_SIZE, Theme
from dashboard.i18n import Words

WIDE = 960
"""Pixels of a wide drawing: between the 840 of a newspaper's column, for which it is laid out, and the 1,120 of our pages: it is scaled
little in either."""
PHONE = 600
TICK = 5


def svg(
    drawing: Drawing,
    theme: Theme,
    words: Words,
    *,
    title: str,
    description: str,
    ident: str,
    caption: Caption | None = None,
) -> str:
    """The whole picture, in the theme the drawing was made for.

    :param title: its name, and ``description`` what it shows: read aloud, not seen.
    :param ident: begins the ids of the two; another one for each picture of a page.
    :param caption: makes a picture that stands alone: these words inside, a ground of its own, a size in pixels.
    """
    width = drawing.frame.width if drawing.frame.width < PHONE else WIDE
    body, height, edge = _chart(drawing, theme, words, width), float(drawing.frame.height), 0
    if caption is not None:
        head, top = above(caption, width)
        foot, bottom = below(caption, width)
        edge, middle = EDGE, f'<g transform="translate(0 {n(top)})">{body}</g>'
        body = _rows(head, theme, 0) + middle + _rows(foot, theme, top + height)
        body = f'<g transform="translate({edge} {edge})">{body}</g>'
        height += top + bottom
    wide, high = width + 2 * edge, math.ceil(height) + 2 * edge
    size = f' width="{wide}" height="{high}"'
    ground = "" if caption is None or theme.transparent else f'<rect{size} fill="{theme.surface}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="0 0 {wide} {high}"{size if caption else ""}'
        f' aria-labelledby="{said(ident)}-t {said(ident)}-d" font-family="{said(FONT)}" font-size="{LABEL_SIZE}" fill="{theme.text}">'
        f'<title id="{said(ident)}-t">{said(title)}</title><desc id="{said(ident)}-d">{said(description)}</desc>{ground}{body}</svg>'
    )


def _rows(rows: list[Row], theme: Theme, top: float) -> str:
    return "".join(
        written(row.text, 0, top + row.y, size=row.size, bold=row.bold, fill=theme.muted if row.muted else theme.text) for row in rows
    )


def _chart(drawing: Drawing, theme: Theme, words: Words, width: int) -> str:
    if drawing.x is None or drawing.y is None:
        return _sentence(drawing, theme)
    frame = drawing.frame
    plane = Plane(drawing.x, drawing.y, width - LEFT - drawing.right, frame.plot_height)
    grid, numbers = _levels(drawing.y, plane.width, plane.height, theme)
    parts = [
        f'<g transform="translate({LEFT} {frame.top})">',
        grid,
        marks([one for one in drawing.marks if not isinstance(one, Dots)], plane, theme),
        # Over the lines, which their halo interrupts, but below every single figure.
        numbers,
        marks([one for one in drawing.marks if isinstance(one, Dots)], plane, theme),
        _scale(drawing.x, plane.width, plane.height, theme, words),
        segments(drawing.segments, plane, theme),
        *(label(one, plane, theme) for one in drawing.labels),
        "</g>",
    ]
    return "".join(parts)


def _sentence(drawing: Drawing, theme: Theme) -> str:
    middle = drawing.frame.height / 2 - LINE_HEIGHT * (len(drawing.empty) - 1) / 2
    return "".join(written(line, LEFT, middle + LINE_HEIGHT * place, fill=theme.muted) for place, line in enumerate(drawing.empty))


# Thousands of drawings count to the same few heights.
@functools.lru_cache(maxsize=1_000)
def _levels(axis: YAxis, width: float, height: float, theme: Theme) -> tuple[str, str]:
    """The grid, and its numbers."""
    py = Down(axis, height).py
    lines = "".join([f"M0 {n(py(tick))}H{n(width)}" for tick in axis.ticks if tick != axis.low])
    base = f'<path d="M0 {n(height)}H{n(width)}" stroke="{theme.rule}"/>'
    halo = "" if theme.transparent else theme.surface
    texts = [(text, 0, py(tick) - 4) for tick, text in zip(axis.ticks, axis.texts, strict=True) if text]
    return (f'<path d="{lines}" stroke="{theme.line}"/>' if lines else "") + base, alike(texts, theme.muted, AXIS_SIZE, halo=halo)


# Many leave on the same day, and most drawings begin some time before it and end today.
@functools.lru_cache(maxsize=5_000)
def _scale(axis: XAxis, width: float, height: float, theme: Theme, words: Words) -> str:
    """The marks of the horizontal axis and their texts."""
    px = Across(axis, width).px
    places = [(px(tick), lines) for tick, lines in _ticks(axis, width, words)]
    foot, anchor, shift = height + TICK + AXIS_SIZE, *(("center", 0) if axis.centred else ("left", -1))
    base = f" {n(height)}v{TICK}"
    lines = "".join([f"M{n(x)}{base}" for x, _ in places])
    texts = [(text, x + shift, foot + LINE_HEIGHT * row) for x, lines in places for row, text in enumerate(lines)]
    return f'<path d="{lines}" stroke="{theme.rule}"/>{alike(texts, theme.muted, AXIS_SIZE, anchor=anchor)}' if places else ""


def _ticks(axis: XAxis, width: float, words: Words) -> Sequence[tuple[X, tuple[str, ...]]]:
    """Places and lines of text."""
    if axis.texts:
        return [(tick, tuple(text.split("\n"))) for tick, text in zip(axis.ticks, axis.texts, strict=True)]
    days = [tick for tick in axis.ticks if isinstance(tick, date)]
    if days:
        return month_ticks(days, words)
    if isinstance(axis.first, date) and isinstance(axis.last, date):
        return calendar_ticks(axis.first, axis.last, width, words)
    return []
