"""The manifest of an X archive (FORMATS: ``data/manifest.js``): whose archive it is, when it was made, and how many follow.

It is a script that assigns one value to a global. The value is read as JSON; nothing of it is ever run.
"""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

from dashboard.domain.x_archive import EARLIEST, MOST_FOLLOWERS, ArchiveFacts, ArchiveProblem, ArchiveRefused

ACCOUNT = re.compile(r"[1-9][0-9]{0,19}")
HANDLE = re.compile(r"[A-Za-z0-9_]{1,20}")
COUNT = re.compile(r"[0-9]{1,10}")
INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?Z")
LONGEST_NAME = 255


@dataclass(frozen=True)
class Part:
    """One file of a list, as the manifest names it, and how many it says are in it."""

    file: str
    count: int


@dataclass(frozen=True)
class Manifest:
    """What the manifest says.

    :param following: None where it names no such list. :param partial: X split the archive, and this is one of its parts.
    """

    account_id: str
    handle: str
    generated_at: datetime
    followers: tuple[Part, ...]
    following: tuple[Part, ...] | None
    partial: bool

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that the lists lie in."""
        return tuple(part.file for part in (*self.followers, *(self.following or ())))

    def facts(self, held: Collection[str]) -> ArchiveFacts:
        """The counts, as far as the archive holds the lists.

        :param held: which of ``files`` are there.
        :raises ArchiveRefused: a part of the list of followers is not.
        """
        missing = next((part.file for part in self.followers if part.file not in held), None)
        if missing is not None and self.partial:
            raise ArchiveRefused(ArchiveProblem.OTHER_PART)
        if missing is not None:
            raise ArchiveRefused(ArchiveProblem.PART_MISSING, file=missing)
        there = self.following is not None and all(part.file in held for part in self.following)
        following = sum(part.count for part in self.following or ()) if there else None
        return ArchiveFacts(self.account_id, self.handle, self.generated_at, sum(part.count for part in self.followers), following)


def read_manifest(data: bytes) -> Manifest:
    """Read what ``data/manifest.js`` holds.

    :raises ArchiveRefused: it cannot be read, or does not say whose archive it is, when it was made or how many follow.
    """
    said = _value(data)
    user, archive, kinds = said.get("userInfo"), said.get("archiveInfo"), said.get("dataTypes", {})
    account, handle = _text(user, "accountId", ACCOUNT), _text(user, "userName", HANDLE)
    if not account or not handle:
        raise ArchiveRefused(ArchiveProblem.NO_ACCOUNT)
    made = _instant(_text(archive, "generationDate", INSTANT))
    partial = isinstance(archive, dict) and archive.get("isPartialArchive") in (True, "true")
    if not isinstance(kinds, dict):
        raise ArchiveRefused(ArchiveProblem.MANIFEST_UNREADABLE)
    followers = _parts(kinds.get("follower"))
    if not followers:
        raise ArchiveRefused(ArchiveProblem.OTHER_PART if partial else ArchiveProblem.NO_FOLLOWERS)
    return Manifest(account, handle, made, followers, _parts(kinds.get("following")) or None, partial)


def _value(data: bytes) -> dict[str, Any]:
    """What is assigned: the text after the first ``=``, without a semicolon at its end."""
    try:
        _, sign, value = data.decode("utf-8-sig").partition("=")
        said = json.loads(value.strip().removesuffix(";") if sign else "", parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise ArchiveRefused(ArchiveProblem.MANIFEST_UNREADABLE) from None
    if not isinstance(said, dict):
        raise ArchiveRefused(ArchiveProblem.MANIFEST_UNREADABLE)
    return said


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _text(said: object, key: str, form: re.Pattern[str]) -> str:
    """A text of that form, or an empty one."""
    value = said.get(key) if isinstance(said, dict) else None
    return value if isinstance(value, str) and form.fullmatch(value) else ""


def _instant(text: str) -> datetime:
    try:
        made = datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        raise ArchiveRefused(ArchiveProblem.NO_DATE) from None
    if made.date() < EARLIEST:
        raise ArchiveRefused(ArchiveProblem.NO_DATE)
    return made


def _parts(kind: object) -> tuple[Part, ...]:
    """The files of a list, in their order; none where the manifest names none."""
    if kind is None:
        return ()
    files = kind.get("files", []) if isinstance(kind, dict) else None
    if not isinstance(files, list):
        raise ArchiveRefused(ArchiveProblem.MANIFEST_UNREADABLE)
    parts = tuple(Part(_file(one), _count(one)) for one in files)
    if len({part.file for part in parts}) < len(parts) or sum(part.count for part in parts) > MOST_FOLLOWERS:
        raise ArchiveRefused(ArchiveProblem.BAD_COUNT)
    return parts


def _file(said: object) -> str:
    name = said.get("fileName") if isinstance(said, dict) else None
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise ArchiveRefused(ArchiveProblem.MANIFEST_UNREADABLE)
    return name


def _count(said: dict[str, Any]) -> int:
    """X writes counts as texts; a whole number is taken too. One that is not there is not 0."""
    count = said.get("count")
    if isinstance(count, int) and not isinstance(count, bool):
        count = str(count)
    if not isinstance(count, str) or not COUNT.fullmatch(count):
        raise ArchiveRefused(ArchiveProblem.BAD_COUNT)
    return int(count)
