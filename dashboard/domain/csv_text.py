"""CSV as we hand it out: UTF-8, a missing value empty, and no cell that a spreadsheet would run as a formula.

With commas and decimal points, as programs expect it; or as Excel opens it on a double click where its reader lives.
"""

import csv
import functools
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First signs that spreadsheets take for a formula, full-width ones included."""
Form = Callable[[Sequence[Any]], Iterable[str]]
"""The cells of a column as they are written."""
_PARTING = re.compile('[,"\r\n]')
"""Signs that would end a cell."""


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


def formed_lines(rows: Sequence[Sequence[object]], forms: Sequence[Form]) -> list[str]:
    """Rows whose columns are known as lines without their ends: of millions, no cell is looked at by itself that looks like one before it.

    :param forms: one a column. ``texts`` belongs to every column of free text.
    """
    columns = [form(cells) for form, cells in zip(forms, zip(*rows, strict=True), strict=True)] if rows else []
    return [*map(",".join, zip(*columns, strict=True))]


def alike(form: Callable[[Any], str]) -> Form:
    """Cells of which many are alike: days, networks and sources come again in line after line, and each is written once.

    :param form: how one is written; never asked about an empty one.
    """
    return lambda cells: map(_Known(form).__getitem__, cells)


def numbers(cells: Iterable[float | None]) -> Iterable[str]:
    """Numbers: hardly one comes twice."""
    return ["" if cell is None else str(cell) for cell in cells]


def rounded(digits: int) -> Form:
    """Numbers to so many decimals, from one to four, as ``str`` writes what ``round`` makes of them: in half its time."""
    to_digits = f"%.{digits}f"

    def formed(cells: Iterable[float | None]) -> Iterable[str]:
        texts = ["" if cell is None else (to_digits % cell).rstrip("0") for cell in cells]
        return [f"{text}0" if text.endswith(".") else text for text in texts]

    return formed


class _Known(dict[Any, str]):
    """What stands for a cell, made when it is first met."""

    def __init__(self, form: Callable[[Any], str]) -> None:
        super().__init__({None: ""})
        self._form = form

    def __missing__(self, cell: object) -> str:
        text = self[cell] = self._form(cell)
        return text


def _quoted(cell: str) -> str:
    """In quotation marks where a comma or the like asks for them."""
    return '"{}"'.format(cell.replace('"', '""')) if _PARTING.search(cell) else cell


def _number(cell: object, style: Style) -> object:
    """A fraction with the decimal sign of the style, and never as a power of ten; anything else as it is."""
    if style.decimal == STANDARD.decimal or not isinstance(cell, float):
        return cell
    return f"{Decimal(repr(cell)):f}".replace(STANDARD.decimal, style.decimal)


# Days, networks and sources come again in line after line.
@functools.lru_cache(maxsize=4096)
def _safe(cell: str) -> str:
    return "'" + cell if cell.lstrip(" ").startswith(FORMULA) else cell


texts = alike(lambda cell: _quoted(_safe(cell)))
"""Free text: nothing that a spreadsheet runs."""
marks = alike(lambda cell: _quoted(str(cell)))
"""Days, and texts of which it is known that no spreadsheet runs them."""
truths = alike(lambda cell: "true" if cell else "false")
"""Yes or no, as Table Schema writes it."""
