"""Up to six organisations on one scale: what each regained, at least and at most, as a share of what it left."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

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
LONGEST_NAMES = {False: 24, True: 12}
"""Characters of a name before what happened to that organisation: on a wide page, on a phone."""
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

    What happened to one of them stands in its colour on either axis.

    :param marks: what happened to all of them, on the calendar alone: days since the departure are other dates for each.
    """
    frame = NARROW if narrow else WIDE
    read = ((line, [point for point in line.points if point.low is not None]) for line in lines[:MOST])
    shown = [(*pair, style) for pair, style in zip((pair for pair in read if pair[1]), theme.organisations, strict=False)]
    if not shown:
        return empty_chart(
            words("Choose up to six institutions that have left and whose new accounts are read: their curves share one scale."), frame
        )
    ages = max((point.day - line.departed_on).days for line, points, _ in shown for point in points)
    first, last = min(line.departed_on for line, _, _ in shown), max(points[-1].day for _, points, _ in shown)
    if axis is TimeAxis.DAYS:
        last = first + timedelta(days=ages)
    on_all = marks if axis is TimeAxis.CALENDAR else ()
    noted = [mark for mark in (*on_all, *_own(shown, first, axis, words, narrow)) if first <= mark.day <= last]
    if any(mark.strong for mark in noted):
        frame = frame.with_header(HEADER)
    highest = max(100 * ratio for _, points, _ in shown for point in points for ratio in (point.low, point.high) if ratio is not None)
    ticks = round_steps(highest)
    ends = [
        _end(line, points[-1], style, frame.py(100 * (points[-1].low or 0), ticks), theme, words, narrow) for line, points, style in shown
    ]
    right = right_margin(ends, least=96)
    labels, leaders = place_ends(ends, theme, frame.plot_height)
    x = _since(first) if axis is TimeAxis.DAYS else _same
    ground = Ground(frame, right, first, last, frame.top_value(ticks), x, theme, words, narrow)
    marked = mark_events(ground, _ink(shown, ground, ticks, axis), noted) if noted else Marked([], [])
    return Drawing(
        frame,
        right,
        time_axis(axis, x(first), x(last), words, ground.width),
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

    def said(words: Words) -> list[str | None]:
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


def _ink(shown: Shown, ground: Ground, ticks: Sequence[float], axis: TimeAxis) -> Ink:
    """The curves and the numbers, for names that must not cover them."""
    ink = Ink()
    ink.cover(tick_boxes(ground, ticks))
    for line, points, _ in shown:
        days = [_placed(line, point.day, ground.first, axis) for point in points]
        for ratios in ([point.low for point in points], [point.high for point in points]):
            known = [(day, ratio) for day, ratio in zip(days, ratios, strict=True) if ratio is not None]
            ink.join([(ground.px(day), ground.py(100 * ratio)) for day, ratio in known])
    return ink


def _own(shown: Shown, first: date, axis: TimeAxis, words: Words, narrow: bool) -> Iterator[EventMark]:
    """What happened to each of them alone, in its colour and with its name: colours alone tell nobody anything."""
    for line, _, style in shown:
        for mark in line.marks:
            age = (mark.day - line.departed_on).days
            yield EventMark(
                _placed(line, mark.day, first, axis),
                words("{name}: {text}", name=shorten(line.organisation, LONGEST_NAMES[narrow]), text=mark.named(words)),
                words("day {n}", n=age) if axis is TimeAxis.DAYS else mark.sublabel,
                ink=style.ink,
            )


def _placed(line: RecoveryLine, day: date, first: date, axis: TimeAxis) -> date:
    """Where a day of one of them lies: on the calendar, or as many days after ``first`` as after its departure."""
    return first + (day - line.departed_on) if axis is TimeAxis.DAYS else day


def _since(first: date) -> Callable[[date], X]:
    return lambda day: (day - first).days


def _same(day: date) -> X:
    return day
