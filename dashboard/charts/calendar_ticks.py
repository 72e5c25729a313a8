"""Where a calendar is marked, and what stands there: months with their year once, days or years where these tell more."""

import functools
from collections.abc import Sequence
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


def calendar_ticks(first: date, last: date, width: float, words: Words) -> Sequence[Tick]:
    """The marks from one day to another over ``width`` pixels, the year where it begins to be another."""
    span = max(1, (last - first).days)
    if span > 2 * 31:
        months = next((n for n in MONTHS if 30 * n * width >= ROOM * span), MONTHS[-1])
        return _months(_month_number(first) + (first.day > 1), _month_number(last), months, words)
    step = next((n for n in DAYS if n * width >= DAY_ROOM * span), DAYS[-1])
    shown = [first + timedelta(days=n) for n in range(span + 1) if (first + timedelta(days=n)).toordinal() % step == 0]
    return _with_years([(day, f"{day.day} {_month(words.language, day.month)}") for day in shown])


def month_ticks(days: Sequence[date], words: Words, *, yearly: bool = False) -> Sequence[Tick]:
    """Given days, by their months, or by their years alone."""
    if yearly:
        return [Tick(day, (str(day.year),)) for day in days]
    return _with_years([(day, _month(words.language, day.month)) for day in days])


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


# Thousands of institutions are drawn over a few years.
@functools.lru_cache(maxsize=1_000)
def _months(first: int, last: int, every: int, words: Words) -> Sequence[Tick]:
    """First days of every so many months, January among them where that can be."""
    days = [date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1) if month % every == 0]
    return month_ticks(days, words, yearly=every >= 12)


def _with_years(marks: Sequence[tuple[date, str]]) -> Sequence[Tick]:
    said, ticks = None, []
    for day, text in marks:
        ticks.append(Tick(day, (text,) if day.year == said else (text, str(day.year))))
        said = day.year
    return ticks


@functools.cache
def _month(language: str, month: int) -> str:
    """The short name of a month, as in a date."""
    return dates.format_date(date(2025, month, 1), "MMM", locale=language)
