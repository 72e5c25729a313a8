"""A writer of ZIP files that does as it is told: it lies about sizes, lays members on one another and leaves holes."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

STORED, DEFLATED = 0, 8
ENCRYPTED = 0x1
UTF8_NAMES = 0x800
FULL = 0xFFFFFFFF
LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
END64, LOCATOR64 = b"PK\x06\x06", b"PK\x06\x07"


@dataclass(frozen=True)
class Member:
    """One file in the ZIP.

    :param data: what it holds, before it is deflated; ``packed`` are the bytes as they lie in the file, if they are to differ.
    :param size, crc: what the ZIP says of it, if it is to differ from the truth.
    :param hole: bytes of zeros after the data that are never written: the file is sparse. Only for stored members.
    :param at: where the local header is said to be, if not where it is.
    """

    name: str
    data: bytes = b""
    method: int = DEFLATED
    flags: int = UTF8_NAMES
    packed: bytes | None = None
    size: int | None = None
    crc: int | None = None
    hole: int = 0
    at: int | None = None


def write_zip(path: Path, members: Sequence[Member], **how: Any) -> None:
    """As ``put_zip``, into a file of its own."""
    with path.open("wb") as file:
        put_zip(file, members, **how)


def put_zip(file: BinaryIO, members: Sequence[Member], *, comment: bytes = b"", zip64: bool = False, backwards: bool = False) -> None:
    """Write the members one after another, then the directory.

    :param zip64: say every size and place in 64 bits, even where 32 would do; done anyway where they would not.
    :param backwards: list them in the directory from the last to the first.
    """
    entries: list[bytes] = []
    for member in members:
        at = file.tell()
        name = member.name.encode()
        body = _packed(member) if member.packed is None else member.packed
        packed, size = len(body) + member.hole, len(member.data) + member.hole if member.size is None else member.size
        crc = zlib.crc32(member.data) if member.crc is None else member.crc
        wide = zip64 or max(packed, size) >= FULL
        extra = struct.pack("<HHQQ", 1, 16, size, packed) if wide else b""
        told = (FULL, FULL) if wide else (packed, size)
        common = struct.pack("<HHHHHI", 45 if wide else 20, member.flags, member.method, 0, 0x21, crc)
        file.write(LOCAL + common + struct.pack("<IIHH", *told, len(name), len(extra)) + name + extra + body)
        file.seek(member.hole, 1)
        entries.append(_entry(member, name, common, (packed, size, at if member.at is None else member.at), zip64))
    start = file.tell()
    directory = b"".join(reversed(entries) if backwards else entries)
    file.write(directory)
    file.write(_end(len(entries), len(directory), start, comment, zip64))


def put_directory(file: BinaryIO, count: int) -> None:
    """Nothing but a directory of so many empty members, from the last to the first; where they are said to lie is a hole."""
    head = CENTRAL + struct.pack("<HHHHHHIIIHHHHHI", 45, 20, 0, STORED, 0, 0x21, 0, 0, 0, 1, 0, 0, 0, 0, 0)
    directory = b"".join(head + struct.pack("<I", at * 31) + b"a" for at in reversed(range(count)))
    start = file.seek(count * 31)
    file.write(directory)
    file.write(_end(count, len(directory), start, b"", zip64=True))


def _packed(member: Member) -> bytes:
    if member.method != DEFLATED:
        return member.data
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
    return squeeze.compress(member.data) + squeeze.flush()


def _entry(member: Member, name: bytes, common: bytes, places: tuple[int, int, int], zip64: bool) -> bytes:
    packed, size, at = places
    wide = [zip64 or max(packed, size) >= FULL, zip64 or max(packed, size) >= FULL, zip64 or at >= FULL]
    values = [value for value, is_wide in zip((size, packed, at), wide, strict=True) if is_wide]
    extra = struct.pack(f"<HH{len(values)}Q", 1, 8 * len(values), *values) if values else b""
    told = [FULL if is_wide else value for value, is_wide in zip((size, packed, at), wide, strict=True)]
    fields = struct.pack("<IIHHHHHII", told[1], told[0], len(name), len(extra), 0, 0, 0, 0, told[2])
    return CENTRAL + struct.pack("<H", 45) + common + fields + name + extra


def _end(count: int, size: int, start: int, comment: bytes, zip64: bool) -> bytes:
    end = b""
    if zip64 or count >= 0xFFFF or start >= FULL:
        end = END64 + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, size, start)
        end += LOCATOR64 + struct.pack("<IQI", 0, start + size, 1)
    told = (0xFFFF, 0xFFFF, FULL, FULL) if end else (count, count, size, start)
    return end + END + struct.pack("<HHHHIIH", 0, 0, *told, len(comment)) + comment


def zeros(megabytes: int) -> bytes:
    """That many megabytes of zeros, deflated: about a thousandth of it, and made at once whatever the number."""
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
    block = squeeze.compress(bytes(1024 * 1024)) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + squeeze.flush()
