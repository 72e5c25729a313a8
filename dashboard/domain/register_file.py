"""The register as a CSV file: what can be taken in, and for each line that cannot, its number and why."""

from dataclasses import dataclass
from datetime import date

from dashboard.domain.csv_header import columns_of, word
from dashboard.domain.csv_table import BadRow, LineProblem, Row, decode, rows, separator_of
from dashboard.domain.errors import N_, Refused
from dashboard.domain.register_line import BadLine, RegisterLine, parse_line
from dashboard.domain.register_words import COLUMN_OF, REQUIRED


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
    columns, ignored = columns_of(next(table, None), COLUMN_OF, REQUIRED, "name,kind,country")
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
