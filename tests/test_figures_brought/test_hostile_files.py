"""Files made to cost much: refused with a sentence, at a small part of what reading them would take."""

import tracemalloc
from collections.abc import Callable

import pytest

from dashboard.domain.csv_table import LARGEST_FILE, LONGEST_LINE, MOST_LINES
from dashboard.domain.errors import Refused
from dashboard.domain.figure_file import MOST_PROBLEMS, read_figures
from tests.test_figures_brought.cast import HEADER, TODAY

MEGABYTE = 1024 * 1024
LARGE = 12 * MEGABYTE
MOST_MEMORY = 50 * MEGABYTE


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (lambda: b"x" * LARGE, "Line 2 is longer than"),
        (lambda: b"," * LARGE, "Line 2 is longer than"),
        (lambda: b'"' + b"x" * LARGE, "Line 2 is longer than"),
        (lambda: b"a,b\n" * 9 + b"\xe9" * LARGE, "Line 11 is longer than"),
        (lambda: b"a\r" * 9 + b"x" * (LONGEST_LINE + 1), "is longer than"),
        (lambda: b"\n" * (MOST_LINES + 1), "lines. Split it"),
        (lambda: b"\r" * (MOST_LINES + 1), "lines. Split it"),
        (lambda: b"x" * (LARGEST_FILE + 1), "larger than 20 MB"),
    ],
)
def test_what_is_no_table_is_refused_before_it_is_taken_apart(body: Callable[[], bytes], said: str) -> None:
    data = HEADER.encode() + body()
    tracemalloc.start()
    try:
        with pytest.raises(Refused) as problem:
            read_figures(data, TODAY)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert said in str(problem.value)
    assert peak < MOST_MEMORY


@pytest.mark.parametrize(
    "data",
    [b"\x00" * MEGABYTE, b"\xff\xfe" + b"\x00" * MEGABYTE, b"PK\x03\x04" + b"x" * MEGABYTE, HEADER.encode("utf-16-le") * 9],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read_figures(data, TODAY)


@pytest.mark.parametrize("line", [b'"\n', b"ly\x00on,x,2025-01-20,9,x,\n", b"lyon,x,soon,9,x,\n", b"=1+1,=1+1,=1+1,=1+1,=1+1,=1+1\n"])
def test_a_file_of_nothing_but_wrong_lines_is_read_until_that_is_known(line: bytes) -> None:
    data = HEADER.encode() + line * (2 * MEGABYTE // len(line) // 4)
    tracemalloc.start()
    try:
        file = read_figures(data, TODAY)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert file.stopped_at == MOST_PROBLEMS + 1 and file.lines == []
    assert peak < MOST_MEMORY


def test_the_empty_lines_of_a_spreadsheet_cost_nothing() -> None:
    file = read_figures(HEADER.encode() + b";;;;;\r\n" * 200_000 + b"lyon,x,2025-01-20,9,x,\n", TODAY)
    assert [line.line_no for line in file.lines] == [200_002]
