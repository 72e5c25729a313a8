"""Up to six organisations on one scale: what each regained, at least and at most, as a share of what it left."""

from collections.abc import Sequence
from datetime import date

from dashboard.charts.axes import time_axis, value_axis
from dashboard.charts.band import band_marks
from dashboard.charts.drawing import Curve, Dots, Drawing, Mark, Marker, Note, Stroke, Text, X
from dashboard.charts.empty import empty_chart
from dashboard.charts.frame import Frame, reach, round_steps
from dashboard.charts.ground import Ground
from dashboard.charts.ink import Ink
from dashboard.charts.labels import EndLabel, place_ends, right_margin
from dashboard.charts.layout import shorten, wrap
from dashboard.charts.marks import HEADER, Marked, mark_events
from dashboard.charts.notes import tick_boxes
from dashboard.charts.rows import EventMark, RecoveryLine, RecoveryPoint
from dashboard.charts.sentences import share
from dashboard.charts.theme import LABEL_SIZE, SeriesStyle, Theme
from dashboard.domain.views import TimeAxis
from dashboard.i18n import Words

MOST = 6
WIDE = Frame(width=840, height=430, top=16, bottom=46)
NARROW = Frame(width=358, height=430, top=16, bottom=46)
NAME_WIDTHS = {False: 200, True: 100}
"""Pixels for a name at the right end: on a wide page, on a phone."""
Shown = list[tuple[RecoveryLine, list[RecoveryPoint], SeriesStyle]]


def comparison_chart(
    lines: Sequence[RecoveryLine],
    theme: Theme,
    words: Words,
    *,
    axis: TimeAxis = TimeAxis.DAYS,
    narrow: bool = False,
    marks: Sequence[EventMark] = (),
) -> Drawing:
    """One line and one light band per organisation, aligned on the departure unless the calendar is asked for.

    The line is the lower end; the area above it ends at the upper one and is missing where that is not known. Only the first six
    are drawn. Told apart by colour, dash and marker; named at the right end.

    :param marks: what happened to all of them, on the calendar alone: days since the departure are other dates for each.
    """
    frame = NARROW if narrow else WIDE
    read = ((line, [point for point in line.points if point.low is not None]) for line in lines[:MOST])
    shown = [(*pair, style) for pair, style in zip((pair for pair in read if pair[1]), theme.organisations, strict=False)]
    if not shown:
        return empty_chart(
            words("Choose up to six institutions that have left and whose new accounts are read: their curves share one scale."), frame
        )
    days = [point.day for _, points, _ in shown for point in points]
    first, last = min(line.departed_on for line, _, _ in shown), max(days)
    noted = [mark for mark in marks if axis is TimeAxis.CALENDAR and first <= mark.day <= last]
    if any(mark.strong for mark in noted):
        frame = frame.with_header(HEADER)
    highest = max(100 * ratio for _, points, _ in shown for point in points for ratio in (point.low, point.high) if ratio is not None)
    ticks = round_steps(highest)
    ends = [
        _end(line, points[-1], style, frame.py(100 * (points[-1].low or 0), ticks), theme, words, narrow) for line, points, style in shown
    ]
    right = right_margin(ends, least=96)
    labels, leaders = place_ends(ends, theme, frame.plot_height)
    ground = Ground(frame, right, first, last, frame.top_value(ticks), lambda day: day, theme, words, narrow)
    marked = mark_events(ground, _ink(shown, ground), tick_boxes(ground, ticks), noted) if noted else Marked([], [], [])
    ages = max((point.day - line.departed_on).days for line, points, _ in shown for point in points)
    start, end = (0, ages) if axis is TimeAxis.DAYS else (first, last)
    return Drawing(
        frame,
        right,
        time_axis(axis, start, end, words, ground.width),
        value_axis(ticks, ground.top, words("of the audience left behind"), words, percent=True),
        (
            *(mark for line, _, style in shown for mark in _band(line, style, axis)),
            *marked.curves,
            *(mark for line, points, style in shown for mark in _line(line, points, style, axis, words)),
        ),
        tuple(leaders),
        (*marked.labels, *labels),
        still=narrow,
        reach=reach(ground.width / max(1, ages)),
    )


def _x(line: RecoveryLine, day: date, axis: TimeAxis) -> X:
    return (day - line.departed_on).days if axis is TimeAxis.DAYS else day


def _percent(ratio: float | None) -> float | None:
    return None if ratio is None else 100 * ratio


def _band(line: RecoveryLine, style: SeriesStyle, axis: TimeAxis) -> list[Mark]:
    values = [(point.day, _percent(point.low), _percent(point.high)) for point in line.points]
    return band_marks(values, lambda day: _x(line, day, axis), "band", (style.colour, 0.12), Stroke(style.colour, 1, opacity=0.45))


def _line(line: RecoveryLine, read: Sequence[RecoveryPoint], style: SeriesStyle, axis: TimeAxis, words: Words) -> list[Mark]:
    xs: list[X | None] = []
    ys: list[float | None] = []
    told: list[RecoveryPoint | None] = []
    previous: date | None = None
    for point in read:
        if previous is not None and (point.day - previous).days > 1:
            xs, ys, told = [*xs, None], [*ys, None], [*told, None]
        xs.append(_x(line, point.day, axis))
        ys.append(_percent(point.low))
        told.append(point)
        previous = point.day

    def said() -> list[str | None]:
        return [None if point is None else _range(point, words) for point in told]

    hover = (f"{shorten(line.organisation, 40)} ", Note(strong=True))
    drawn = Curve(line.organisation, xs, ys, Stroke(style.colour, 2.5, style.dash), hover=hover, notes=said)
    last = Dots(line.organisation, [_x(line, read[-1].day, axis)], [100 * (read[-1].low or 0)], Marker(style.marker, 11, style.colour))
    return [drawn, last]


def _range(point: RecoveryPoint, words: Words) -> str:
    return words.range(point.low, point.high, lambda ratio: share(words, ratio))


def _end(line: RecoveryLine, point: RecoveryPoint, style: SeriesStyle, at: float, theme: Theme, words: Words, narrow: bool) -> EndLabel:
    names = [(Text(part, style.ink, bold=True),) for part in wrap(line.organisation, NAME_WIDTHS[narrow], LABEL_SIZE)]
    return EndLabel((*names, (Text(_range(point, words), theme.muted),)), at, joined=False)


def _ink(shown: Shown, ground: Ground) -> Ink:
    """The curves on the calendar, for names that must not cover them."""
    ink = Ink()
    for _, points, _ in shown:
        for ratio in ("low", "high"):
            known = [(point.day, value) for point in points if (value := getattr(point, ratio)) is not None]
            ink.join([(ground.px(day), ground.py(100 * value)) for day, value in known])
    return ink
