"""Files that are never on a disk, and one that remembers which of its bytes were asked for."""

from collections.abc import Sequence
from io import BytesIO
from typing import BinaryIO, cast

from tests.archives.zips import Member, put_zip


class Recorded:
    """Passes on what a reader of ZIPs asks; ``reads`` are the places and lengths."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.reads: list[tuple[int, int]] = []

    def seek(self, at: int, whence: int = 0) -> int:
        return self.file.seek(at, whence)

    def read(self, size: int) -> bytes:
        at = self.file.tell()
        data = self.file.read(size)
        self.reads.append((at, len(data)))
        return data

    @property
    def as_file(self) -> BinaryIO:
        """Itself, as what it stands in for."""
        return cast(BinaryIO, self)

    @property
    def total(self) -> int:
        """How many bytes were read, those read twice counted twice."""
        return sum(length for _, length in self.reads)

    def touched(self, at: int, length: int) -> bool:
        """Whether any of these bytes was read."""
        return any(begin < at + length and at < begin + size for begin, size in self.reads)


def zip_in_memory(members: Sequence[Member], *, zip64: bool = False) -> BytesIO:
    """The ZIP of these members."""
    file = BytesIO()
    put_zip(file, members, zip64=zip64)
    return file
