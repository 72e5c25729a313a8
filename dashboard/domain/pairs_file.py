"""The list of people who agreed to be found: a CSV of X ids and new accounts, of which only where somebody is is kept.

Whatever is wrong is said by its line and its column; no cell is ever quoted, and no first line, which may be somebody.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from dashboard.domain.csv_header import word
from dashboard.domain.csv_table import BadRow, LineProblem, Row, decode, rows, separator_of
from dashboard.domain.errors import N_, Refused

LARGEST_ID = 2**63 - 1
COLUMN_OF: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("x_id", "twitter_id", "id_x", "id_twitter", "x_user_id", "twitter_user_id"), "x_id"),
        **dict.fromkeys(("bluesky_did", "bluesky_id", "did", "bluesky", "bluesky_username", "bluesky_handle"), "bluesky"),
        **dict.fromkeys(
            (
                *("mastodon_address", "mastodon_id", "mastodon", "mastodon_handle", "mastodon_username"),
                *("mastodon_account", "adresse_mastodon"),
            ),
            "mastodon",
        ),
    }
)
"""What the words of a header mean. Several columns may say where somebody is: one that is filled in is enough."""
NOTHING = frozenset({"", "null", "none", "nan", "-"})
"""How exports write that there is no account."""
_ID = re.compile(r"[0-9]{1,19}")
_DID = re.compile(r"did:(plc|web):[A-Za-z0-9._:%-]{1,200}")
_HANDLE = re.compile(r"@?[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
_MASTODON = re.compile(r"@?[A-Za-z0-9_.-]{1,100}(@[A-Za-z0-9.-]{1,253})?|https?://[^\s]{1,300}")


@dataclass(frozen=True)
class Pair:
    """Somebody, for as long as the file is read. The id is not in its repr: what is printed is kept somewhere."""

    x_id: int = field(repr=False)
    bluesky: bool = False
    mastodon: bool = False


def read_pairs(data: bytes, *, removing: bool = False) -> Iterator[Pair | LineProblem]:
    """The people of a file, line by line.

    :param removing: only the X ids count.
    :raises Refused: the file as a whole cannot be read: empty, too large, not text, or without a column of X ids.
    """
    text, _ = decode(data)
    table = rows(text, separator_of(text, lambda cell: word(cell) in COLUMN_OF))
    columns = _columns(next(table, None), removing=removing)
    return (_line(row, columns, removing=removing) for row in table)


def _columns(header: Row | BadRow | None, *, removing: bool) -> list[str | None]:
    columns = [COLUMN_OF.get(word(cell)) for cell in header.cells] if isinstance(header, Row) else []
    if columns.count("x_id") != 1:
        raise Refused(N_("The first line must name one column of X ids: {column}. Its other columns: {others}."), **_NAMES)
    if not removing and not {"bluesky", "mastodon"} & set(columns):
        raise Refused(N_("The first line names no column of new accounts. Beside {column}, it needs at least one of: {others}."), **_NAMES)
    return columns


_NAMES = {"column": "x_id", "others": "bluesky_did, mastodon_address"}


def _line(row: Row | BadRow, columns: Sequence[str | None], *, removing: bool) -> Pair | LineProblem:
    if isinstance(row, BadRow):
        return LineProblem(row.line_no, None, row.reason)
    if len(row.cells) > len(columns) and any(cell.strip() for cell in row.cells[len(columns) :]):
        return LineProblem(row.line_no, None, Refused(N_("This line has more cells than the first one names columns.")))
    named = [(column, cell.strip().lstrip("'").strip()) for column, cell in zip(columns, row.cells, strict=False) if column]
    x_id = next((cell for column, cell in named if column == "x_id"), "")
    if not _ID.fullmatch(x_id) or not 0 < int(x_id) <= LARGEST_ID:
        return LineProblem(
            row.line_no,
            "x_id",
            Refused(N_("This is no X id, which is a whole number. A spreadsheet may have rounded it: export the list again.")),
        )
    if removing:
        return Pair(int(x_id))
    found = {"bluesky": False, "mastodon": False}
    for column, cell in named:
        if column == "x_id" or cell.lower() in NOTHING:
            continue
        if not _looks_like(column, cell):
            return LineProblem(
                row.line_no, column, Refused(N_("This is no account of that network. Leave the cell empty if there is none."))
            )
        found[column] = True
    if not any(found.values()):
        return LineProblem(row.line_no, None, Refused(N_("This line names no new account.")))
    return Pair(int(x_id), **found)


def _looks_like(column: str, cell: str) -> bool:
    if column == "bluesky":
        return bool(_DID.fullmatch(cell) or _HANDLE.fullmatch(cell))
    return bool(_MASTODON.fullmatch(cell))
