"""Where a calendar is marked, and what stands there: months with their year once, days or years where these tell more."""

import functools
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from babel import dates

from dashboard.i18n import Words

ROOM, DAY_ROOM = 46, 64
"""Pixels from one mark to the next, at least: for the name of a month, for a day with it."""
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
DAYS = (1, 2, 7, 14, 28)


class Tick(NamedTuple):
    """One mark of the axis with its lines of text."""

    day: date
    lines: tuple[str, ...]


def calendar_ticks(first: date, last: date, width: float, words: Words) -> list[Tick]:
    """The marks from one day to another over ``width`` pixels, the year where it begins to be another."""
    span = max(1, (last - first).days)
    if span > 2 * 31:
        months = next((n for n in MONTHS if 30 * n * width >= ROOM * span), MONTHS[-1])
        return month_ticks(list(_firsts(first, last, months)), words, yearly=months >= 12)
    step = next((n for n in DAYS if n * width >= DAY_ROOM * span), DAYS[-1])
    shown = [first + timedelta(days=n) for n in range(span + 1) if (first + timedelta(days=n)).toordinal() % step == 0]
    return _with_years([(day, f"{day.day} {_month(words.language, day.month)}") for day in shown])


def month_ticks(days: Sequence[date], words: Words, *, yearly: bool = False) -> list[Tick]:
    """Given days, by their months, or by their years alone."""
    if yearly:
        return [Tick(day, (str(day.year),)) for day in days]
    return _with_years([(day, _month(words.language, day.month)) for day in days])


def _firsts(first: date, last: date, every: int) -> Iterator[date]:
    """First days of every so many months, January among them where that can be."""
    start = first.year * 12 + first.month - 1 + (first.day > 1)
    for month in range(start, last.year * 12 + last.month):
        if month % every == 0:
            yield date(month // 12, month % 12 + 1, 1)


def _with_years(marks: Sequence[tuple[date, str]]) -> list[Tick]:
    said, ticks = None, []
    for day, text in marks:
        ticks.append(Tick(day, (text,) if day.year == said else (text, str(day.year))))
        said = day.year
    return ticks


@functools.cache
def _month(language: str, month: int) -> str:
    """The short name of a month, as in a date."""
    return dates.format_date(date(2025, month, 1), "MMM", locale=language)
