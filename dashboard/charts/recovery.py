"""The typical recovery: median and quartiles of comparable organisations at the ages at which everybody is compared."""

import math
from collections.abc import Sequence

from dashboard.charts.axes import value_axis
from dashboard.charts.drawing import Area, Curve, Drawing, Marker, Note, Scale, Stroke, Text, XAxis
from dashboard.charts.empty import empty_chart
from dashboard.charts.frame import Frame, round_steps
from dashboard.charts.labels import EndLabel, place_ends, right_margin
from dashboard.charts.rows import AgeSpread
from dashboard.charts.sentences import share
from dashboard.charts.theme import Theme
from dashboard.i18n import Words

WIDE = Frame(width=840, height=360, top=16, bottom=48)
NARROW = Frame(width=358, height=360, top=16, bottom=48)


def recovery_chart(spread: Sequence[AgeSpread], theme: Theme, words: Words, *, narrow: bool = False) -> Drawing:
    """Median line and the middle half as a light area, over age on a logarithmic scale, with the number of organisations at each.

    An age that few have reached yet is drawn all the same: its n says how much it is worth.
    """
    frame = NARROW if narrow else WIDE
    points = sorted((one for one in spread if one.n > 0), key=lambda one: one.age)
    if not points:
        return empty_chart(
            words("No institution can be compared yet: it takes a departure, its audience then, and a reading since."), frame
        )
    ages = [one.age for one in points]
    ticks = round_steps(100 * max(one.upper_quartile for one in points))
    quartiles = [100 * one.lower_quartile for one in points], [100 * one.upper_quartile for one in points]
    median = Curve(
        "median",
        ages,
        [100 * one.median for one in points],
        Stroke(theme.accent, 2.5),
        Marker("circle", 9, theme.accent),
        hover=(Note(),),
        notes=lambda words: [_said(one, words) for one in points],
    )
    ends = _ends(points[-1], frame, ticks, theme, words, narrow=narrow)
    right = right_margin(ends, least=96)
    labels, leaders = place_ends(ends, theme, frame.plot_height)
    low, high = math.log10(ages[0]), math.log10(ages[-1])
    spare = max(0.1 * (high - low), 0.05)
    unit = words("at least") if narrow else words("of the audience left behind, at least")
    return Drawing(
        frame,
        right,
        XAxis(
            Scale.LOG,
            10 ** (low - spare),
            10 ** (high + 0.2 * spare),
            tuple(ages),
            tuple(_age(one, words, said=one is points[0] or not narrow, first=one is points[0]) for one in points),
            said=words("{n} days after the departure", n="{x}"),
            centred=True,
            fixed=True,
        ),
        value_axis(ticks, frame.top_value(ticks), unit, words, percent=True),
        (Area("middle half", ((ages, *quartiles),), theme.band), median),
        tuple(leaders),
        tuple(labels),
        still=narrow,
    )


def _age(one: AgeSpread, words: Words, *, first: bool, said: bool) -> str:
    age = words("day {n}", n=one.age) if first else words.number(one.age)
    return f"{age}\n{words('n = {n}', n=one.n) if said else words.number(one.n)}"


def _said(one: AgeSpread, words: Words) -> str:
    return words(
        "Median {median}, half of them from {low} to {high} (n = {n})",
        median=share(words, one.median),
        low=share(words, one.lower_quartile),
        high=share(words, one.upper_quartile),
        n=one.n,
    )


def _ends(one: AgeSpread, frame: Frame, ticks: tuple[int, ...], theme: Theme, words: Words, *, narrow: bool) -> list[EndLabel]:
    """What the quartiles mean, in words: “half of them: 28 % or more”."""
    parts = (
        (one.upper_quartile, words("a quarter:"), False),
        (one.median, words("half of them:"), True),
        (one.lower_quartile, words("three quarters:"), False),
    )
    labels = []
    for ratio, who, bold in parts:
        name, value = Text(who, theme.accent, bold), Text(words("{share} or more", share=share(words, ratio)), theme.accent, bold)
        labels.append(EndLabel(((name,), (value,)) if narrow else ((name, value),), frame.py(100 * ratio, ticks)))
    return labels
