"""Which figures stand in which file: years, and months of years that hold many."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dashboard.services.open_data.figures import LARGEST_FILE, name_of, periods
from db.open_data import Span

DAYS = st.dates(date(2015, 1, 1), date(2027, 12, 31))
SPANS = st.lists(st.tuples(DAYS, DAYS).map(lambda pair: Span(min(pair), max(pair))), max_size=8)


@given(SPANS, st.integers(1, 3_000))
def test_every_day_is_in_one_file(spans: list[Span], largest: int) -> None:
    found = periods(spans, largest=largest)
    assert len({name_of(one) for one in found}) == len(found)
    for one, following in pairwise(found):
        assert one.last < following.first
    for first, last in spans:
        for day in (first, last, first + (last - first) / 2):
            assert sum(one.first <= day <= one.last for one in found) == 1


@given(SPANS)
def test_a_year_that_is_over_keeps_its_files_as_time_goes_by(spans: list[Span]) -> None:
    before = [one for one in periods(spans, largest=500) if one.last < date(2027, 1, 1)]
    later = [Span(first, last if last < date(2026, 12, 31) else last + timedelta(days=200)) for first, last in spans]
    assert [one for one in periods(later, largest=500) if one.last < date(2027, 1, 1)] == before


def test_a_year_is_one_file_until_it_holds_too_much() -> None:
    year = Span(date(2025, 1, 1), date(2025, 12, 31))
    few, many = [year] * (LARGEST_FILE // 365), [year] * (LARGEST_FILE // 365 + 1)
    assert [name_of(one) for one in periods(few)] == ["figures_2025"]
    assert [name_of(one) for one in periods(many)] == [f"figures_2025_{month:02d}" for month in range(1, 13)]
    assert periods([]) == []


def test_a_month_before_the_first_figure_or_after_the_last_is_no_file() -> None:
    spring = [Span(date(2025, 3, 31), date(2025, 5, 1))]
    assert [name_of(one) for one in periods(spring, largest=10)] == ["figures_2025_03", "figures_2025_04", "figures_2025_05"]
    assert [name_of(one) for one in periods(spring)] == ["figures_2025"]
