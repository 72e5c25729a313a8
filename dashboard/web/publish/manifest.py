"""What a published folder says of itself: every file, and what it was made from. It also marks the folder as one of ours."""

import gzip
import json
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

NAME = ".essaim.json.gz"
FORM = 1


@dataclass(frozen=True)
class Group:
    """The files that were made from the same facts: those of one organisation, or those of the site as a whole.

    :param made_from: fingerprint of the facts.
    :param files: digest of each, by its path in the folder.
    :param drawn: path of each picture, by the fingerprint of the drawing it was made from.
    """

    made_from: str
    files: Mapping[str, str] = field(default_factory=dict)
    drawn: Mapping[str, str] = field(default_factory=dict)

    def __add__(self, other: "Group") -> "Group":
        """Both, where one group was written in two parts."""
        return Group(self.made_from, {**self.files, **other.files}, {**self.drawn, **other.drawn})


@dataclass(frozen=True)
class Manifest:
    """Everything in one published folder.

    :param made_from: fingerprint over everything; empty before the first publication.
    :param groups: by slug; what belongs to no organisation by the empty name.
    """

    made_from: str = ""
    groups: Mapping[str, Group] = field(default_factory=dict)

    @property
    def files(self) -> int:
        """How many there are."""
        return sum(len(group.files) for group in self.groups.values())

    @property
    def paths(self) -> frozenset[str]:
        """Every file, by its path in the folder."""
        return frozenset(file for group in self.groups.values() for file in group.files)


def read(folder: Path) -> Manifest | None:
    """The manifest of a folder; None if it has none that can be read, and is then not one of ours."""
    try:
        found = json.loads(gzip.decompress((folder / NAME).read_bytes()))
        if found["form"] != FORM:
            return Manifest()
        return Manifest(found["made_from"], {name: Group(*group) for name, group in found["groups"].items()})
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None


def whole(folder: Path, known: Manifest) -> Manifest:
    """What of a manifest is still true: a group of which a file is missing has to be made again."""
    there = {os.path.relpath(os.path.join(at, name), folder) for at, _, names in os.walk(folder) for name in names}
    if there.issuperset(known.paths):
        return known
    return Manifest("", {name: _left(group, there) for name, group in known.groups.items()})


def _left(group: Group, there: Collection[str]) -> Group:
    files = {file: digest for file, digest in group.files.items() if file in there}
    drawn = {key: file for key, file in group.drawn.items() if file in there}
    return Group(group.made_from if len(files) == len(group.files) else "", files, drawn)


def write(folder: Path, manifest: Manifest) -> None:
    """Write it into the folder."""
    groups = {name: (one.made_from, one.files, one.drawn) for name, one in manifest.groups.items()}
    told = json.dumps({"form": FORM, "made_from": manifest.made_from, "groups": groups}, separators=(",", ":"))
    (folder / NAME).write_bytes(gzip.compress(told.encode(), 1, mtime=0))
