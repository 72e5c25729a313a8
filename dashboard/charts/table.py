"""The same figures as the transfer chart, as a table: for reading and for screen readers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.charts.rows import EventMark, Line, Point, TransferRows
from dashboard.domain.transfer import Band
from dashboard.i18n import Words
from dashboard.i18n.count_words import count_said


class Blank(StrEnum):
    """Why a cell has no figure."""

    NOT_READ = "not_read"
    NOT_BEGUN = "not_begun"
    LEFT = "left"
    HELD = "held"


Figure = Point | Blank
"""What holds on a day, or why nothing does."""


@dataclass(frozen=True)
class TransferTable:
    """The whole table by columns, newest day first.

    :param lines: head the columns of ``figures``.
    :param ages: days since the departure, negative before it; empty without a departure.
    :param bands: audience regained; both ends None before the departure.
    :param marks: the events that the chart marks, by day; the departure is the day of age 0.
    """

    lines: tuple[Line, ...]
    days: Sequence[date]
    ages: Sequence[int]
    figures: Sequence[Sequence[Figure]]
    bands: Sequence[Band]
    marks: Mapping[date, Sequence[EventMark]]


OLDER = 4
"""Where not every row is shown: the older ones are that many times as far apart."""


def transfer_table(rows: TransferRows, every_days: int = 7, *, dense: int | None = None) -> TransferTable:
    """One row every ``every_days`` days back from the newest reading to the first one, and one for each day the chart marks.

    Nothing is filled in.

    :param dense: how many rows stand so near; those before them are OLDER times as far apart. None: all.
    """
    lines = tuple(line for line in rows.lines if line.points)
    events: dict[date, list[EventMark]] = defaultdict(list)
    for event in rows.events:
        events[event.day].append(event)
    days = _days(lines, every_days, dense, {day for day in (rows.departed_on, rows.returned_on, *events) if day})
    return TransferTable(
        lines=lines,
        days=days,
        ages=[(day - rows.departed_on).days for day in days] if rows.departed_on else (),
        figures=[_column(line, days, rows) for line in lines],
        bands=[rows.band_on(day) for day in days],
        marks=events,
    )


def say(figure: Figure, words: Words) -> str:
    """How it reads: the figure, “not read”, or nothing for an account that had not begun or was left."""
    if isinstance(figure, Point):
        return count_said(words, figure.value, about=True) if figure.rounded_to else words.number(figure.value)
    if figure is Blank.NOT_READ:
        return words("not read")
    return words("waits for a look") if figure is Blank.HELD else ""


def _days(lines: tuple[Line, ...], every: int, dense: int | None, marked: set[date]) -> list[date]:
    if not lines:
        return []
    first, last = min(line.points[0].day for line in lines), max(line.points[-1].day for line in lines)
    past = (last - first).days + 1
    near = past if dense is None else min(past, dense * every)
    backs = (*range(0, near, every), *range(near - every + OLDER * every, past, OLDER * every))
    newest = last.toordinal()
    regular = {date.fromordinal(newest - back) for back in backs}
    return sorted(regular | {day for day in marked if first <= day <= last}, reverse=True)


def _column(line: Line, days: Sequence[date], rows: TransferRows) -> list[Figure]:
    first, (left, back) = line.points[0].day, _away(line, rows)
    return [
        Blank.NOT_BEGUN if day < first else Blank.LEFT if left < day < back else line.read(day, rows.holding) or _unread(line, day, rows)
        for day in days
    ]


def _away(line: Line, rows: TransferRows) -> tuple[date, date]:
    """The departure and the return from the network of a line; where it was never left, nothing lies between them."""
    if not line.origin or rows.departed_on is None:
        return date.max, date.max
    return rows.departed_on, rows.returned_on or date.max


def _unread(line: Line, day: date, rows: TransferRows) -> Blank:
    holding = rows.holding
    waits = any(0 <= (day - held.day).days <= holding.days(held.provenance) for held in line.held)
    return Blank.HELD if waits else Blank.NOT_READ
