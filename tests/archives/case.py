"""One archive, and what both readers must say of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dashboard.domain.x_archive import ArchiveFacts, ArchiveProblem
from tests.archives.contents import ACCOUNT, HANDLE, MADE_AT
from tests.archives.zips import Member, write_zip

FACTS = ArchiveFacts(ACCOUNT, HANDLE, MADE_AT, followers=3, following=2)


@dataclass(frozen=True)
class Case:
    """An archive in one shape.

    :param write: puts it at a path, the same bytes each time.
    :param expected: its facts, or the problem for which it is refused.
    :param file: which file the sentence names, where it names one.
    """

    name: str
    write: Callable[[Path], None]
    expected: ArchiveFacts | ArchiveProblem
    file: str = ""

    def __str__(self) -> str:
        return self.name


def zipped(name: str, members: Sequence[Member], expected: ArchiveFacts | ArchiveProblem, *, file: str = "", **how: Any) -> Case:
    """A case of these members."""
    return Case(name, lambda path: write_zip(path, members, **how), expected, file)


def counted(followers: int, following: int | None = 2) -> ArchiveFacts:
    """The facts of an archive of so many."""
    return replace(FACTS, followers=followers, following=following)
