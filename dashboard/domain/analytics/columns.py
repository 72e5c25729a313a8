"""The columns of X's exports: found by name, whatever their order, or said by hand where the headers are in another language."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from unicodedata import category

from dashboard.domain.csv_header import word
from dashboard.domain.csv_table import BadRow, Row, decode, rows
from dashboard.domain.errors import N_, Refused

SHOWN = 40
"""Characters of a cell that an error says back."""
SHOWN_HEADERS = 20
HIDDEN = str.maketrans("", "", "\\\"'\ufeff")
"""What some exports leave on a header."""
MOST_COLUMNS = 200


class UnknownColumns(Refused):
    """The headers of a file are in no language that is known: somebody must say which column is which.

    :param headers: of the file, in their order; ``known``: those that were found all the same, by field.
    :param before: whether ``known`` is what somebody said of the same headers before, and so has them all.
    """

    def __init__(self, headers: Sequence[str], known: Mapping[str, str], *, before: bool = False) -> None:
        named = ", ".join(f"“{said(header)}”" for header in headers[:SHOWN_HEADERS])
        super().__init__(N_("The names of this file’s columns are not known: {headers}. Say which one is which."), headers=named)
        self.headers = tuple(headers)
        self.known = dict(known)
        self.before = before


def readable(text: str) -> str:
    """The text without what steers a screen or turns the order of reading."""
    return text if text.isprintable() else "".join("?" if category(sign)[0] == "C" and not sign.isspace() else sign for sign in text)


def said(text: str) -> str:
    """A cell as an error says it back: one line, not long."""
    line = " ".join(readable(text).split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def text_of(data: bytes, largest: int) -> str:
    """The text of an export.

    :param largest: bytes.
    :raises Refused: larger, no text, or with characters that no export has.
    """
    if len(data) > largest:
        raise Refused(
            N_("The file is larger than {megabytes} MB: X gives no such file. Check which one it is."), megabytes=largest // 1024**2
        )
    text, _ = decode(data)
    if "\x00" in text:
        raise Refused(N_("This file holds characters that no text has (NUL). Bring the file as X gave it."))
    return text


def header_of(text: str) -> list[str]:
    """The headers of an export, without what some leave around them.

    :raises Refused: nothing there, or a file that a spreadsheet has saved again.
    """
    first = next(rows(text, ","), None)
    if first is None:
        raise Refused(N_("The file is empty. Export it again from X."))
    if isinstance(first, BadRow):
        raise unmatched(first)
    if len(first.cells) == 1:
        whole = first.cells[0]
        other = next((sign for sign in (";", "\t", ",") if sign in whole), None)
        if other:
            raise Refused(
                N_(
                    "Line {line_no}: the columns are not parted by commas (“{header}”). A spreadsheet saved this file again: "
                    "bring the one that X gave."
                ),
                line_no=first.line_no,
                header=said(whole),
            )
    if len(first.cells) > MOST_COLUMNS:
        raise Refused(N_("The first line has {n} cells: X gives no such file. Check which one it is."), n=len(first.cells))
    return [" ".join(readable(cell.translate(HIDDEN)).split()) for cell in first.cells]


def unmatched(row: BadRow) -> Refused:
    """The sentence for a line that cannot be taken apart."""
    return Refused(N_("Line {line_no}: a quote is opened and not closed. Bring the file as X gave it."), line_no=row.line_no)


def places(
    headers: Sequence[str], names: Mapping[str, Sequence[str]], required: Sequence[str], mapping: Mapping[str, str] | None
) -> dict[str, int]:
    """Where each field stands on a line.

    :param names: the :func:`word` of the known headers, by field.
    :param mapping: the header of each required field, said by hand; None to go by the known ones.
    :raises UnknownColumns: a required one is not known.
    :raises Refused: two columns mean the same, or what was said by hand fits no file.
    """
    found: dict[str, int] = {}
    for place, header in enumerate(headers):
        for field in (field for field, known in names.items() if word(header) in known and field not in (mapping or {})):
            if field in found:
                raise Refused(
                    N_("Two columns mean the same: “{first}” and “{second}”."), first=said(headers[found[field]]), second=said(header)
                )
            found[field] = place
    if mapping:
        found |= _said_by_hand(headers, mapping, required)
    if any(field not in found for field in required):
        raise UnknownColumns(headers, {field: headers[place] for field, place in found.items() if field in required})
    return found


def _said_by_hand(headers: Sequence[str], mapping: Mapping[str, str], required: Sequence[str]) -> dict[str, int]:
    for field, header in mapping.items():
        if field not in required:
            raise Refused(N_("“{field}” is none of the columns that are read: {fields}."), field=said(field), fields=", ".join(required))
        if header not in headers:
            raise Refused(N_("There is no column “{header}” in this file. Choose among its own headers."), header=said(header))
    if len(set(mapping.values())) < len(mapping):
        raise Refused(N_("One column was named twice. Each of them says something of its own."))
    return {field: headers.index(header) for field, header in mapping.items()}


def signature(headers: Sequence[str]) -> str:
    """What makes the headers of two files the same: 64 characters."""
    return sha256("\x1f".join(word(header) for header in headers).encode()).hexdigest()


def filled(row: Row | BadRow, headers: Sequence[str]) -> Sequence[str]:
    """The cells of a line, as many as there are headers.

    :raises Refused: they are not as many.
    """
    if isinstance(row, BadRow):
        raise unmatched(row)
    if len(row.cells) < len(headers) or any(cell.strip() for cell in row.cells[len(headers) :]):
        raise Refused(
            N_("Line {line_no} has {n} cells under {headers} headers. Bring the file as X gave it."),
            line_no=row.line_no,
            n=len(row.cells),
            headers=len(headers),
        )
    return row.cells
