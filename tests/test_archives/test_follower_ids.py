"""The numbers of the followers, streamed: the same whatever the parts and the pieces they come in, or refused."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors import follower_list
from connectors.follower_list import ids_of
from connectors.x_archive import Archive, follower_ids
from dashboard.domain.x_archive import LARGEST_LIST, ArchiveProblem, ArchiveRefused
from tests.archives.contents import FIRST_ID, files, ids, list_text, lists, manifest, manifest_member, part_name, posts
from tests.archives.zips import STORED, Member, zeros
from tests.test_archives.recorded import Recorded, zip_in_memory

NUMBERS = st.lists(st.integers(1, 10**19 - 1).map(str), max_size=60)
SHORTEST_ROW = 400
"""Bytes: longer than any row of the tests, so that lists of a few rows are cut as those of millions are."""


def parted(parts: Sequence[Sequence[str]]) -> list[Member]:
    """An archive whose list lies in these parts."""
    counts = [str(len(part)) for part in parts]
    written = [Member(part_name("follower", at), list_text("follower", at, part).encode()) for at, part in enumerate(parts)]
    return [*posts(), *written, manifest_member(manifest({"follower": files("follower", *counts)}))]


def streamed(members: Sequence[Member]) -> list[str]:
    archive = Archive(zip_in_memory(members))
    return [one.decode() for some in archive.follower_ids() for one in some]


def refused(text: bytes, count: int = 3, **how: object) -> ArchiveProblem:
    """Why a list of that text is refused."""
    named = manifest_member(manifest({"follower": files("follower", str(count))}))
    with pytest.raises(ArchiveRefused) as refusal:
        streamed([Member("data/follower.js", text, **how), named])  # type: ignore[arg-type]
    assert "444" not in str(refusal.value), "no follower is named in a sentence"
    return refusal.value.problem


@given(NUMBERS, st.lists(st.integers(0, 60), max_size=6))
def test_any_split_of_any_list_into_parts_gives_the_same_numbers(numbers: list[str], cuts: list[int]) -> None:
    edges = [0, *sorted(min(cut, len(numbers)) for cut in cuts), len(numbers)]
    members = parted([numbers[begin:end] for begin, end in pairwise(edges)])
    assert streamed(members) == numbers
    assert Archive(zip_in_memory(members)).facts.followers == len(numbers)


@given(NUMBERS, st.integers(1, 700), st.booleans())
def test_any_size_of_the_pieces_gives_the_same_numbers(numbers: list[str], size: int, tight: bool) -> None:
    text = list_text("follower", 0, numbers).encode()
    text = re.sub(rb"\s", b"", text) if tight else text
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    with patch.object(follower_list, "LONGEST_ROW", SHORTEST_ROW):
        found = list(ids_of(pieces, "data/follower.js"))
    assert [one.decode() for some in found for one in some] == numbers
    assert len(found) > len(text) // (2 * (SHORTEST_ROW + size)), "the list is not gathered before it is given"


def test_of_all_members_the_lists_alone_are_read() -> None:
    file = zip_in_memory([*posts(), *lists((2, 1)), manifest_member(manifest({"follower": files("follower", "2", "1")}))])
    content, seen = file.getvalue(), Recorded(file)
    assert [one for some in Archive(seen.as_file).follower_ids() for one in some] == [one.encode() for one in ids(3)]
    names = re.findall(rb"PK\x03\x04.{26}(data/[a-z0-9-]+\.js)", content, re.DOTALL)
    opened = {name for name in names if seen.touched(content.index(name), 1)}
    assert opened == {b"data/manifest.js", b"data/follower.js", b"data/follower-part1.js"}


def test_an_archive_at_a_path_is_streamed_too(written: dict[str, Path]) -> None:
    found = [one for some in follower_ids(written["twelve parts"]) for one in some]
    assert found == [str(FIRST_ID + index).encode() for index in range(66)]


@pytest.mark.parametrize(
    "row",
    [
        '{"follower" : {"accountId" : "12a"}}',
        '{"follower" : {"accountId" : "-12"}}',
        '{"follower" : {"accountId" : ""}}',
        '{"follower" : {"accountId" : 12}}',
        '{"follower" : {"accountId" : null}}',
        '{"follower" : {"accountId" : "123456789012345678901"}}',
        '{"follower" : {"accountId" : "١٢"}}',
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_number_that_is_none_is_refused(row: str, place: int) -> None:
    rows = [f'{{"follower" : {{"accountId" : "{one}"}}}}' for one in ids(2)]
    rows.insert(place, row)
    assert refused(f"window.YTD.follower.part0 = [{','.join(rows)}]".encode()) is ArchiveProblem.LIST_UNREADABLE


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"window.YTD.follower.part0 = ",
        b"window.YTD.follower.part0 = [",
        b"window.YTD.follower.part0 = [ ] [ ]",
        b'window.YTD.tweets.part0 = [ {"tweet" : {"accountId" : "444"}} ]',
        list_text("following", 0, ids(3)).encode(),
        list_text("follower", 0, ids(3)).encode()[:-1],
        list_text("follower", 0, ids(3)).encode()[:-60],
        list_text("follower", 0, ids(3)).encode() + b"; fetch('https://evil.example/')",
        b"window.YTD.follower.part0 = [" + b" " * 200_000 + b"]",
        b'window.YTD.follower.part0 = [{"follower":{"a":"' + b"0" * 2_000_000 + b'"}}]',
    ],
    ids=["nothing", "no value", "no end", "two lists", "posts", "followed", "cut", "cut in a row", "script", "blanks", "a long row"],
)
def test_a_text_that_is_no_list_of_followers_is_refused(text: bytes) -> None:
    assert refused(text) is ArchiveProblem.LIST_UNREADABLE


def test_a_list_of_another_length_than_the_manifest_says_is_refused() -> None:
    assert refused(list_text("follower", 0, ids(2)).encode()) is ArchiveProblem.COUNTS_DIFFER
    assert refused(list_text("follower", 0, ids(4)).encode()) is ArchiveProblem.COUNTS_DIFFER


def test_a_bomb_in_place_of_a_list_is_refused() -> None:
    bomb = zeros(1024)
    assert refused(b"", packed=bomb, size=LARGEST_LIST + 1) is ArchiveProblem.LIST_TOO_LARGE
    assert refused(b"", packed=bomb, size=400) is ArchiveProblem.LIST_UNREADABLE
    assert refused(b" " * 9, method=STORED, packed=b"", size=9) is ArchiveProblem.DAMAGED


def test_a_list_that_was_changed_on_the_way_is_refused() -> None:
    assert refused(list_text("follower", 0, ids(3)).encode(), crc=1) is ArchiveProblem.DAMAGED
