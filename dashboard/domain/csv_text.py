"""CSV as we hand it out: UTF-8, comma, a missing value empty, and no cell that a spreadsheet would run as a formula."""

import csv
import functools
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First signs that spreadsheets take for a formula, full-width ones included."""


def csv_text(names: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table as text.

    :param rows: cells in the order of ``names``; None is an empty cell; texts that look like a formula get an apostrophe in front.
    """
    return csv_rows([names]) + csv_rows(rows)


def csv_rows(rows: Iterable[Sequence[object]]) -> str:
    """Rows without a line of names: a further part of a table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_safe(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def safe(cell: object) -> object:
    """A cell that no spreadsheet runs."""
    if isinstance(cell, str):
        return _safe(cell)
    return "" if cell is None else cell


# Days, networks and sources come again in line after line.
@functools.lru_cache(maxsize=4096)
def _safe(cell: str) -> str:
    return "'" + cell if cell.lstrip(" ").startswith(FORMULA) else cell
