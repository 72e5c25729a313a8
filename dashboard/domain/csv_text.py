"""CSV as we hand it out: UTF-8, a missing value empty, and no cell that a spreadsheet would run as a formula.

With commas and decimal points, as programs expect it; or as Excel opens it on a double click where its reader lives.
"""

import csv
import functools
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First signs that spreadsheets take for a formula, full-width ones included."""
Form = Callable[[Any], object]
"""What has to be done to the cells of a column before they are written."""


@dataclass(frozen=True)
class Style:
    """How a table is written: what parts its cells, its decimal sign, and what stands before it so that it is read as UTF-8."""

    delimiter: str = ","
    decimal: str = "."
    mark: str = ""


STANDARD = Style()
EXCEL: Mapping[str, Style] = {"fr": Style(";", ",", "\ufeff"), "en": Style(mark="\ufeff")}
"""By language: Excel reads a file by the habits of the country for which it is set up."""


def csv_text(names: Sequence[str], rows: Iterable[Sequence[object]], style: Style = STANDARD) -> str:
    """The table as text.

    :param rows: cells in the order of ``names``; None is an empty cell; texts that look like a formula get an apostrophe in front.
    """
    return style.mark + csv_rows([names], style) + csv_rows(rows, style)


def csv_rows(rows: Iterable[Sequence[object]], style: Style = STANDARD) -> str:
    """Rows without a line of names: a further part of a table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", delimiter=style.delimiter)
    for row in rows:
        writer.writerow([_safe(cell) if isinstance(cell, str) else _number(cell, style) for cell in row])
    return out.getvalue()


def formed_rows(rows: Iterable[Sequence[object]], forms: Iterable[Form | None], *, end: str) -> str:
    """Rows whose columns are known: of thousands of them, only the cells that need it are looked at.

    :param forms: one a column; None where its cells can be written as they are. ``safe`` belongs to every column of free text.
    """
    asked = [(place, form) for place, form in enumerate(forms) if form is not None]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end)
    for row in rows:
        cells = list(row)
        for place, form in asked:
            if cells[place] is not None:
                cells[place] = form(cells[place])
        writer.writerow(cells)
    return out.getvalue()


def _number(cell: object, style: Style) -> object:
    """A fraction with the decimal sign of the style, and never as a power of ten; anything else as it is."""
    if style.decimal == STANDARD.decimal or not isinstance(cell, float):
        return cell
    return f"{Decimal(repr(cell)):f}".replace(STANDARD.decimal, style.decimal)


def safe(cell: object) -> object:
    """A cell that no spreadsheet runs."""
    if isinstance(cell, str):
        return _safe(cell)
    return "" if cell is None else cell


def truth(cell: bool) -> str:
    """Yes or no, as Table Schema writes it."""
    return "true" if cell else "false"


# Days, networks and sources come again in line after line.
@functools.lru_cache(maxsize=4096)
def _safe(cell: str) -> str:
    return "'" + cell if cell.lstrip(" ").startswith(FORMULA) else cell
