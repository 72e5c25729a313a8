"""The directory at the end of a ZIP, read entry by entry: in constant memory, whatever the number of members.

``zipfile`` keeps an object for every member (500,000 of them take 350 MB), and before Python 3.11.4 takes members that lie on one
another. Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3).
"""

import re
import struct
from array import array
from collections.abc import Iterator
from itertools import islice
from operator import gt
from struct import Struct
from typing import BinaryIO, NamedTuple

from dashboard.domain.x_archive import MOST_MEMBERS, ArchiveProblem, ArchiveRefused

LOCAL_SIGN, CENTRAL_SIGN, END_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
END64_SIGN, LOCATOR_SIGN = b"PK\x06\x06", b"PK\x06\x07"
LOCAL = Struct("<4s2xH18xHH")
CENTRAL = Struct("<4s4xHH4xIIIHHH8xI")
HEAD = Struct("<4s16xIIHHH8xI")  # the same, and only what every member is asked
PLACES = Struct("<28xHH")
PAIR = Struct("<HH")
QUAD = Struct("<Q")
END = Struct("<4s6xHIIH")
LOCATOR = Struct("<4s4xQ4x")
END64 = Struct("<4s28xQQQ")
FULL = 0xFFFFFFFF
LONGEST_COMMENT = 0xFFFF
BLOCK = 1024 * 1024
LARGEST_ENTRY = CENTRAL.size + 3 * 0xFFFF
LARGEST_DIRECTORY = 256 * MOST_MEMBERS
"""Bytes: names of archives of X are short."""
NUL = b"\0"
OUTSIDE = re.compile(rb"(?:\A|\0)(?:[/\\]|[A-Za-z]:)|(?:\A|[\0/\\])\.\.(?:[\0/\\]|\Z)")


class Entry(NamedTuple):
    """One member, as the directory names it; ``at`` is where its own header lies in the file."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    at: int


class Directory:
    """Where the directory lies, and how many members it says it has.

    :raises ArchiveRefused: not a ZIP, one that was cut short, one of nothing, or one of more members than are read.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        length = file.seek(0, 2)
        at, (_, count, self.size, start, _) = _end(file, length)
        self.count, self.wide = count, False
        locator = read_at(file, at - LOCATOR.size, LOCATOR.size) if at >= LOCATOR.size else b""
        if locator.startswith(LOCATOR_SIGN):
            at = LOCATOR.unpack(locator)[1]
            end = read_at(file, at, END64.size) if at < length else b""
            if len(end) < END64.size or not end.startswith(END64_SIGN):
                raise ArchiveRefused(ArchiveProblem.DAMAGED)
            _, self.count, self.size, start = END64.unpack(end)
            self.wide = True
        if self.count > MOST_MEMBERS:
            raise ArchiveRefused(ArchiveProblem.TOO_MANY_MEMBERS)
        if self.count == self.size == 0:
            raise ArchiveRefused(ArchiveProblem.EMPTY)
        self.start = at - self.size
        self.before = self.start - start  # what somebody put before the ZIP
        if self.start < 0 or self.before < 0 or self.size > LARGEST_DIRECTORY:
            raise ArchiveRefused(ArchiveProblem.DAMAGED)

    def entries(self, *wanted: bytes) -> Iterator[Entry]:
        """The members whose name holds one of these texts, in the order of the directory; all the others are only checked.

        :param wanted: nothing for every member.

        :raises ArchiveRefused: after the last at the latest, when names lead out of the archive, members lie on one another, or the
            directory is broken.
        """
        starts, ends = array("Q"), array("Q")
        block, left = b"", self.size
        while left or block:
            more = read_at(self.file, self.start + self.size - left, min(left, BLOCK))
            if left and not more:
                raise ArchiveRefused(ArchiveProblem.DAMAGED)
            left -= len(more)
            block += more
            heads, names, at = self._walk(block, len(block) - (LARGEST_ENTRY if left else 0), starts, ends)
            if len(starts) > MOST_MEMBERS:
                raise ArchiveRefused(ArchiveProblem.TOO_MANY_MEMBERS)
            joined = NUL.join(names)
            _check_names(joined, len(names))
            for index in _holding(joined, wanted) if wanted else range(len(names)):
                yield self._entry(block, heads[index])
            block = block[at:]
        if (len(starts) != self.count and (self.wide or len(starts) % 0x10000 != self.count)) or max(ends) > self.start:
            raise ArchiveRefused(ArchiveProblem.DAMAGED)
        if _overlap(starts, ends):
            raise ArchiveRefused(ArchiveProblem.OVERLAPPING)

    def _walk(self, block: bytes, until: int, starts: "array[int]", ends: "array[int]") -> tuple[list[int], list[bytes], int]:
        """Where the entries of a block begin, their names, and where the first begins that is not whole.

        Every member passes here, half a million in half a second: what can be done for a whole block is done elsewhere.
        """
        heads: list[int] = []
        names: list[bytes] = []
        at, head, before, fields = 0, HEAD.size, self.before + LOCAL.size, HEAD.unpack_from
        try:
            while at < until:
                sign, packed, size, named, extra, comment, place = fields(block, at)
                if sign != CENTRAL_SIGN:
                    raise ArchiveRefused(ArchiveProblem.DAMAGED)
                if packed == FULL or place == FULL:
                    _, packed, place = _wide(block, at, size, packed, place)
                heads.append(at)
                at += head
                names.append(block[at : at + named])
                at += named + extra + comment
                starts.append(self.before + place)
                ends.append(before + place + named + packed)
        except (struct.error, OverflowError):
            raise ArchiveRefused(ArchiveProblem.DAMAGED) from None
        if at > len(block):
            raise ArchiveRefused(ArchiveProblem.DAMAGED)
        return heads, names, at

    def _entry(self, block: bytes, at: int) -> Entry:
        _, flags, method, crc, packed, size, named, _, _, place = CENTRAL.unpack_from(block, at)
        size, packed, place = _wide(block, at, size, packed, place)
        name = block[at + CENTRAL.size : at + CENTRAL.size + named]
        return Entry(name, flags, method, crc, packed, size, self.before + place)


def read_at(file: BinaryIO, at: int, size: int) -> bytes:
    """Bytes of the file from a place, fewer where it ends."""
    file.seek(at)
    return file.read(size)


def _end(file: BinaryIO, length: int) -> tuple[int, tuple[bytes, int, int, int, int]]:
    """Where the end record lies, and its fields; a comment may follow, and hold anything."""
    for comment in (0, LONGEST_COMMENT):  # hardly any has one, and what lies before is not ours to read
        base = max(0, length - END.size - comment)
        tail = read_at(file, base, length - base)
        at = tail.rfind(END_SIGN)
        while at >= 0:
            if len(tail) - at >= END.size:
                fields = END.unpack_from(tail, at)
                if fields[4] <= len(tail) - at - END.size:
                    return base + at, fields
            at = tail.rfind(END_SIGN, 0, at)
    raise ArchiveRefused(ArchiveProblem.TRUNCATED if read_at(file, 0, 4) == LOCAL_SIGN else ArchiveProblem.NOT_A_ZIP)


def _wide(block: bytes, at: int, size: int, packed: int, place: int) -> tuple[int, int, int]:
    """The sizes and the place of an entry; those that do not fit in 32 bits are in its extra field of number 1, one after another."""
    named, extra = PLACES.unpack_from(block, at)
    at += CENTRAL.size + named
    until = at + extra
    values = [size, packed, place]
    while FULL in values and at + 4 <= until:
        number, length = PAIR.unpack_from(block, at)
        at += 4
        if number == 1 and at + length <= until:
            wide: list[int] = [value for (value,) in QUAD.iter_unpack(block[at : at + length - length % QUAD.size])]
            if len(wide) < values.count(FULL):
                raise ArchiveRefused(ArchiveProblem.DAMAGED)
            values = [wide.pop(0) if value == FULL else value for value in values]
            break
        at += length
    return values[0], values[1], values[2]


def _check_names(joined: bytes, count: int) -> None:
    """Refuse names that hold NUL or nothing, or that lead out of the folder into which somebody would unpack them."""
    if joined.count(NUL) != count - 1 or NUL + NUL in joined:
        raise ArchiveRefused(ArchiveProblem.DAMAGED)
    suspect = b".." in joined or b":" in joined or NUL + b"/" in joined or NUL + b"\\" in joined or joined[0] in b"/\\"
    if suspect and OUTSIDE.search(joined):
        raise ArchiveRefused(ArchiveProblem.UNSAFE_PATHS)


def _holding(joined: bytes, wanted: tuple[bytes, ...]) -> list[int]:
    """Which of the names hold one of the texts."""
    found: set[int] = set()
    for text in wanted:
        index, last, at = 0, 0, joined.find(text)
        while at >= 0:
            index += joined.count(NUL, last, at)
            found.add(index)
            last, at = at, joined.find(text, at + 1)
    return sorted(found)


def _overlap(starts: "array[int]", ends: "array[int]") -> bool:
    """Whether any two lie on one another. Apart from each other, they are in the same order by their starts as by their ends."""
    if not any(map(gt, ends, islice(starts, 1, None))):
        return False
    starts, ends = array("Q", sorted(starts)), array("Q", sorted(ends))
    return any(map(gt, ends, islice(starts, 1, None)))
