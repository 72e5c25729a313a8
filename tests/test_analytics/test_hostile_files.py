"""Files made to do harm, or that are no exports at all, are refused with a sentence and little memory."""

import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dashboard.cli.imports.given import read_file
from dashboard.domain.analytics.overview import LARGEST_FILE, read_overview
from dashboard.domain.errors import Refused
from dashboard.domain.post_file import LARGEST_FILE as LARGEST_POSTS
from dashboard.domain.post_file import read_post_file
from tests.test_analytics.cast import overview

TODAY = date(2025, 6, 1)
MEGABYTE = 1024 * 1024
GOOD = overview((5, 2), (4, 1))
FILES = {
    "one line": b"9" * LARGEST_FILE,
    "one cell": b'Date,New follows,Unfollows\n"' + b"x" * (LARGEST_FILE - 100),
    "quotes": b'"' * LARGEST_FILE,
    "commas": b"," * LARGEST_FILE,
    "columns": b"a," * 40_000 + b"a",
    "lines": b"Date,New follows,Unfollows\n" + b"x\n" * (LARGEST_FILE // 2 - 100),
    "empty lines": b"\n" * LARGEST_FILE,
    "NUL at the start": b"\0" + GOOD,
    "NUL at the end": GOOD + b"\0",
    "NUL in a cell": GOOD.replace(b",5,", b",\x005,"),
    "too large": b"x" * (LARGEST_POSTS + 1),
    "a ZIP": b"PK\x03\x04" + bytes(1_000),
    "surrogates": b"\xed\xa0\x80," * 10,
    "another direction": "Date\u202e,New follows,Unfollows\n2025-01-20,\u202e5,2\n".encode(),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("read", [read_overview, read_post_file], ids=["overview", "posts"])
def test_it_is_refused_with_little_memory(read: Callable[..., object], name: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(Refused) as problem:
            read(FILES[name], today=TODAY)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 50 * MEGABYTE
    assert len(str(problem.value)) < 1_200 and "\u202e" not in str(problem.value)


def test_no_more_of_a_huge_file_is_read_than_may_be(tmp_path: Path) -> None:
    huge = tmp_path / "account_overview_analytics.csv"
    with huge.open("wb") as file:
        file.truncate(1024 * MEGABYTE)
    assert len(read_file(huge, LARGEST_FILE)) == LARGEST_FILE + 1
