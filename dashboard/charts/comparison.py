"""Up to six organisations on one scale: what each regained, at least and at most, as a share of what it left."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from dashboard.charts.axes import time_axis, value_axis
from dashboard.charts.band import band_traces
from dashboard.charts.frame import Frame, empty_chart, lay_out, reach, round_steps, translucent
from dashboard.charts.labels import EndLabel, Text, draw_ends, right_margin
from dashboard.charts.layout import plain, shorten, wrap
from dashboard.charts.rows import RecoveryLine, RecoveryPoint
from dashboard.charts.sentences import share
from dashboard.charts.theme import LABEL_SIZE, SeriesStyle, Theme
from dashboard.domain.views import TimeAxis
from dashboard.i18n import Words

MOST = 6
WIDE = Frame(width=840, height=430, top=16, bottom=46)
NARROW = Frame(width=358, height=430, top=16, bottom=46)
NAME_WIDTHS = {False: 200, True: 100}
"""Pixels for a name at the right end: on a wide page, on a phone."""


def comparison_chart(
    lines: Sequence[RecoveryLine], theme: Theme, words: Words, *, axis: TimeAxis = TimeAxis.DAYS, narrow: bool = False
) -> go.Figure:
    """One line and one light band per organisation, aligned on the departure unless the calendar is asked for.

    The line is the lower end; the area above it ends at the upper one and is missing where that is not known. Only the first six
    are drawn. Told apart by colour, dash and marker; named at the right end.
    """
    shown = [(line, read) for line in lines[:MOST] if (read := [point for point in line.points if point.low is not None])]
    if not shown:
        return empty_chart(
            words("Choose up to six institutions that have left and whose new accounts are read: their curves share one scale."),
            theme,
            words,
        )
    frame = NARROW if narrow else WIDE
    highest = max(100 * ratio for _, read in shown for point in read for ratio in (point.low, point.high) if ratio is not None)
    ticks = round_steps(highest)
    ends: list[EndLabel] = []
    figure = go.Figure()
    for (line, _), style in zip(shown, theme.organisations, strict=False):
        figure.add_traces(_band(line, style, axis))
    for (line, read), style in zip(shown, theme.organisations, strict=False):
        figure.add_traces(_line(line, read, style, axis, words))
        ends.append(_end(line, read[-1], style, theme, words, frame.py(100 * (read[-1].low or 0), ticks), narrow=narrow))
    right = right_margin(ends, least=96)
    draw_ends(figure, ends, theme, frame.plot_height)
    days = [_x(line, point.day, axis) for line, read in shown for point in read]
    start = 0 if axis is TimeAxis.DAYS else min(line.departed_on for line, _ in shown)
    span = max((point.day - line.departed_on).days for line, read in shown for point in read)
    figure.update_layout(hoverdistance=reach((frame.width - right) / max(1, span)))
    return lay_out(
        figure,
        frame,
        theme,
        words,
        right=right,
        xaxis=time_axis(axis, start, max(days), words, frame.width - right),
        yaxis=value_axis(ticks, frame.top_value(ticks), words("of the audience left behind"), theme, words, percent=True),
        still=narrow,
    )


def _x(line: RecoveryLine, day: date, axis: TimeAxis) -> date | int:
    return (day - line.departed_on).days if axis is TimeAxis.DAYS else day


def _percent(ratio: float | None) -> float | None:
    return None if ratio is None else 100 * ratio


def _band(line: RecoveryLine, style: SeriesStyle, axis: TimeAxis) -> list[go.Scatter]:
    values = [(point.day, _percent(point.low), _percent(point.high)) for point in line.points]
    traces = band_traces(
        values, lambda day: _x(line, day, axis), fill=translucent(style.colour, 0.12), edge=translucent(style.colour, 0.45), name="band"
    )
    return [trace.update(line_width=1) if trace.fill is None else trace for trace in traces]


def _line(line: RecoveryLine, read: Sequence[RecoveryPoint], style: SeriesStyle, axis: TimeAxis, words: Words) -> list[go.Scatter]:
    xs: list[date | int | None] = []
    ys: list[float | None] = []
    said: list[str | None] = []
    previous: date | None = None
    for point in read:
        if previous is not None and (point.day - previous).days > 1:
            xs, ys, said = [*xs, None], [*ys, None], [*said, None]
        xs.append(_x(line, point.day, axis))
        ys.append(_percent(point.low))
        said.append(_range(point, words))
        previous = point.day
    name = plain(shorten(line.organisation, 40))
    drawn = go.Scatter(
        name=line.organisation,
        x=xs,
        y=ys,
        customdata=said,
        mode="lines",
        connectgaps=False,
        line={"color": style.colour, "width": 2.5, "dash": style.dash},
        hovertemplate=f"{name} <b>%{{customdata}}</b><extra></extra>",
    )
    marker = go.Scatter(
        name=line.organisation,
        x=[_x(line, read[-1].day, axis)],
        y=[_percent(read[-1].low)],
        mode="markers",
        marker={"symbol": style.marker, "size": 11, "color": style.colour},
        hoverinfo="skip",
        cliponaxis=False,
    )
    return [drawn, marker]


def _range(point: RecoveryPoint, words: Words) -> str:
    return words.range(point.low, point.high, lambda ratio: share(words, ratio))


def _end(line: RecoveryLine, point: RecoveryPoint, style: SeriesStyle, theme: Theme, words: Words, at: float, *, narrow: bool) -> EndLabel:
    names = [(Text(part, style.ink, bold=True),) for part in wrap(line.organisation, NAME_WIDTHS[narrow], LABEL_SIZE)]
    return EndLabel((*names, (Text(_range(point, words), theme.muted),)), at, joined=False)
