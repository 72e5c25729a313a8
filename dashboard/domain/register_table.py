"""A table of text out of the bytes of a file: which encoding, which separator, which cells on which line."""

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dashboard.domain.errors import N_, Refused

LARGEST_FILE = 20 * 1024 * 1024
SEPARATORS = (",", ";", "\t")
BLANK = ",; \t"
"""Separators alone, of whichever sort: a spreadsheet's empty line."""
LONGEST_RECORD = 50
"""Lines that one quoted record may span: further away, its closing quote was forgotten."""
_CONTROLS_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_CONTROLS = re.compile(rb"[\x80-\x9f]")


@dataclass(frozen=True)
class Row:
    """One record, and the line of the file on which it begins (the first is 1)."""

    line_no: int
    cells: Sequence[str]


@dataclass(frozen=True)
class BadRow:
    """A record that could not be taken apart."""

    line_no: int
    reason: Refused


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding: UTF-8, UTF-16 (by its mark), ISO-8859-1 or Windows-1252.

    :raises Refused: too large, a workbook instead of a table, or in no encoding that can be told.
    """
    if len(data) > LARGEST_FILE:
        raise Refused(N_("The file is larger than {megabytes} MB. Split it into several."), megabytes=LARGEST_FILE // 1024**2)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Refused(N_("This is a workbook, not a CSV file. In the spreadsheet, save it as “CSV UTF-8”."))
    text, encoding = _text(data)
    if "\x00" in text.lstrip()[:1000]:
        raise Refused(N_("This is not a text file. In the spreadsheet, save it as “CSV UTF-8”."))
    return text, encoding


def _text(data: bytes) -> tuple[str, str]:
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16"), "UTF-16"
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        if not _CONTROLS.search(data):
            return data.decode("latin-1"), "ISO-8859-1"
        if not _CONTROLS_1252.search(data):
            return data.decode("cp1252"), "Windows-1252"
    raise Refused(N_("The accents of this file cannot be read. In the spreadsheet, save it as “CSV UTF-8”."))


def separator_of(text: str, known: Callable[[str], bool]) -> str:
    """The separator with which the first line names the most known columns; a comma if none does."""

    def named(separator: str) -> int:
        return next((sum(known(cell) for cell in row.cells) for row in rows(text, separator) if isinstance(row, Row)), 0)

    return max(SEPARATORS, key=named)


def rows(text: str, separator: str) -> Iterator[Row | BadRow]:
    """The records that hold anything, in order. A badly quoted one costs its own first line only: reading goes on with the next.

    Fields follow RFC 4180: quotes enclose separators, line ends and doubled quotes.
    """
    lines = [line + "\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    at = 0
    while at < len(lines):
        line_no = at + 1
        quoted = '"' in lines[at]
        reader = csv.reader(lines[at : at + LONGEST_RECORD] if quoted else lines[at : at + 1], delimiter=separator, strict=True)
        try:
            cells = next(reader)
        except csv.Error:
            at += 1
            yield BadRow(line_no, Refused(N_("The quotes of this line do not match. A quote inside a cell is written twice.")))
            continue
        at += reader.line_num
        if any(cell.strip().strip(BLANK) for cell in cells):
            yield Row(line_no, cells)
