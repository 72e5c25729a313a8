"""Every archive of the corpus gives its count or its sentence, and nothing is read but what gives the count."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.x_archive import Archive, read_archive
from dashboard.domain.x_archive import SENTENCES, ArchiveFacts, ArchiveProblem, ArchiveRefused
from dashboard.i18n import words_in
from tests.archives import BY_NAME, CASES, Case
from tests.archives.contents import PRIVATE, lists, manifest_member, posts, whole
from tests.archives.zips import STORED, Member
from tests.test_archives.recorded import Recorded, zip_in_memory

HUGE = ["10 GB, manifest first", "10 GB, manifest last"]
ELSEWHERE = {ArchiveProblem.LIST_TOO_LARGE, ArchiveProblem.LIST_UNREADABLE, ArchiveProblem.COUNTS_DIFFER}
"""Problems of the lists themselves, which the manifest alone does not have."""

PLAIN = zip_in_memory(whole()).getvalue()
WIDE = zip_in_memory(whole(), zip64=True).getvalue()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_archive_gives_its_count_or_a_sentence(case: Case, written: dict[str, Path]) -> None:
    if isinstance(case.expected, ArchiveFacts):
        assert read_archive(written[case.name]) == case.expected
        return
    with pytest.raises(ArchiveRefused) as refusal:
        read_archive(written[case.name])
    assert refusal.value.problem is case.expected
    assert refusal.value.values.get("file", "") == case.file
    assert "{" not in words_in("en").error(refusal.value)


def test_the_corpus_knows_every_problem() -> None:
    met = {case.expected for case in CASES if isinstance(case.expected, ArchiveProblem)}
    assert met == set(ArchiveProblem) - ELSEWHERE and set(SENTENCES) == set(ArchiveProblem)


def test_no_byte_of_a_post_or_a_message_is_read() -> None:
    film = Member("data/tweets_media/film.mp4", PRIVATE * 10_000, STORED)
    hidden = [replace(one, method=STORED) for one in posts()]
    members = [*hidden, film, *(replace(one, method=STORED) for one in lists()), manifest_member()]
    file = zip_in_memory(members)
    content, seen = file.getvalue(), Recorded(file)
    assert Archive(seen.as_file).facts.followers == 3
    private = [found.start() for found in re.finditer(re.escape(PRIVATE), content)]
    assert len(private) == 10_003 and not any(seen.touched(at, len(PRIVATE)) for at in private)
    ids = [found.start() for found in re.finditer(b"444000", content)]
    assert len(ids) == 10 and not any(seen.touched(at, 6) for at in ids), "the manifest gives the count without one follower"


@pytest.mark.parametrize("name", HUGE)
def test_of_ten_gigabytes_a_few_thousand_bytes_are_read(name: str, written: dict[str, Path]) -> None:
    assert written[name].stat().st_size > 10 * 1024**3 and written[name].stat().st_blocks < 100
    with written[name].open("rb", buffering=0) as file:
        seen = Recorded(file)
        assert Archive(seen.as_file).facts == BY_NAME[name].expected
    assert seen.total < 4096


def test_an_archive_with_something_before_it_is_read_where_it_lies() -> None:
    file = BytesIO(b"#!/bin/sh\nexit\n" * 100 + zip_in_memory(whole()).getvalue())
    assert Archive(file).facts == BY_NAME["plain"].expected


@given(st.data())
@pytest.mark.parametrize(("shape", "since"), [(PLAIN, b"PK"), (WIDE, b"PK\x01\x02")], ids=["anywhere", "among the places in 64 bits"])
def test_whatever_is_changed_in_an_archive_gives_the_count_or_a_sentence(shape: bytes, since: bytes, data: st.DataObject) -> None:
    content = bytearray(shape)
    place = st.tuples(st.integers(content.index(since), len(content) - 1), st.integers(0, 255))
    for at, value in data.draw(st.lists(place, min_size=1, max_size=6)):
        content[at] = value
    content = content[: data.draw(st.sampled_from([len(content), *range(0, len(content), 97)]))]
    try:
        assert Archive(BytesIO(content)).facts.followers >= 0
    except ArchiveRefused as refusal:
        assert refusal.problem in SENTENCES
