"""Axes: values from zero, written on their grid lines; months with their year once; days since the departure."""

from collections.abc import Sequence
from typing import Any

from dashboard.charts.template import halo
from dashboard.charts.theme import AXIS_SIZE, Theme
from dashboard.domain.views import TimeAxis
from dashboard.i18n import Words

TICK_ROOM = 46
"""Pixels from one age to the next."""


def value_axis(ticks: Sequence[float], top: float, unit: str, theme: Theme, words: Words, *, percent: bool = False) -> dict[str, Any]:
    """The vertical axis; zero is the frame and needs no number, the topmost one carries the unit.

    :param unit: what follows the topmost number; ``percent``: the values are per cents.
    """
    sign = words.percent_sign if percent else ""
    texts = ["", *(words.number(tick) + sign for tick in ticks[1:])]
    texts[-1] = f"{texts[-1]} {unit}".strip()
    return {
        "range": [0, top],
        "tickvals": list(ticks),
        "ticktext": texts,
        "ticklabelposition": "inside top",
        "ticklabeloverflow": "allow",
        "tickfont": {"size": AXIS_SIZE, "color": theme.muted, "shadow": halo(theme)},
        "gridcolor": theme.line,
    }


def calendar_axis(first: object, last: object) -> dict[str, Any]:
    """Months, with the year under the first one and under each January; days when a reader looks closer."""
    return {
        "type": "date",
        "range": [first, last],
        "tickformat": "%b\n%Y",
        "tickformatstops": [
            {"dtickrange": [None, 86_400_000 * 27], "value": "%-d %b\n%Y"},
            {"dtickrange": [86_400_000 * 27, "M11"], "value": "%b\n%Y"},
            {"dtickrange": ["M12", None], "value": "%Y"},
        ],
        "ticklabelposition": "outside right",
        "unifiedhovertitle": {"text": "%{x|%-d %B %Y}"},
    }


def days_axis(first: int, last: int, words: Words, width: float) -> dict[str, Any]:
    """Days since the departure, at the ages that are compared everywhere, as far as there is room in ``width`` pixels."""
    shown: list[int] = []
    for age in (0, 90, 365, *range(730, last + 1, 365), 180, 30, last, -30):
        room = width / max(1, last - first)
        if first <= age <= last and all(abs(age - other) * room >= TICK_ROOM for other in shown):
            shown.append(age)
    shown.sort()
    return {
        "type": "linear",
        "range": [first, last],
        "tickvals": shown,
        "ticktext": [words("day {n}", n=0) if age == 0 else words.number(age).replace("-", "−") for age in shown],
        "ticklabelposition": "outside right",
        "ticklabeloverflow": "allow",
        "unifiedhovertitle": {"text": words("day {n}", n="%{x}")},
    }


def time_axis(axis: TimeAxis, first: Any, last: Any, words: Words, width: float) -> dict[str, Any]:
    """The horizontal axis for dates or for days, from ``first`` to ``last``, over about ``width`` pixels."""
    return days_axis(first, last, words, width) if axis is TimeAxis.DAYS else calendar_axis(first, last)
