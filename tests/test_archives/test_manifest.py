"""The manifest by itself: one value, read and never run."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.x_archive import LARGEST_MANIFEST, MOST_FOLLOWERS, ArchiveProblem, ArchiveRefused
from dashboard.domain.x_manifest import read_manifest
from tests.archives.contents import ACCOUNT, HANDLE, MADE_AT, files, manifest, script
from tests.archives.misleading import SCRIPTS

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
PLACES = (
    ("userInfo",),
    ("userInfo", "accountId"),
    ("userInfo", "userName"),
    ("archiveInfo",),
    ("archiveInfo", "generationDate"),
    ("archiveInfo", "isPartialArchive"),
    ("dataTypes",),
    ("dataTypes", "follower"),
    ("dataTypes", "follower", "files"),
    ("dataTypes", "following"),
)


def test_it_says_whose_archive_it_is_and_when_it_was_made() -> None:
    said = read_manifest(script(manifest()))
    assert (said.account_id, said.handle, said.generated_at, said.partial) == (ACCOUNT, HANDLE, MADE_AT, False)


@given(st.lists(st.integers(0, 1_000_000), min_size=1, max_size=40))
def test_any_split_of_a_count_into_parts_gives_the_same_count(counts: list[int]) -> None:
    said = read_manifest(script(manifest({"follower": files("follower", *map(str, counts))})))
    facts = said.facts(said.files)
    assert (facts.followers, facts.following) == (sum(counts), None)
    assert said.files == tuple(part["fileName"] for part in files("follower", *counts)["files"])


@given(st.sampled_from(PLACES), VALUES)
def test_whatever_stands_in_a_place_gives_a_count_or_a_sentence(place: tuple[str, ...], value: object) -> None:
    said = manifest()
    inner = said
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    try:
        assert read_manifest(f"x = {json.dumps(said)}".encode()).facts(["data/follower.js"]).followers >= 0
    except ArchiveRefused as refusal:
        assert refusal.problem in ArchiveProblem


@given(st.binary(max_size=300))
def test_any_bytes_at_all_give_a_sentence(data: bytes) -> None:
    with pytest.raises(ArchiveRefused) as refusal:
        read_manifest(data)
    assert refusal.value.problem in (ArchiveProblem.MANIFEST_UNREADABLE, ArchiveProblem.NO_ACCOUNT)


def test_a_script_in_it_is_not_run() -> None:
    """Every script of the corpus is text that is no JSON, and nothing else is ever made of the text."""
    assert len(SCRIPTS) > 4 and {case.expected for case in SCRIPTS} == {ArchiveProblem.MANIFEST_UNREADABLE}
    with pytest.raises(ArchiveRefused) as refusal:
        read_manifest(b'x = {"userInfo": __import__("os").environ}')
    assert refusal.value.problem is ArchiveProblem.MANIFEST_UNREADABLE


@pytest.mark.parametrize("count", ["0", "7", str(MOST_FOLLOWERS), 0, MOST_FOLLOWERS])
def test_a_count_is_taken_up_to_the_most_that_any_account_has_had(count: object) -> None:
    said = read_manifest(script(manifest({"follower": files("follower", count)})))
    assert said.facts(said.files).followers == int(str(count))


@pytest.mark.parametrize("count", [str(MOST_FOLLOWERS + 1), MOST_FOLLOWERS + 1, "10000000000"])
def test_a_count_beyond_is_refused(count: object) -> None:
    with pytest.raises(ArchiveRefused) as refusal:
        read_manifest(script(manifest({"follower": files("follower", count)})))
    assert refusal.value.problem is ArchiveProblem.BAD_COUNT


def test_the_largest_manifest_holds_thousands_of_parts() -> None:
    said = script(manifest({"follower": files("follower", *["7"] * 5_000)}))
    assert len(said) < LARGEST_MANIFEST
    assert read_manifest(said).facts(read_manifest(said).files).followers == 35_000
