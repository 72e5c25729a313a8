"""A drawing as SVG: a complete picture with its name and description, without style sheet, script or anything from elsewhere."""

import math
from datetime import date

from dashboard.charts.calendar_ticks import calendar_ticks, month_ticks
from dashboard.charts.caption import EDGE, Caption, Row, above, below
from dashboard.charts.drawing import Dots, Drawing, XAxis, YAxis
from dashboard.charts.frame import LEFT
from dashboard.charts.labels import LINE_HEIGHT
from dashboard.charts.plane import Plane
from dashboard.charts.svg_marks import mark, segments
from dashboard.charts.svg_text import label, n, said, written
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
    parts = [
        f'<g transform="translate({LEFT} {frame.top})">',
        _grid(drawing.y, plane, theme),
        *(mark(one, plane, theme) for one in drawing.marks if not isinstance(one, Dots)),
        # Over the lines, which their halo interrupts, but below every single figure.
        _numbers(drawing.y, plane, theme),
        *(mark(one, plane, theme) for one in drawing.marks if isinstance(one, Dots)),
        _scale(drawing.x, plane, theme, words),
        segments(drawing.segments, plane, theme),
        *(label(one, plane, theme) for one in drawing.labels),
        "</g>",
    ]
    return "".join(parts)


def _sentence(drawing: Drawing, theme: Theme) -> str:
    middle = drawing.frame.height / 2 - LINE_HEIGHT * (len(drawing.empty) - 1) / 2
    return "".join(written(line, LEFT, middle + LINE_HEIGHT * place, fill=theme.muted) for place, line in enumerate(drawing.empty))


def _grid(axis: YAxis, plane: Plane, theme: Theme) -> str:
    lines = "".join(f"M0 {n(plane.py(tick))}H{n(plane.width)}" for tick in axis.ticks if tick != axis.low)
    base = f'<path d="M0 {n(plane.height)}H{n(plane.width)}" stroke="{theme.rule}"/>'
    return (f'<path d="{lines}" stroke="{theme.line}"/>' if lines else "") + base


def _numbers(axis: YAxis, plane: Plane, theme: Theme) -> str:
    halo = "" if theme.transparent else theme.surface
    return "".join(
        written(text, 0, plane.py(tick) - 4, fill=theme.muted, size=AXIS_SIZE, halo=halo)
        for tick, text in zip(axis.ticks, axis.texts, strict=True)
        if text
    )


def _scale(axis: XAxis, plane: Plane, theme: Theme, words: Words) -> str:
    """The marks of the horizontal axis and their texts."""
    places = _ticks(axis, plane, words)
    foot, anchor, shift = plane.height + TICK + AXIS_SIZE, *(("center", 0) if axis.centred else ("left", -1))
    marks = "".join(f"M{n(x)} {n(plane.height)}v{TICK}" for x, _ in places)
    texts = [
        written(text, x + shift, foot + LINE_HEIGHT * row, anchor=anchor, fill=theme.muted, size=AXIS_SIZE)
        for x, lines in places
        for row, text in enumerate(lines)
    ]
    return f'<path d="{marks}" stroke="{theme.rule}"/>{"".join(texts)}' if places else ""


def _ticks(axis: XAxis, plane: Plane, words: Words) -> list[tuple[float, tuple[str, ...]]]:
    """Pixels from the left and lines of text."""
    if axis.texts:
        return [(plane.px(tick), tuple(text.split("\n"))) for tick, text in zip(axis.ticks, axis.texts, strict=True)]
    days = [tick for tick in axis.ticks if isinstance(tick, date)]
    if days:
        ticks = month_ticks(days, words)
    else:
        ticks = (
            calendar_ticks(axis.first, axis.last, plane.width, words)
            if isinstance(axis.first, date) and isinstance(axis.last, date)
            else []
        )
    return [(plane.px(tick.day), tick.lines) for tick in ticks]
