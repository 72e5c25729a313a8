"""The curve rebuilt from X's daily gains and losses, with the counts it must meet."""

import math
from datetime import date, timedelta

from dashboard.charts.axes import calendar_axis
from dashboard.charts.drawing import Curve, Dots, Drawing, Marker, Stroke, Text, Value, X, YAxis
from dashboard.charts.empty import empty_chart
from dashboard.charts.frame import Frame
from dashboard.charts.labels import EndLabel, place_ends, right_margin
from dashboard.charts.rebuilt_rows import AnchorPoint, RebuiltRows
from dashboard.charts.rows import Point
from dashboard.charts.theme import Theme
from dashboard.domain.networks import Network
from dashboard.i18n import Words

WIDE = Frame(width=840, height=340, top=22, bottom=46)
NARROW = Frame(width=358, height=300, top=22, bottom=46)
STEPS = 4
OF_KEPT = "4px,3px"


def rebuilt_chart(rows: RebuiltRows, theme: Theme, words: Words, *, narrow: bool = False) -> Drawing:
    """The days as a line, those that stay as they are dashed, each known count as a marker with its difference.

    A year moves an account by a few per cent: the axis goes from the lowest value to the highest and says where it begins.
    """
    frame = NARROW if narrow else WIDE
    if not rows.points:
        return empty_chart(words("No day to draw. Choose the file that X gave."), frame)
    values = [point.value for point in (*rows.points, *rows.kept)] + [one.value for one in rows.anchors]
    ticks = steps_between(min(values), max(values))
    low, high = ticks[0], ticks[-1] + (ticks[-1] - ticks[0]) * 0.06
    style, last = theme.networks[Network.X], rows.points[-1]
    curves = [_line("rebuilt", rows.points, Stroke(style.colour, 2.5), words("rebuilt"))]
    if rows.kept:
        curves.append(_line("kept", rows.kept, Stroke(theme.accent, 2.5, OF_KEPT), words("kept from a later export")))
    at = frame.plot_height * (high - last.value) / (high - low)
    said = (Text(words.term(Network.X), style.ink, bold=True), Text(words.number(last.value), style.ink, bold=True))
    ends = [EndLabel((said,), at)]
    labels, leaders = place_ends(ends, theme, frame.plot_height)
    spare = max(timedelta(days=1), (last.day - rows.points[0].day) / 60)
    return Drawing(
        frame,
        right_margin(ends, least=96),
        calendar_axis(rows.points[0].day - spare, last.day + spare),
        _axis(ticks, (low, high), words),
        (*curves, *(_anchor(one, theme, words) for one in rows.anchors)),
        tuple(leaders),
        tuple(labels),
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


def _axis(ticks: tuple[int, ...], ends: tuple[float, float], words: Words) -> YAxis:
    texts = [words.number(tick) for tick in ticks]
    texts[-1] = f"{texts[-1]} {words('followers')}"
    if ticks[0]:
        texts[0] = words("{n}: the axis does not begin at 0", n=ticks[0])
    return YAxis(*ends, ticks, tuple(texts))


def _line(name: str, points: tuple[Point, ...], stroke: Stroke, said: str) -> Curve:
    """Days that do not follow each other are not joined."""
    days: list[X | None] = []
    values: list[float | None] = []
    before: date | None = None
    for point in points:
        if before and (point.day - before).days > 1:
            days.append(None)
            values.append(None)
        days.append(point.day)
        values.append(point.value)
        before = point.day
    alone = Marker("circle", 6, stroke.colour) if len(points) == 1 else None
    return Curve(name, days, values, stroke, alone, hover=(Value(), f" {said}"))


def _anchor(one: AnchorPoint, theme: Theme, words: Words) -> Dots:
    """A filled marker for the count the curve is rebuilt from, an open one for the others, with what lies between."""
    shown = "" if one.chosen or not one.difference else signed(words, one.difference)
    sign = Marker("circle", 11, theme.text) if one.chosen else Marker("circle-open", 11, theme.text, 2)
    hover = (Value(), f" {words('counted: {provenance}', provenance=one.provenance)}")
    return Dots("anchor" if one.chosen else "count", [one.day], [one.value], sign, hover, texts=[shown])


def signed(words: Words, difference: int) -> str:
    """+8, −8."""
    return ("+" if difference > 0 else "") + words.number(difference)
