"""One member of a ZIP, inflated piece by piece: never more at once than a piece, never more in all than is allowed."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from connectors.zip_directory import LOCAL, LOCAL_SIGN, Directory, Entry, read_at
from dashboard.domain.x_archive import ArchiveProblem, ArchiveRefused

STORED, DEFLATED = 0, 8
ENCRYPTED = 0x1
PACKED_PIECE = 64 * 1024
PIECE = 256 * 1024
"""Bytes: the most that is inflated at once."""


def inflate(directory: Directory, entry: Entry, most: int, too_large: ArchiveRefused) -> Iterator[bytes]:
    """What the member holds, in pieces of at most 256 kB.

    :param most: bytes, inflated or not; ``too_large`` is raised before anything is given beyond them.
    :raises ArchiveRefused: after the last piece at the latest, when the member is encrypted, damaged or not what the directory says.
    """
    if entry.flags & ENCRYPTED:
        raise ArchiveRefused(ArchiveProblem.ENCRYPTED)
    if max(entry.size, entry.packed) > most:
        raise too_large
    size, crc = 0, 0
    pieces = _raw(directory, entry) if entry.method == STORED else _inflated(directory, entry)
    for piece in pieces:
        size, crc = size + len(piece), zlib.crc32(piece, crc)
        if size > most:
            raise too_large
        yield piece
    if size != entry.size or crc != entry.crc:
        raise ArchiveRefused(ArchiveProblem.DAMAGED)


def _inflated(directory: Directory, entry: Entry) -> Iterator[bytes]:
    if entry.method != DEFLATED:
        raise ArchiveRefused(ArchiveProblem.DAMAGED)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for packed in _raw(directory, entry):
            while packed:
                yield inflater.decompress(packed, PIECE)
                packed = inflater.unconsumed_tail
        while not inflater.eof and (piece := inflater.decompress(b"", PIECE)):
            yield piece
    except zlib.error:
        raise ArchiveRefused(ArchiveProblem.DAMAGED) from None
    if not inflater.eof:
        raise ArchiveRefused(ArchiveProblem.DAMAGED)


def _raw(directory: Directory, entry: Entry) -> Iterator[bytes]:
    """The bytes as they lie in the file, after the member's own header, which must name the same member."""
    file = directory.file
    at, left = _begin(file, entry), entry.packed
    if at + left > directory.start:
        raise ArchiveRefused(ArchiveProblem.DAMAGED)
    while left:
        piece = read_at(file, at, min(left, PACKED_PIECE))
        if not piece:
            raise ArchiveRefused(ArchiveProblem.DAMAGED)
        at, left = at + len(piece), left - len(piece)
        yield piece


def _begin(file: BinaryIO, entry: Entry) -> int:
    header = read_at(file, entry.at, LOCAL.size + len(entry.name))
    if len(header) < LOCAL.size or not header.startswith(LOCAL_SIGN) or header[LOCAL.size :] != entry.name:
        raise ArchiveRefused(ArchiveProblem.DAMAGED)
    named, extra = LOCAL.unpack_from(header)[2:]
    return entry.at + LOCAL.size + int(named) + int(extra)
