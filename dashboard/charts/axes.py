"""Axes: values from zero, written on their grid lines; months with their year once; days since the departure."""

import functools
from datetime import date
from itertools import pairwise
from typing import Any

from dashboard.charts.drawing import Scale, XAxis, YAxis
from dashboard.charts.layout import text_width
from dashboard.charts.theme import AXIS_SIZE
from dashboard.domain.views import TimeAxis
from dashboard.i18n import Words

TICK_ROOM = 46
"""Pixels from one age to the next."""
GAP = 6
"""Pixels between what stands at one age and the next one."""


# Thousands of drawings count to the same few heights.
@functools.lru_cache(maxsize=1_000)
def value_axis(ticks: tuple[int, ...], top: float, unit: str, words: Words, *, percent: bool = False) -> YAxis:
    """The vertical axis; zero is the frame and needs no number, the topmost one carries the unit.

    :param unit: what follows the topmost number; ``percent``: the values are per cents.
    """
    sign = words.percent_sign if percent else ""
    texts = ["", *(words.number(tick) + sign for tick in ticks[1:])]
    texts[-1] = f"{texts[-1]} {unit}".strip()
    return YAxis(0, top, ticks, tuple(texts))


def calendar_axis(first: date, last: date, *, fixed: bool = False) -> XAxis:
    """Months, with the year under the first one and under each January; days when a reader looks closer."""
    return XAxis(Scale.DATE, first, last, fixed=fixed)


def days_axis(first: int, last: int, words: Words, width: float) -> XAxis:
    """Days since the departure, at the ages that are compared everywhere, as far as there is room in ``width`` pixels."""
    shown: list[int] = []
    for age in (0, 90, 365, *range(730, last + 1, 365), 180, 30, last, -30):
        room = width / max(1, last - first)
        if first <= age <= last and all(abs(age - other) * room >= TICK_ROOM for other in shown):
            shown.append(age)
    shown.sort()
    texts = [words("day {n}", n=words.number(age).replace("-", "−")) for age in shown]
    spare = [(after - age) * width / max(1, last - first) - GAP for age, after in pairwise(shown)]
    if any(text_width(text, AXIS_SIZE) > wide for text, wide in zip(texts, spare, strict=False)):
        texts = [text if age == 0 else words.number(age).replace("-", "−") for age, text in zip(shown, texts, strict=True)]
    return XAxis(Scale.LINEAR, first, last, tuple(shown), tuple(texts), said=words("day {n}", n="{x}"))


def time_axis(axis: TimeAxis, first: Any, last: Any, words: Words, width: float) -> XAxis:
    """The horizontal axis for dates or for days, from ``first`` to ``last``, over about ``width`` pixels."""
    return days_axis(first, last, words, width) if axis is TimeAxis.DAYS else calendar_axis(first, last)
