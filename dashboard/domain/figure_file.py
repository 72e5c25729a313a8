"""A file or a table of dated figures: what each line says, and for each that says nothing we can take, where and why."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from dashboard.domain import figure_cells
from dashboard.domain.csv_header import columns_of, word
from dashboard.domain.csv_table import BadRow, LineProblem, Row, decode, rows, separator_of
from dashboard.domain.errors import N_, Refused
from dashboard.domain.figure_words import COLUMN_OF, COLUMNS, REQUIRED
from dashboard.domain.handles import Recognised
from dashboard.domain.networks import Network
from dashboard.domain.rounded_counts import Count

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
MOST_FIGURES = 200_000
MOST_PROBLEMS = 1_000
"""Wrong lines after which reading stops: whoever has so many has one cause to look for."""
STEP = 5_000
"""Lines between two pieces of news."""

Progress = Callable[[int, int], None]
"""Takes how many lines were read, and of how many."""


class FigureLine(NamedTuple):
    """One figure as it was written.

    :param line_no: of the file, its first line being 1; of a table, its rows from 1.
    :param organisation: slug, name or identifier; empty where the line names none.
    :param handle: which account, where there are several.
    """

    line_no: int
    organisation: str
    network: Network
    on: date
    said: Count
    source: str
    handle: Recognised | None = None


@dataclass
class FigureFile:
    """What was read. Lines with a problem are in ``problems`` only.

    :param ignored: headers that say nothing to us.
    :param stopped_at: the line after which nothing was read, because too many were wrong before it; None where all was read.
    """

    lines: list[FigureLine] = field(default_factory=list)
    problems: list[LineProblem] = field(default_factory=list)
    encoding: str = ""
    ignored: Sequence[str] = ()
    stopped_at: int | None = None


def read_figures(data: bytes, today: date, progress: Progress = lambda _done, _all: None) -> FigureFile:
    """Read a CSV of dated figures: comma, semicolon or tab, English or French headers, days as 2025-01-20 or 20/01/2025.

    :param today: the last day that can have a count.
    :raises Refused: the file as a whole cannot be read.
    """
    text, encoding = decode(data)
    separator = separator_of(text, lambda cell: word(cell) in COLUMN_OF)
    table = rows(text, separator)
    columns, ignored = columns_of(next(table, None), COLUMN_OF, REQUIRED, "organisation,network,date,followers,source,precision")
    # A column that is not there is read from the empty cell put at the end of every line.
    places = [columns.index(column) if column in columns else -1 for column in COLUMNS]
    total = text.count("\n") + 1
    found = ((row.line_no, _cells(_told(row, total, progress), len(columns))) for row in table)
    return _read(found, _Lines(today, places), FigureFile(encoding=encoding, ignored=ignored))


def read_rows(typed: Iterable[Mapping[str, str]], today: date) -> FigureFile:
    """Read the rows of a table that was typed in, by column; empty ones are passed over, and counted."""
    found = ((n, [cells.get(column, "") for column in COLUMNS]) for n, cells in enumerate(typed, 1) if any(cells.values()))
    return _read(found, _Lines(today, range(len(COLUMNS))), FigureFile())


def _read(found: Iterable[tuple[int, list[str] | Refused]], lines: "_Lines", file: FigureFile) -> FigureFile:
    wrong = 0
    for line_no, cells in found:
        if (line := lines.read(line_no, cells)) is not None:
            file.lines.append(line)
        else:
            file.problems.extend(LineProblem(line_no, column, reason) for column, reason in lines.problems)
            wrong += 1
            if wrong == MOST_PROBLEMS:
                file.stopped_at = line_no
                break
        if len(file.lines) > MOST_FIGURES:
            raise Refused(N_("The file has more than {n} figures. Split it into several."), n=MOST_FIGURES)
    return file


def _told(row: Row | BadRow, total: int, progress: Progress) -> Row | BadRow:
    if row.line_no % STEP == 0:
        progress(min(row.line_no, total), total)
    return row


def _cells(row: Row | BadRow, columns: int) -> list[str] | Refused:
    """As many cells as the header has, and an empty one."""
    if isinstance(row, BadRow):
        return row.reason
    cells = list(row.cells)
    if len(cells) > columns and any(cell.strip() for cell in cells[columns:]):
        return Refused(
            N_("This line has {cells} cells, the header has {columns}. A cell that holds the separator needs quotes around it."),
            cells=len(cells),
            columns=columns,
        )
    cells[columns:] = [""] * (columns + 1 - min(len(cells), columns))
    return cells


class _Once(dict[K, T | Refused]):
    """Reads each distinct text once: a file of a hundred thousand lines repeats itself."""

    def __init__(self, check: Callable[[K], T]) -> None:
        super().__init__()
        self._check = check

    def __missing__(self, text: K) -> T | Refused:
        try:
            self[text] = self._check(text)
        except Refused as reason:
            self[text] = reason
        return self[text]


class _Lines:
    """Reads lines; all that is wrong in one of them is in ``problems``, so that a person can correct it at once."""

    def __init__(self, today: date, places: Sequence[int]) -> None:
        self.problems: list[tuple[str | None, Refused]] = []
        self._places = tuple(places)
        self._organisation = _Once(figure_cells.organisation)
        self._network = _Once(figure_cells.network)
        self._day = _Once(figure_cells.day)
        self._day_on: _Once[tuple[Network, date], date] = _Once(lambda pair: figure_cells.day_on(pair, today))
        self._followers = _Once(figure_cells.followers)
        self._precisely = _Once(figure_cells.precisely)
        self._source = _Once(figure_cells.source)
        self._handle = _Once(figure_cells.handle)

    def read(self, line_no: int, cells: list[str] | Refused) -> FigureLine | None:
        """The line with these cells, or None and its problems."""
        if isinstance(cells, Refused):
            self.problems = [(None, cells)]
            return None
        organisation_at, network_at, on_at, count_at, source_at, precision_at, handle_at = self._places
        organisation = self._organisation[cells[organisation_at]]
        network = self._network[cells[network_at]]
        on = self._day[cells[on_at]]
        count = self._followers[cells[count_at]]
        source = self._source[cells[source_at]]
        handle: Recognised | Refused | None = None
        precision: Count | Refused = count
        if not isinstance(network, Refused):
            on = on if isinstance(on, Refused) else self._day_on[network, on]
            if said := cells[handle_at]:
                handle = self._handle[said, network]
        if not isinstance(count, Refused) and (said := cells[precision_at]):
            precision = self._precisely[count, said]
        if (
            isinstance(organisation, Refused)
            or isinstance(network, Refused)
            or isinstance(on, Refused)
            or isinstance(count, Refused)
            or isinstance(source, Refused)
            or isinstance(handle, Refused)
            or isinstance(precision, Refused)
        ):
            found = {"organisation": organisation, "network": network, "date": on, "followers": count, "source": source, "handle": handle}
            if precision is not count:
                found["precision"] = precision
            self.problems = [(column, reason) for column, reason in found.items() if isinstance(reason, Refused)]
            return None
        return FigureLine(line_no, organisation, network, on, precision, source, handle)
