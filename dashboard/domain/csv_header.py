"""The first line of a table: which column each cell names, however it is capitalised, accented or written."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from dashboard.domain.csv_table import BadRow, Row
from dashboard.domain.errors import N_, Refused
from dashboard.domain.names import match_key

SHOWN_COLUMNS = 20


@lru_cache(maxsize=1024)
def word(text: str) -> str:
    """A word of a header or a cell as it is compared: ``Annoncé le`` is ``annonce_le``."""
    return match_key(text).replace(" ", "_")


def columns_of(
    header: Row | BadRow | None, column_of: Mapping[str, str], required: Sequence[str], example: str
) -> tuple[list[str | None], list[str]]:
    """The column of each cell of the header, None for one that is not known; and the headers not known.

    :param column_of: the column of each :func:`word`.
    :param example: the beginning of a first line, for somebody whose file is empty.
    :raises Refused: no header, one of the required columns missing, or two that mean the same.
    """
    if header is None:
        raise Refused(N_("The file is empty. Its first line names the columns, such as: {example}."), example=example)
    if isinstance(header, BadRow):
        raise header.reason
    columns = [column_of.get(word(cell)) for cell in header.cells]
    for name in required:
        if name not in columns:
            raise Refused(
                N_("There is no column “{column}”. The first line names these columns: {found}."),
                column=name,
                found=_shown(header.cells),
            )
    for column, cell in zip(columns, header.cells, strict=True):
        if column and columns.count(column) > 1:
            both = [other for known, other in zip(columns, header.cells, strict=True) if known == column]
            raise Refused(N_("Two columns mean the same: {found}. Remove one of them, near “{cell}”."), found=_shown(both), cell=cell)
    return columns, [cell for column, cell in zip(columns, header.cells, strict=True) if not column and cell.strip()]


def _shown(cells: Iterable[str]) -> str:
    """The first headers, shortened: a file of another sort may have anything on its first line."""
    return ", ".join("“" + " ".join(cell.split())[:40] + "”" for cell in list(cells)[:SHOWN_COLUMNS])
