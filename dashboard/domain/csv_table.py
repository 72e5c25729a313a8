"""A table of text out of the bytes of a file: which encoding, which separator, which cells on which line."""

import codecs
import csv
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple

from dashboard.domain.errors import N_, Refused

LARGEST_FILE = 20 * 1024 * 1024
LONGEST_LINE = 1_000_000
"""Bytes: a longer one is no line of a table, and costs more to take apart than to refuse."""
MOST_LINES = 1_100_000
"""A little more than a sheet of any spreadsheet has, empty ones included."""
BLOCK = 1 << 16
"""Characters taken apart into lines at once: a list of all lines is many times the size of the file."""
SEPARATORS = (",", ";", "\t")
BLANK = ",;" + "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace())
"""Separators and blanks, of whichever sort: a spreadsheet's empty line."""
LONGEST_RECORD = 50
"""Lines that one quoted record may span: further away, its closing quote was forgotten."""
_CONTROLS_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_CONTROLS = re.compile(rb"[\x80-\x9f]")
_LINE = re.compile(rb"[^\r\n]+")


class Row(NamedTuple):
    """One record, and the line of the file on which it begins (the first is 1)."""

    line_no: int
    cells: Sequence[str]


@dataclass(frozen=True)
class BadRow:
    """A record that could not be taken apart."""

    line_no: int
    reason: Refused


@dataclass(frozen=True)
class LineProblem:
    """Why one line was not taken in.

    :param line_no: of the file, its first line being 1.
    :param column: the column that is wrong, by its English name, or None if it is the line as a whole.
    """

    line_no: int
    column: str | None
    reason: Refused


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding: UTF-8, UTF-16 (by its mark), ISO-8859-1 or Windows-1252.

    :raises Refused: too large, a workbook instead of a table, not lines of text, or in no encoding that can be told.
    """
    if len(data) > LARGEST_FILE:
        raise too_large()
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Refused(N_("This is a workbook, not a CSV file. In the spreadsheet, save it as “CSV UTF-8”."))
    _check_lines(data)
    text, encoding = _text(data)
    head = text.lstrip()[:1000]
    # A few of them are a few bad cells, which are named; UTF-16 without its mark has one in each character.
    if head.count("\x00") * 8 > len(head):
        raise Refused(N_("This is not a text file. In the spreadsheet, save it as “CSV UTF-8”."))
    return text, encoding


def too_large() -> Refused:
    """The sentence for a file that is not even opened."""
    return Refused(N_("The file is larger than {megabytes} MB. Split it into several."), megabytes=LARGEST_FILE // 1024**2)


def _check_lines(data: bytes) -> None:
    """Refuse what no table is, before anything is made of it."""
    if max(data.count(b"\n"), data.count(b"\r")) > MOST_LINES:
        raise Refused(N_("The file has more than {n} lines. Split it into several."), n=MOST_LINES)
    # Cheap where every line is short: only a block without any line end can hold a long one.
    for start in range(0, len(data), LONGEST_LINE // 2):
        block = data[start : start + LONGEST_LINE // 2]
        if b"\n" in block or b"\r" in block:
            continue
        before = max(0, start - LONGEST_LINE)
        first = max(data.rfind(sign, before, start) + 1 or before for sign in (b"\n", b"\r"))
        line = _LINE.match(data, first)
        if line and line.end() - first > LONGEST_LINE:
            line_no = max(data.count(b"\n", 0, start), data.count(b"\r", 0, start)) + 1
            raise Refused(
                N_("Line {line_no} is longer than {n} characters: this is no table of lines. In the spreadsheet, save it as “CSV UTF-8”."),
                line_no=line_no,
                n=LONGEST_LINE,
            )


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


def rows(text: str, separator: str, longest: int = LONGEST_RECORD) -> Iterator[Row | BadRow]:
    """The records that hold anything, in order. A badly quoted one costs its own first line only: reading goes on with the next.

    Fields follow RFC 4180: quotes enclose separators, line ends and doubled quotes.

    :param longest: lines that one record may span.
    """
    lines = _lines(text)
    ahead: deque[str] = deque()
    line_no = 0
    while (line := ahead.popleft() if ahead else next(lines, None)) is not None:
        line_no += 1
        if not line.strip(BLANK):
            continue
        quotes = line.count('"')
        if not quotes:
            yield Row(line_no, line.split(separator))
            continue
        if not quotes % 2 and not line.strip(BLANK + '"'):
            continue
        ahead.extend(islice(lines, longest - 1 - len(ahead)))
        reader = csv.reader((one + "\n" for one in chain((line,), ahead)), delimiter=separator, strict=True)
        try:
            cells = next(reader)
        except csv.Error:
            cells = []
        # Nothing but blanks over several lines is no record either, but a quote that was left open.
        if not any(cell.strip(BLANK) for cell in cells):
            yield BadRow(line_no, Refused(N_("The quotes of this line do not match. A quote inside a cell is written twice.")))
            continue
        yield Row(line_no, cells)
        for _ in range(reader.line_num - 1):
            ahead.popleft()
        line_no += reader.line_num - 1


def _lines(text: str) -> Iterator[str]:
    """The lines without their ends, which may be those of any system."""
    at = 0
    while at < len(text):
        end = text.find("\n", at + BLOCK) + 1 or len(text)
        yield from text[at:end].replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
        at = end
