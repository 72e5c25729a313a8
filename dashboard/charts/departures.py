"""How many organisations have left, day by day, and how many will have by the dates they gave."""

from collections.abc import Sequence
from datetime import date, timedelta

from dashboard.charts.axes import calendar_axis, value_axis
from dashboard.charts.drawing import Curve, Drawing, Stroke, Text, Value
from dashboard.charts.empty import empty_chart
from dashboard.charts.frame import Frame, round_steps
from dashboard.charts.ground import Ground
from dashboard.charts.ink import Ink
from dashboard.charts.labels import EndLabel, place_ends, right_margin
from dashboard.charts.layout import wrap
from dashboard.charts.marks import HEADER, mark_events
from dashboard.charts.notes import tick_boxes
from dashboard.charts.rows import DeparturesRows, EventMark
from dashboard.charts.theme import LABEL_SIZE, Theme
from dashboard.i18n import Words

WIDE = Frame(width=840, height=320, top=16, bottom=46)
NARROW = Frame(width=358, height=300, top=16, bottom=46)


def departures_chart(rows: DeparturesRows, theme: Theme, words: Words, *, narrow: bool = False, marks: Sequence[EventMark] = ()) -> Drawing:
    """Steps, not a smoothed curve: solid up to ``as_of``, dotted for the departures that are planned.

    :param marks: what else happened to the movement, each on its day.
    """
    frame = NARROW if narrow else WIDE
    if not rows.counts:
        return empty_chart(words("Nobody has logged a departure yet. The first one begins this curve."), frame)
    past = [(day, n) for day, n in rows.counts if day <= rows.as_of]
    planned = [(day, n) for day, n in rows.counts if day > rows.as_of]
    now = past[-1][1] if past else 0
    first, last = rows.counts[0][0], max(rows.as_of, rows.counts[-1][0])
    spare = max(timedelta(days=7), (last - first) / 20)
    start, end = first - spare, last + spare if planned else last
    if any(mark.strong and start <= mark.day <= end for mark in marks):
        frame = frame.with_header(HEADER)
    ticks = round_steps(rows.counts[-1][1])
    curves = [_steps("left", [(start, 0), *past, (rows.as_of, now)], Stroke(theme.text, 2.5), words("have left"))]
    said = words.plural("{n} has left", "{n} have left", now)
    ends = [EndLabel(((Text(said, theme.text, bold=True),),), frame.py(now, ticks))]
    if planned:
        to_come = [(rows.as_of, now), *planned, (end, planned[-1][1])]
        curves.append(_steps("planned", to_come, Stroke(theme.muted, 2.5, "2px,3px"), words("with those planned")))
        lines = wrap(words("{n} with those planned", n=planned[-1][1]), 112 if narrow else 240, LABEL_SIZE)
        ends.append(EndLabel(tuple((Text(line, theme.muted),) for line in lines), frame.py(planned[-1][1], ticks)))
    right = right_margin(ends, least=96)
    labels, leaders = place_ends(ends, theme, frame.plot_height)
    ground = Ground(frame, right, start, end, frame.top_value(ticks), lambda day: day, theme, words, narrow)
    marked = mark_events(ground, _ink(curves, ground, ticks), marks)
    return Drawing(
        frame,
        right,
        calendar_axis(start, end),
        value_axis(ticks, ground.top, words.plural("institution", "institutions", int(ticks[-1])), words),
        (*marked.curves, *curves),
        tuple(leaders),
        (*marked.labels, *labels),
        still=narrow,
    )


def _steps(name: str, points: list[tuple[date, int]], stroke: Stroke, said: str) -> Curve:
    return Curve(name, [day for day, _ in points], [n for _, n in points], stroke, steps=True, hover=(Value(), f" {said}"))


def _ink(curves: Sequence[Curve], ground: Ground, ticks: Sequence[float]) -> Ink:
    """The steps, for names that must not cover them."""
    ink = Ink()
    ink.cover(tick_boxes(ground, ticks))
    for curve in curves:
        corners: list[tuple[float, float]] = []
        for day, count in zip(curve.xs, curve.ys, strict=True):
            if isinstance(day, date) and count is not None:
                corners += [(ground.px(day), corners[-1][1])] if corners else []
                corners.append((ground.px(day), ground.py(count)))
        ink.join(corners)
    return ink
