"""One file of a list of followers as X writes it: the numbers of the accounts, and nothing else of it."""

import re
from collections.abc import Iterable, Iterator

from dashboard.domain.x_archive import ArchiveProblem, ArchiveRefused

HEAD = re.compile(rb'(?:\xef\xbb\xbf)?[^=]{0,200}=\s*\[\s*(?:\]|\{\s*"follower"\s*:\s*\{)')
END = re.compile(rb"(?:[^=]{0,200}=\s*\[)?\s*\]\s*;?\s*")
NUMBER = re.compile(rb'"accountId"(?:\s*+:\s*+"([0-9]{1,20}+)")?')  # an account without a number is found, as an empty one
LONGEST_ROW = 64 * 1024


def ids_of(pieces: Iterable[bytes], file: str) -> Iterator[list[bytes]]:
    """The numbers in their order, as many at a time as a piece holds.

    :param file: its name in the archive, for the sentence.
    :raises ArchiveRefused: it is no such list; no number is ever named.
    """
    refused = ArchiveRefused(ArchiveProblem.LIST_UNREADABLE, file=file)
    rest, begun = b"", False
    for piece in pieces:
        rest += piece
        if not begun and len(rest) >= LONGEST_ROW:
            begun = _begins(rest, refused)
        # Rows end with a brace, and no number has one within: nothing is cut there.
        until = rest.rfind(b"}") + 1 if begun else 0
        if until:
            yield _numbers(rest, until, refused)
            rest = rest[until:]
        if len(rest) > LONGEST_ROW:
            raise refused
    if not begun:
        _begins(rest, refused)
    yield _numbers(rest, len(rest), refused)
    if not END.fullmatch(rest, rest.rfind(b"}") + 1):
        raise refused


def _begins(text: bytes, refused: ArchiveRefused) -> bool:
    if not HEAD.match(text):
        raise refused
    return True


def _numbers(text: bytes, until: int, refused: ArchiveRefused) -> list[bytes]:
    found = NUMBER.findall(text, 0, until)
    if b"" in found:
        raise refused
    return found
