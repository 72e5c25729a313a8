"""The register as a CSV file: what can be taken in, and for each line that cannot, its number and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.domain.errors import N_, Refused
from dashboard.domain.register_line import BadLine, RegisterLine, parse_line
from dashboard.domain.register_table import BadRow, Row, decode, rows, separator_of
from dashboard.domain.register_words import COLUMN_OF, REQUIRED, word

SHOWN_COLUMNS = 20


@dataclass(frozen=True)
class LineProblem:
    """Why one line was not taken in.

    :param line_no: of the file, its first line being 1.
    :param column: the column that is wrong, by its English name, or None if it is the line as a whole.
    """

    line_no: int
    column: str | None
    reason: Refused


@dataclass(frozen=True)
class RegisterFile:
    """A register file that was read. Lines with a problem are in ``problems`` only.

    :param encoding: ``UTF-8``, ``UTF-16``, ``ISO-8859-1`` or ``Windows-1252``.
    :param ignored: headers of the columns that say nothing to us, as they are written.
    """

    lines: list[RegisterLine]
    problems: list[LineProblem]
    encoding: str
    separator: str
    ignored: list[str]


def read_register(data: bytes, today: date | None = None) -> RegisterFile:
    """Read the CSV of a register: comma, semicolon or tab, English or French headers, days as 2025-01-20 or 20/01/2025.

    Columns: register_words.COLUMNS; only the name and the kind are required. Reading takes time in proportion to the file.

    :param today: the last day that can have a count; None checks no count against the clock.
    :raises Refused: the file as a whole cannot be read: empty, too large, not text, or without a required column.
    """
    text, encoding = decode(data)
    separator = separator_of(text, lambda cell: word(cell) in COLUMN_OF)
    table = rows(text, separator)
    columns, ignored = _columns(next(table, None))
    lines: list[RegisterLine] = []
    problems: list[LineProblem] = []
    for row in table:
        try:
            lines.append(_line(row, columns, today))
        except BadLine as bad:
            problems.extend(LineProblem(row.line_no, column, reason) for column, reason in bad.problems)
        except Refused as reason:
            problems.append(LineProblem(row.line_no, None, reason))
    return RegisterFile(lines, problems, encoding, separator, ignored)


def _line(row: Row | BadRow, columns: list[str | None], today: date | None) -> RegisterLine:
    if isinstance(row, BadRow):
        raise row.reason
    if any(cell.strip() for cell in row.cells[len(columns) :]):
        raise Refused(
            N_("This line has {cells} cells, the header has {columns}. A cell that holds the separator needs quotes around it."),
            cells=len(row.cells),
            columns=len(columns),
        )
    return parse_line(row.line_no, {column: cell for column, cell in zip(columns, row.cells, strict=False) if column}, today)


def _columns(header: Row | BadRow | None) -> tuple[list[str | None], list[str]]:
    """The column of each cell of the header, None for one that is not known; and the headers not known."""
    if header is None:
        raise Refused(N_("The file is empty. Its first line names the columns, such as: name,kind,country."))
    if isinstance(header, BadRow):
        raise header.reason
    columns = [COLUMN_OF.get(word(cell)) for cell in header.cells]
    for required in REQUIRED:
        if required not in columns:
            raise Refused(
                N_("There is no column “{column}”. The first line names these columns: {found}."),
                column=required,
                found=_shown(header.cells),
            )
    for column, cell in zip(columns, header.cells, strict=True):
        if column and columns.count(column) > 1:
            both = [other for name, other in zip(columns, header.cells, strict=True) if name == column]
            raise Refused(N_("Two columns mean the same: {found}. Remove one of them, near “{cell}”."), found=_shown(both), cell=cell)
    return columns, [cell for column, cell in zip(columns, header.cells, strict=True) if not column and cell.strip()]


def _shown(cells: Iterable[str]) -> str:
    """The first headers, shortened: a file of another sort may have anything on its first line."""
    return ", ".join("“" + " ".join(cell.split())[:40] + "”" for cell in list(cells)[:SHOWN_COLUMNS])
