"""Counts as they are written, in either language: the number, and how precise whoever wrote it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.errors import Refused
from dashboard.domain.figures import Precision
from dashboard.domain.rounded_counts import Count, last_place, read_count

WORDS = {1_000: ("k", "K", " k", "\u202fk", " mille", " thousand"), 1_000_000: ("M", " M", "\u00a0M", " million", " millions", " Mio")}
GROUPS = (" ", "\u00a0", "\u202f", ",", ".", "'", "’")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2.2 M", Count(2_200_000, 100_000)),
        ("2,2 M", Count(2_200_000, 100_000)),
        ("2,2 millions", Count(2_200_000, 100_000)),
        ("1.2 million", Count(1_200_000, 100_000)),
        ("14k", Count(14_000, 1_000)),
        ("14 K", Count(14_000, 1_000)),
        ("14,3 k", Count(14_300, 100)),
        ("48 k", Count(48_000, 1_000)),
        ("1 200 k", Count(1_200_000, 1_000)),
        ("2 milliards", Count(2_000_000_000, 1_000_000_000)),
        ("environ 14 000", Count(14_000, 1_000)),
        ("about 48,000", Count(48_000, 1_000)),
        ("~50 000", Count(50_000, 10_000)),
        ("près de 2,2 millions d’abonnés", Count(2_200_000, 100_000)),
        ("about 14,289", Count(14_289, about=True)),
        ("14 289", Count(14_289)),
        ("14 289 abonnés", Count(14_289)),
        ("14,289 followers", Count(14_289)),
        ("14'289", Count(14_289)),
        ("1.234", Count(1_234)),
        ("14000.0", Count(14_000)),
        ("14 000,00", Count(14_000)),
        ("0", Count(0)),
    ],
)
def test_a_count_is_read_with_its_precision(text: str, count: Count) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is missing"),
        ("  ", "is missing"),
        ("1,4E+04", "how a spreadsheet shortens a number"),
        ("1.4e4", "how a spreadsheet shortens a number"),
        ("-5", "below zero"),
        ("−48 000", "below zero"),
        ("=1+1", "is a formula"),
        ("+14000", "is a formula"),
        ("@SUM(A1)", "is a formula"),
        ("-A1", "is a formula"),
        ("1.234 M", "in two ways"),
        ("1,234 k", "in two ways"),
        ("2.2", "not a whole number"),
        ("12 34", "not a whole number"),
        ("0,123", "not a whole number"),
        ("1,234,567.89", "not a whole number"),
        ("1.2345 k", "too many decimals"),
        ("many", "not a number"),
        ("#REF!", "not a number"),
        ("٣٤٥", "not a number"),
        ("1" * 81, "not a number"),
        ("14 k of 20 k", "not a number"),
    ],
)
def test_what_is_no_count_or_two_is_refused(text: str, said: str) -> None:
    with pytest.raises(Refused) as problem:
        read_count(text)
    assert said in str(problem.value)


@given(st.integers(0, 2_000_000_000), st.sampled_from(GROUPS))
def test_any_number_grouped_by_thousands_is_itself(value: int, sign: str) -> None:
    assert read_count(f"{value:,}".replace(",", sign)) == Count(value)


@given(st.sampled_from([1_000, 1_000_000]), st.integers(0, 999), st.integers(0, 2), st.sampled_from(".,"), st.data())
def test_a_number_of_thousands_or_millions_is_rounded_to_its_last_place(
    scale: int, whole: int, places: int, sign: str, data: st.DataObject
) -> None:
    rest = "".join(data.draw(st.lists(st.sampled_from("0123456789"), min_size=places, max_size=places)))
    text = f"{whole}{sign}{rest}" if rest else str(whole)
    place = scale // 10**places
    count = read_count(text + data.draw(st.sampled_from(WORDS[scale])))
    assert count == Count(whole * scale + int(rest or 0) * place, place)
    assert count.value % place == 0 and count.precision is Precision.ROUNDED


@given(st.integers(1, 2_000_000_000))
def test_about_says_no_more_than_the_digits_that_are_not_zero(value: int) -> None:
    count, place = read_count(f"environ {value}"), last_place(value)
    assert (count.value, count.rounded_to) == (value, place)
    assert count.precision is Precision.ROUNDED
    assert place is None or (value % place == 0 and value % (place * 10) != 0)


@given(st.text(max_size=40))
def test_any_text_is_a_count_or_refused(text: str) -> None:
    try:
        count = read_count(text)
    except Refused:
        return
    assert count.value >= 0 and (count.rounded_to is None or count.value % count.rounded_to == 0)
