"""Numbers of a table, rounded as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.csv_text import rounded


@given(st.one_of(st.floats(0, 1e12), st.integers(0, 10**7).map(lambda n: n / 8000)), st.integers(1, 4))
def test_a_number_is_written_as_round_and_str_would(number: float, digits: int) -> None:
    assert list(rounded(digits)([number])) == [str(round(number, digits))]


@pytest.mark.parametrize(("number", "text"), [(None, ""), (100.0, "100.0"), (101.7, "101.7"), (2.675, "2.67"), (0.0, "0.0")])
def test_what_is_not_known_stays_empty_and_a_round_number_keeps_its_point(number: float | None, text: str) -> None:
    assert list(rounded(2)([number])) == [text]
