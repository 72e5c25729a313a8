"""How many organisations have left, day by day, and how many will have by the dates they gave."""

from datetime import date, timedelta

import plotly.graph_objects as go

from dashboard.charts.axes import calendar_axis, value_axis
from dashboard.charts.frame import Frame, empty_chart, lay_out, round_steps
from dashboard.charts.labels import EndLabel, Text, draw_ends, right_margin
from dashboard.charts.layout import wrap
from dashboard.charts.rows import DeparturesRows
from dashboard.charts.theme import LABEL_SIZE, Theme
from dashboard.i18n import Words

WIDE = Frame(width=840, height=320, top=16, bottom=46)
NARROW = Frame(width=358, height=300, top=16, bottom=46)


def departures_chart(rows: DeparturesRows, theme: Theme, words: Words, *, narrow: bool = False) -> go.Figure:
    """Steps, not a smoothed curve: solid up to ``as_of``, dotted for the departures that are planned."""
    if not rows.counts:
        return empty_chart(words("Nobody has logged a departure yet. The first one begins this curve."), theme, words)
    frame = NARROW if narrow else WIDE
    past = [(day, n) for day, n in rows.counts if day <= rows.as_of]
    planned = [(day, n) for day, n in rows.counts if day > rows.as_of]
    now = past[-1][1] if past else 0
    first, last = rows.counts[0][0], max(rows.as_of, rows.counts[-1][0])
    spare = max(timedelta(days=7), (last - first) / 20)
    start, end = first - spare, last + spare if planned else last
    ticks = round_steps(rows.counts[-1][1])
    figure = go.Figure()
    figure.add_trace(_steps("left", [(start, 0), *past, (rows.as_of, now)], theme.text, "solid", words("have left"), words))
    said = words.plural("{n} has left", "{n} have left", now)
    ends = [EndLabel(((Text(said, theme.text, bold=True),),), frame.py(now, ticks))]
    if planned:
        figure.add_trace(
            _steps(
                "planned", [(rows.as_of, now), *planned, (end, planned[-1][1])], theme.muted, "2px,3px", words("with those planned"), words
            )
        )
        lines = wrap(words("{n} with those planned", n=planned[-1][1]), 112 if narrow else 240, LABEL_SIZE)
        ends.append(EndLabel(tuple((Text(line, theme.muted),) for line in lines), frame.py(planned[-1][1], ticks)))
    draw_ends(figure, ends, theme, frame.plot_height)
    return lay_out(
        figure,
        frame,
        theme,
        words,
        right=right_margin(ends, least=96),
        xaxis=calendar_axis(start, end),
        yaxis=value_axis(ticks, frame.top_value(ticks), words.plural("institution", "institutions", int(ticks[-1])), theme, words),
        still=narrow,
    )


def _steps(name: str, points: list[tuple[date, int]], colour: str, dash: str, said: str, words: Words) -> go.Scatter:
    return go.Scatter(
        name=name,
        x=[day for day, _ in points],
        y=[n for _, n in points],
        mode="lines",
        line={"color": colour, "width": 2.5, "dash": dash, "shape": "hv"},
        hovertemplate=f"<b>%{{y:,.0f}}</b> {said}<extra></extra>",
    )
