"""The table under the chart: one row a week back from the newest reading; the older ones are folded, and may be four weeks apart."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

from dashboard.charts.rows import EventMark, Line, TransferRows
from dashboard.charts.sentences import share
from dashboard.charts.table import Blank, Figure, TransferTable, say, transfer_table
from dashboard.domain import transfer
from dashboard.domain.networks import Network
from dashboard.i18n import Words

SHOWN = 6
"""Rows shown at once."""
MOST = 110
"""Two years of weeks; the CSV has everything."""
_NOTHING = (Blank.NOT_BEGUN, Blank.LEFT)
"""Figures of a column that is left out where it has no others."""


class Column(NamedTuple):
    """One account; ``handle`` only where a network has several."""

    network: Network
    handle: str
    declared: bool


class Shown(NamedTuple):
    """Some rows of the table by columns, the same in every language: those alone that say something in them.

    :param accounts: each with its figures.
    :param ages: empty without a departure; ``bands``, with the ``shares`` that they are: empty where none is known.
    :param marks: what the chart marks on each of the days.
    :param weekly: whether there is a row each week.
    """

    days: Sequence[date]
    accounts: Sequence[tuple[Column, Sequence[Figure]]]
    ages: Sequence[int]
    bands: Sequence[transfer.Band]
    shares: Sequence[transfer.Share]
    marks: Sequence[Sequence[EventMark]]
    weekly: bool


Cell = tuple[str, str, bool]
"""The name of its column, the figure in words, and whether it says why there is none."""


class Row(NamedTuple):
    """One day, ``said`` in words; ``marks`` name what happened on it."""

    day: date
    said: str
    marks: Sequence[str]
    cells: Sequence[Cell]


_ROW: Callable[[tuple[Any, ...]], Row] = partial(tuple.__new__, Row)


class Part(NamedTuple):
    """Some rows in words, with the columns that say something in them: the age if one has any, the networks, the band if one has any."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    aged: bool
    banded: bool
    weekly: bool


def rows_shown(rows: TransferRows, *, few: bool = False) -> tuple[Shown, Shown]:
    """The newest rows and the older ones.

    :param few: for a page that is to be light on a phone: the older rows are four weeks apart.
    """
    table = transfer_table(rows, dense=SHOWN if few else None)
    return _shown(rows, table, slice(SHOWN), weekly=True), _shown(rows, table, slice(SHOWN, MOST), weekly=not few)


def readings(words: Words, shown: tuple[Shown, Shown]) -> tuple[Part, Part]:
    """The same in words."""
    newest, older = shown
    return _part(words, newest), _part(words, older)


def _shown(rows: TransferRows, table: TransferTable, part: slice, *, weekly: bool) -> Shown:
    days, bands = table.days[part], table.bands[part]
    banded = any(band.low is not None for band in bands)
    cut = zip(table.lines, (column[part] for column in table.figures), strict=True)
    return Shown(
        days=days,
        accounts=[(_head(line, table.lines), figures) for line, figures in cut if any(one not in _NOTHING for one in figures)],
        ages=table.ages[part],
        bands=bands if banded else (),
        shares=[transfer.share(band, rows.baseline) for band in bands] if banded else (),
        marks=[table.marks.get(day, ()) for day in days],
        weekly=weekly,
    )


def _head(line: Line, lines: Sequence[Line]) -> Column:
    several = sum(other.network is line.network for other in lines) > 1
    return Column(line.network, line.handle if several else "", line.declared)


def _part(words: Words, shown: Shown) -> Part:
    said = zip(shown.days, map(words.date, shown.days), _marks(words, shown), _cells(words, shown), strict=True)
    return Part(
        columns=[column for column, _ in shown.accounts],
        rows=list(map(_ROW, said)),
        aged=bool(shown.ages),
        banded=bool(shown.bands),
        weekly=shown.weekly,
    )


def _marks(words: Words, shown: Shown) -> Iterator[Sequence[str]]:
    departure = [age == 0 for age in shown.ages] or [False] * len(shown.days)
    for marks, departs in zip(shown.marks, departure, strict=True):
        named = [mark.named(words) for mark in marks]
        yield [words("Departure"), *named] if departs else named


def _cells(words: Words, shown: Shown) -> Iterable[Sequence[Cell]]:
    blanks = words("not read"), words("waits for a look")
    columns = [zip(repeat(label), texts, [text in blanks for text in texts]) for label, texts in _columns(words, shown)]
    return zip(*columns, strict=True) if columns else repeat((), len(shown.days))


def _columns(words: Words, shown: Shown) -> Iterator[tuple[str, Sequence[str]]]:
    """Each column of cells: its name and its texts."""
    if shown.ages:
        yield words("Days"), words.whole_numbers(shown.ages)
    for column, figures in shown.accounts:
        yield words.term(column.network), [say(one, words) for one in figures]
    if shown.bands:
        yield from _band(words, shown)


def _band(words: Words, shown: Shown) -> Iterator[tuple[str, Sequence[str]]]:
    """Both ends of the band, and the share that they are; before the departure there is none."""
    unread = [words("not read") if age >= 0 else "" for age in shown.ages] or [""] * len(shown.days)
    for label, ends in ((words("At least"), [band.low for band in shown.bands]), (words("At most"), [band.high for band in shown.bands])):
        known = iter(words.whole_numbers(n for n in ends if n is not None))
        yield label, [blank if n is None else next(known) for n, blank in zip(ends, unread, strict=True)]
    form = partial(share, words)
    shares = [blank if low is None else words.range(low, high, form) for (low, high), blank in zip(shown.shares, unread, strict=True)]
    yield words("Share of the audience left behind"), shares
