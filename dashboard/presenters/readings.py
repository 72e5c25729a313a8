"""The table under the chart: one row a week back from the newest reading; the older ones are folded, and may be four weeks apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.charts.rows import Line, TransferRows
from dashboard.charts.sentences import share
from dashboard.charts.table import Blank, TableRow, TransferTable, say, transfer_table
from dashboard.domain.networks import Network
from dashboard.i18n import Words

SHOWN = 6
"""Rows shown at once."""
MOST = 110
"""Two years of weeks; the CSV has everything."""


@dataclass(frozen=True)
class Column:
    """One account; ``handle`` only where a network has several."""

    network: Network
    handle: str
    declared: bool


@dataclass(frozen=True)
class Row:
    """One day, in words; ``marks`` name what happened on it."""

    day: date
    marks: tuple[str, ...]
    age: str
    figures: tuple[str, ...]
    low: str
    high: str
    share: str


@dataclass(frozen=True)
class Part:
    """Some rows with the columns that say something in them; ``banded``: whether one has a band, ``aged``: an age.

    :param weekly: whether there is a row each week.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    aged: bool
    banded: bool
    weekly: bool = True


def readings(words: Words, rows: TransferRows, *, light: bool = False) -> tuple[Part, Part]:
    """The newest rows and the older ones.

    :param light: whether the older ones are four weeks apart, for a page that is to be light on a phone.
    """
    table = transfer_table(rows, dense=SHOWN if light else None)
    newest, older = table.rows[:SHOWN], table.rows[SHOWN:MOST]
    return _part(words, table, newest), replace(_part(words, table, older), weekly=not light)


def _part(words: Words, table: TransferTable, rows: Sequence[TableRow]) -> Part:
    said = [place for place in range(len(table.lines)) if any(_says_something(row, place) for row in rows)]
    banded = any(row.band.low is not None for row in rows)
    return Part(
        columns=tuple(_column(table.lines[place], table.lines) for place in said),
        rows=tuple(_row(words, row, said) for row in rows),
        aged=any(row.age is not None for row in rows),
        banded=banded,
    )


def _says_something(row: TableRow, place: int) -> bool:
    return row.figures[place] not in (Blank.NOT_BEGUN, Blank.LEFT)


def _column(line: Line, lines: Sequence[Line]) -> Column:
    several = sum(other.network is line.network for other in lines) > 1
    return Column(line.network, line.handle if several else "", line.declared)


def _row(words: Words, row: TableRow, said: Sequence[int]) -> Row:
    low, high = row.band.low, row.band.high
    unread = words("not read") if row.age is not None and row.age >= 0 else ""
    return Row(
        day=row.day,
        marks=(words("Departure"), *row.marks) if row.age == 0 else row.marks,
        age="" if row.age is None else words.number(row.age),
        figures=tuple(say(row.figures[place], words, about=place in row.rounded) for place in said),
        low=unread if low is None else words.number(low),
        high=unread if high is None else words.number(high),
        share=unread if row.share.low is None else words.range(row.share.low, row.share.high, lambda ratio: share(words, ratio)),
    )
