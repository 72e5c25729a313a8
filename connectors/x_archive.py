"""The X archive: a ZIP of up to 50 GB, of which the manifest alone is read, or the lists of followers as well.

No other member is opened: no post, no message, no e-mail address. The browser's reader does the same with the same answers.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from connectors.zip_directory import Directory, Entry
from connectors.zip_member import inflate
from dashboard.domain.x_archive import LARGEST_LIST, LARGEST_MANIFEST, MANIFEST, ArchiveFacts, ArchiveProblem, ArchiveRefused
from dashboard.domain.x_manifest import Manifest, read_manifest

MANIFEST_ENDS, LIST_HOLDS = b"manifest.js", b"follow"
MOST_KEPT = 4096
CLUES = (b"tweets.csv", b"js/tweets/", b"js\\tweets\\", b".zip", b".ZIP", b".Zip")
GRAILBIRD = re.compile(r"(?:.*/)?(?:tweets\.csv|data/js/tweets/[^/]+\.js)")


class Archive:
    """An archive that gives a count.

    :param file: open for reading bytes, at any place; stays open.
    :raises ArchiveRefused: it gives none; the problem says why.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._directory = Directory(file)
        manifest, lists = self._find()
        self._folder = _path(manifest).removesuffix(MANIFEST)
        data = b"".join(inflate(self._directory, manifest, LARGEST_MANIFEST, ArchiveRefused(ArchiveProblem.MANIFEST_TOO_LARGE)))
        self._manifest: Manifest = read_manifest(data)
        self._parts = self._held(lists)
        self.facts: ArchiveFacts = self._manifest.facts(self._parts)

    def follower_ids(self) -> Iterator[list[bytes]]:
        """The numbers of the followers, digits as bytes, some thousands at a time, in their order; memory stays the same for any number.

        :raises ArchiveRefused: a list cannot be read, or holds another number of followers than the manifest says. That is known
            for certain only after the last: what was made of them before is then to be forgotten.
        """
        from connectors.follower_list import ids_of  # nobody who wants the count alone pays for it

        found = 0
        for part in self._manifest.followers:
            too_large = ArchiveRefused(ArchiveProblem.LIST_TOO_LARGE, file=part.file)
            for some in ids_of(inflate(self._directory, self._parts[part.file], LARGEST_LIST, too_large), part.file):
                found += len(some)
                if found > self.facts.followers:
                    raise ArchiveRefused(ArchiveProblem.COUNTS_DIFFER, told=self.facts.followers)
                yield some
        if found != self.facts.followers:
            raise ArchiveRefused(ArchiveProblem.COUNTS_DIFFER, told=self.facts.followers)

    def _find(self) -> tuple[Entry, dict[str, Entry]]:
        """The manifest, and what looks like a list on the way to it; the whole directory is checked."""
        manifests: list[Entry] = []
        lists: dict[str, Entry] = {}
        for entry in self._directory.entries(MANIFEST_ENDS, LIST_HOLDS):
            path = _path(entry)
            if path == MANIFEST or path.endswith("/" + MANIFEST):
                manifests = [*manifests[:1], entry]
            elif len(lists) < MOST_KEPT:
                lists[path] = entry
        if not manifests:
            raise ArchiveRefused(self._without_manifest())
        if len(manifests) > 1:
            raise ArchiveRefused(ArchiveProblem.SEVERAL_MANIFESTS)
        return manifests[0], lists

    def _held(self, lists: dict[str, Entry]) -> dict[str, Entry]:
        """Of the files that the manifest names, those that are there."""
        named = {self._folder + file: file for file in self._manifest.files}
        held = {file: lists[path] for path, file in named.items() if path in lists}
        if len(held) < len(named):
            held.update({named[path]: entry for entry in self._directory.entries() if (path := _path(entry)) in named})
        return held

    def _without_manifest(self) -> ArchiveProblem:
        problem = ArchiveProblem.NO_MANIFEST
        for entry in self._directory.entries(*CLUES):
            path = _path(entry)
            if GRAILBIRD.fullmatch(path):
                return ArchiveProblem.GRAILBIRD
            if path.lower().endswith(".zip"):
                problem = ArchiveProblem.NESTED
        return problem


def _path(entry: Entry) -> str:
    """The member's name with slashes, as the manifest writes it, whatever made the ZIP."""
    path = entry.name.decode(errors="surrogateescape").replace("\\", "/")
    return path.removeprefix("./")


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open the archive at a path.

    :raises ArchiveRefused: it gives no count. :raises OSError: the file cannot be read.
    """
    with path.open("rb", buffering=0) as file:  # what is not asked for is not read
        yield Archive(file)


def read_archive(path: Path) -> ArchiveFacts:
    """Whose archive it is, when it was made, and how many followed.

    :raises ArchiveRefused: it gives no count. :raises OSError: the file cannot be read.
    """
    with open_archive(path) as archive:
        return archive.facts


def follower_ids(path: Path) -> Iterator[list[bytes]]:
    """As ``Archive.follower_ids``, of the archive at a path."""
    with open_archive(path) as archive:
        yield from archive.follower_ids()
