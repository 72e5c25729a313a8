"""The same figures as the transfer chart, as a table: for reading, for screen readers and for the CSV."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dashboard.charts.rows import Line, Point, TransferRows
from dashboard.domain.transfer import Band, Share, share
from dashboard.i18n import Words
from dashboard.i18n.count_words import count_said


class Blank(StrEnum):
    """Why a cell has no figure."""

    NOT_READ = "not_read"
    NOT_BEGUN = "not_begun"
    LEFT = "left"
    HELD = "held"


Cell = int | Blank


@dataclass(frozen=True)
class TableRow:
    """One day.

    :param age: days since the departure, negative before it; None without a departure.
    :param figures: one cell per line of the table: the figure that holds that day; ``rounded``: the places of those that are rounded.
    :param band: audience regained; both ends None before the departure.
    :param marks: names of the events of that day, as the chart marks them; the departure is the day of age 0.
    """

    day: date
    age: int | None
    figures: tuple[Cell, ...]
    band: Band
    share: Share
    marks: tuple[str, ...] = ()
    rounded: frozenset[int] = frozenset()


@dataclass(frozen=True)
class TransferTable:
    """The whole table, newest day first; ``lines`` head the columns."""

    lines: tuple[Line, ...]
    rows: tuple[TableRow, ...]


OLDER = 4
"""Where not every row is shown: the older ones are that many times as far apart."""


def transfer_table(rows: TransferRows, every_days: int = 7, *, dense: int | None = None) -> TransferTable:
    """One row every ``every_days`` days back from the newest reading to the first one, and one for each day the chart marks.

    Nothing is filled in.

    :param dense: how many rows stand so near; those before them are OLDER times as far apart. None: all.
    """
    lines = tuple(line for line in rows.lines if line.points)
    found = []
    marked = {day for day in (rows.departed_on, rows.returned_on, *(event.day for event in rows.events)) if day}
    for day in _days(lines, every_days, dense, marked):
        band = rows.band_on(day)
        holds = [line.read(day, rows.holding) for line in lines]
        figures = tuple(_cell(line, day, rows, point) for line, point in zip(lines, holds, strict=True))
        age = (day - rows.departed_on).days if rows.departed_on else None
        marks = tuple(event.label for event in rows.events if event.day == day)
        rounded = frozenset(place for place, point in enumerate(holds) if point and point.rounded_to)
        found.append(TableRow(day, age, figures, band, share(band, rows.baseline), marks, rounded))
    return TransferTable(lines, tuple(found))


def say(cell: Cell, words: Words, *, about: bool = False) -> str:
    """A cell as it reads: the figure, “not read”, or nothing for an account that had not begun or was left."""
    if isinstance(cell, Blank):
        return {Blank.NOT_READ: words("not read"), Blank.HELD: words("waits for a look")}.get(cell, "")
    return count_said(words, cell, about=about)


def _days(lines: tuple[Line, ...], every: int, dense: int | None, marked: set[date]) -> list[date]:
    first = min((line.points[0].day for line in lines), default=date.max)
    last = max((line.points[-1].day for line in lines), default=date.min)
    past = (last - first).days + 1
    near = past if dense is None else min(past, dense * every)
    backs = (*range(0, near, every), *range(near - every + OLDER * every, past, OLDER * every))
    regular = {last - timedelta(days=back) for back in backs}
    return sorted(regular | {day for day in marked if first <= day <= last}, reverse=True)


def _cell(line: Line, day: date, rows: TransferRows, point: Point | None) -> Cell:
    if day < line.points[0].day:
        return Blank.NOT_BEGUN
    left, back = rows.departed_on, rows.returned_on
    if line.origin and left is not None and day > left and (back is None or day < back):
        return Blank.LEFT
    if point is not None:
        return point.value
    holding = rows.holding
    waits = any(0 <= (day - held.day).days <= holding.days(held.provenance) for held in line.held)
    return Blank.HELD if waits else Blank.NOT_READ
