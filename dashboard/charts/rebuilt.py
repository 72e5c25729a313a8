"""The curve rebuilt from X's daily gains and losses, with the counts it must meet."""

import math
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.axes import calendar_axis
from dashboard.charts.frame import Frame, empty_chart, lay_out
from dashboard.charts.labels import EndLabel, Text, draw_ends, right_margin
from dashboard.charts.rebuilt_rows import AnchorPoint, RebuiltRows
from dashboard.charts.rows import Point
from dashboard.charts.template import halo
from dashboard.charts.theme import AXIS_SIZE, Theme
from dashboard.domain.networks import Network
from dashboard.i18n import Words

WIDE = Frame(width=840, height=340, top=22, bottom=46)
NARROW = Frame(width=358, height=300, top=22, bottom=46)
STEPS = 4
OF_KEPT = "4px,3px"


def rebuilt_chart(rows: RebuiltRows, theme: Theme, words: Words, *, narrow: bool = False) -> go.Figure:
    """The days as a line, those that stay as they are dashed, each known count as a marker with its difference.

    A year moves an account by a few per cent: the axis goes from the lowest value to the highest and says where it begins.
    """
    if not rows.points:
        return empty_chart(words("No day to draw. Choose the file that X gave."), theme, words)
    frame = NARROW if narrow else WIDE
    values = [point.value for point in (*rows.points, *rows.kept)] + [one.value for one in rows.anchors]
    ticks = steps_between(min(values), max(values))
    low, high = ticks[0], ticks[-1] + (ticks[-1] - ticks[0]) * 0.06
    colour, last = theme.networks[Network.X].colour, rows.points[-1]
    figure = go.Figure()
    figure.add_trace(_line("rebuilt", rows.points, colour, "solid", words("rebuilt")))
    if rows.kept:
        figure.add_trace(_line("kept", rows.kept, theme.accent, OF_KEPT, words("kept from a later export")))
    for one in rows.anchors:
        figure.add_trace(_anchor(one, theme, words))
    at = frame.plot_height * (high - last.value) / (high - low)
    name = Text(words.term(Network.X), theme.networks[Network.X].ink, bold=True)
    ends = [EndLabel(((name, Text(words.number(last.value), theme.networks[Network.X].ink, bold=True)),), at)]
    draw_ends(figure, ends, theme, frame.plot_height)
    spare = max(timedelta(days=1), (last.day - rows.points[0].day) / 60)
    return lay_out(
        figure,
        frame,
        theme,
        words,
        right=right_margin(ends, least=96),
        xaxis=calendar_axis(rows.points[0].day - spare, last.day + spare),
        yaxis=_axis(ticks, (low, high), theme, words),
        still=narrow,
    )


def steps_between(lowest: int, highest: int) -> tuple[int, ...]:
    """About four round whole steps, the first at or below ``lowest``, the last at or above ``highest``."""
    aim = max(1.0, (highest - lowest) / STEPS)
    power = 10 ** math.floor(math.log10(aim))
    step = next(int(f * power) for f in (1, 2, 2.5, 5, 10) if f * power >= aim and f * power % 1 == 0)
    first = lowest // step * step
    last = max(-(-highest // step) * step, first + step)
    return tuple(range(first, last + 1, step))


def _axis(ticks: tuple[int, ...], ends: tuple[float, float], theme: Theme, words: Words) -> dict[str, Any]:
    texts = [words.number(tick) for tick in ticks]
    texts[-1] = f"{texts[-1]} {words('followers')}"
    if ticks[0]:
        texts[0] = words("{n}: the axis does not begin at 0", n=ticks[0])
    return {
        "range": list(ends),
        "tickvals": list(ticks),
        "ticktext": texts,
        "ticklabelposition": "inside top",
        "ticklabeloverflow": "allow",
        "tickfont": {"size": AXIS_SIZE, "color": theme.muted, "shadow": halo(theme)},
        "gridcolor": theme.line,
    }


def _line(name: str, points: tuple[Point, ...], colour: str, dash: str, said: str) -> go.Scatter:
    """Days that do not follow each other are not joined."""
    days: list[date | None] = []
    values: list[int | None] = []
    for point in points:
        before = days[-1] if days else None
        if before and (point.day - before).days > 1:
            days.append(None)
            values.append(None)
        days.append(point.day)
        values.append(point.value)
    return go.Scatter(
        name=name,
        x=days,
        y=values,
        mode="lines" if len(points) > 1 else "lines+markers",
        connectgaps=False,
        line={"color": colour, "width": 2.5, "dash": dash},
        hovertemplate=f"<b>%{{y:,.0f}}</b> {said}<extra></extra>",
        cliponaxis=False,
    )


def _anchor(one: AnchorPoint, theme: Theme, words: Words) -> go.Scatter:
    """A filled marker for the count the curve is rebuilt from, an open one for the others, with what lies between."""
    shown = "" if one.chosen or not one.difference else signed(words, one.difference)
    return go.Scatter(
        name="anchor" if one.chosen else "count",
        x=[one.day],
        y=[one.value],
        mode="markers+text" if shown else "markers",
        text=[shown],
        textposition="top center",
        textfont={"size": AXIS_SIZE, "color": theme.text, "shadow": halo(theme)},
        marker={
            "symbol": "circle" if one.chosen else "circle-open",
            "size": 11,
            "color": theme.text,
            "line": {"color": theme.text, "width": 0 if one.chosen else 2},
        },
        hovertemplate=f"<b>%{{y:,.0f}}</b> {words('counted: {provenance}', provenance=one.provenance)}<extra></extra>",
        cliponaxis=False,
    )


def signed(words: Words, difference: int) -> str:
    """+8, −8."""
    return ("+" if difference > 0 else "") + words.number(difference)
