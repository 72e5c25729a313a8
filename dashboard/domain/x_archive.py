"""The X archive: what its manifest says, and every way in which a file may be none. Both readers (the command line's and the one in
the browser) say the same sentences, by the code of the problem."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from dashboard.domain.errors import N_, Refused

MANIFEST = "data/manifest.js"
LARGEST_MANIFEST = 1024 * 1024
"""Bytes, inflated: a manifest of thousands of files is some hundreds of kilobytes, and any JSON of this size is read within 50 MB."""
LARGEST_LIST = 1024**3
"""Bytes, inflated, of one file of a list of followers: X splits them long before."""
MOST_MEMBERS = 500_000
MOST_FOLLOWERS = 2_000_000_000
EARLIEST = date(2018, 1, 1)
"""Before, archives of X had no manifest."""


class ArchiveProblem(StrEnum):
    """Why a file gives no count. The values are the codes that the browser's reader gives."""

    NOT_A_ZIP = "not_a_zip"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    OVERLAPPING = "overlapping"
    UNSAFE_PATHS = "unsafe_paths"
    TOO_MANY_MEMBERS = "too_many_members"
    NESTED = "nested"
    GRAILBIRD = "grailbird"
    NO_MANIFEST = "no_manifest"
    SEVERAL_MANIFESTS = "several_manifests"
    MANIFEST_TOO_LARGE = "manifest_too_large"
    MANIFEST_UNREADABLE = "manifest_unreadable"
    NO_ACCOUNT = "no_account"
    NO_DATE = "no_date"
    BAD_COUNT = "bad_count"
    NO_FOLLOWERS = "no_followers"
    OTHER_PART = "other_part"
    PART_MISSING = "part_missing"
    LIST_TOO_LARGE = "list_too_large"
    LIST_UNREADABLE = "list_unreadable"
    COUNTS_DIFFER = "counts_differ"


SENTENCES: Mapping[ArchiveProblem, str] = MappingProxyType(
    {
        ArchiveProblem.NOT_A_ZIP: N_("This file is not a ZIP. Choose the file that X sent, as it was downloaded."),
        ArchiveProblem.EMPTY: N_("This ZIP holds nothing. Download the archive from X again."),
        ArchiveProblem.TRUNCATED: N_("The end of this ZIP is missing: the download was cut short. Download the archive from X again."),
        ArchiveProblem.DAMAGED: N_("This ZIP is damaged and cannot be read. Download the archive from X again."),
        ArchiveProblem.ENCRYPTED: N_("This ZIP is protected by a password. Choose the archive as X sent it, without a password."),
        ArchiveProblem.OVERLAPPING: N_("Members of this ZIP lie on one another, which no archive of X does. It was not read."),
        ArchiveProblem.UNSAFE_PATHS: N_("This ZIP names files outside its own folder, which no archive of X does. It was not read."),
        ArchiveProblem.TOO_MANY_MEMBERS: N_("This ZIP holds more than {most} files, which no archive of X does. It was not read."),
        ArchiveProblem.NESTED: N_("This ZIP holds another ZIP. Take that one out, and choose it."),
        ArchiveProblem.GRAILBIRD: N_("Archives made before 2019 hold posts and no list of followers. Ask X for a new one."),
        ArchiveProblem.NO_MANIFEST: N_("This ZIP holds no {manifest}: it is not an archive of X, or one that was taken apart."),
        ArchiveProblem.SEVERAL_MANIFESTS: N_("This ZIP holds {manifest} more than once, which no archive of X does. It was not read."),
        ArchiveProblem.MANIFEST_TOO_LARGE: N_("In this ZIP, {manifest} is larger than in any archive of X. It was not read."),
        ArchiveProblem.MANIFEST_UNREADABLE: N_("The {manifest} of this ZIP cannot be read. Download the archive from X again."),
        ArchiveProblem.NO_ACCOUNT: N_("The manifest does not say whose archive it is. Download the archive from X again."),
        ArchiveProblem.NO_DATE: N_("The manifest does not say when the archive was made. Download the archive from X again."),
        ArchiveProblem.BAD_COUNT: N_("The manifest gives a number of followers that cannot be right. Download the archive from X again."),
        ArchiveProblem.NO_FOLLOWERS: N_("This archive holds no list of followers. When asking X for it, choose all kinds of data."),
        ArchiveProblem.OTHER_PART: N_("This is one part of an archive that X split, without the list of followers. Choose another part."),
        ArchiveProblem.PART_MISSING: N_("The manifest names {file}, and this ZIP does not hold it. Choose the whole archive."),
        ArchiveProblem.LIST_TOO_LARGE: N_("In this ZIP, {file} is larger than in any archive of X. It was not read."),
        ArchiveProblem.LIST_UNREADABLE: N_("The {file} of this ZIP is not a list of followers as X writes it. Download the archive again."),
        ArchiveProblem.COUNTS_DIFFER: N_("The manifest says {told} followers, and the list holds another number. Download it again."),
    }
)


class ArchiveRefused(Refused):
    """A file that gives no count; ``problem`` says why, for programs."""

    def __init__(self, problem: ArchiveProblem, **values: object) -> None:
        known = {"manifest": MANIFEST, "most": MOST_MEMBERS, **values}
        super().__init__(SENTENCES[problem], **known)
        self.problem = problem


@dataclass(frozen=True)
class ArchiveFacts:
    """What is taken from a manifest, and nothing else.

    :param account_id: X's own number of the account, digits.
    :param handle: without ``@``, as it was called on that day.
    :param generated_at: aware instant at which X made the archive.
    :param followers: sum of the counts of all its follower files; ``following`` likewise, None where the archive holds no such list.
    """

    account_id: str
    handle: str
    generated_at: datetime
    followers: int
    following: int | None
