"""Where things fall: lines thinned without losing anything that shows, calendars marked where there is room."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.calendar_ticks import calendar_ticks, month_ticks
from dashboard.charts.drawing import Scale, XAxis, YAxis
from dashboard.charts.ink import MARGIN, Ink, clear_place
from dashboard.charts.layout import Box, fold, text_width
from dashboard.charts.plane import APART, Line, Plane
from dashboard.i18n import words_in
from tests.test_charts.cast import EN

DAY0 = date(2024, 1, 1)
READ = st.lists(st.tuples(st.integers(0, 800), st.floats(0, 100)), min_size=1, max_size=200, unique_by=lambda pair: pair[0]).map(sorted)


def plane(days: int = 800, width: float = 300) -> Plane:
    return Plane(XAxis(Scale.DATE, DAY0, DAY0 + timedelta(days=days)), YAxis(0, 100, (0, 100), ("", "100")), width, 200)


def pixels(where: Plane, line: Line) -> list[tuple[float, float]]:
    """As a path has them."""
    numbers = list(map(float, where.written([line])[0].split()))
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@given(st.one_of(READ, st.lists(st.floats(0, 100), min_size=1, max_size=700).map(lambda ys: list(enumerate(ys)))))
def test_a_thinned_line_keeps_its_ends_its_peak_and_its_foot(read: list[tuple[int, float]]) -> None:
    xs, ys = [DAY0 + timedelta(days=n) for n, _ in read], [y for _, y in read]
    (line,) = plane().lines(xs, ys)
    whole, shown = pixels(plane(), line), pixels(plane(), plane().thinned(line))
    assert set(shown) <= set(whole)
    assert (shown[0], shown[-1]) == (whole[0], whole[-1])
    assert {min(y for _, y in shown), max(y for _, y in shown)} == {min(y for _, y in whole), max(y for _, y in whole)}
    assert shown == sorted(shown, key=lambda point: point[0])


@given(st.integers(300, 800), st.integers(1, 100))
def test_a_long_line_has_a_point_for_every_two_pixels_at_most(days: int, step: int) -> None:
    (line,) = plane().lines([DAY0 + timedelta(days=n) for n in range(days)], [n * step % 101 for n in range(days)])
    shown = pixels(plane(), plane().thinned(line))
    assert len(shown) <= (shown[-1][0] - shown[0][0]) / APART + 4


def test_lines_are_cut_where_a_value_is_missing() -> None:
    days = [DAY0, DAY0 + timedelta(days=1), None, DAY0 + timedelta(days=3), None, None, DAY0 + timedelta(days=6)]
    assert [line.shape[1] for line in plane().lines(days, [1, 2, None, 3, None, None, 4])] == [2, 1, 1]


@given(
    st.lists(
        st.lists(st.tuples(st.integers(-4_000, 5_000), st.floats(-1e3, 1e3) | st.floats(-1e6, 1e6)), min_size=1, max_size=9), max_size=5
    )
)
def test_lines_are_written_as_their_points_are_one_by_one(read: list[list[tuple[int, float]]]) -> None:
    lines = [([DAY0 + timedelta(days=n) for n, _ in points], [y for _, y in points]) for points in read]
    apart = [plane().points(*line) for line in lines]
    together = [[*map(float, text.split())] for text in plane().written([one for line in lines for one in plane().lines(*line)])]
    assert together == [[pytest.approx(number, abs=0.051) for point in points for number in point] for points in apart]


def test_a_whole_number_is_written_without_a_decimal() -> None:
    assert plane().written(plane().lines([DAY0, DAY0 + timedelta(days=8)], [25, 50.07])) == ["0 150 3 99.9"]


def test_ages_may_be_told_by_their_logarithm() -> None:
    log = Plane(XAxis(Scale.LOG, 1, 100), YAxis(0, 10, (0,), ("",)), 200, 100)
    assert [round(log.px(age)) for age in (1, 10, 100)] == [0, 100, 200]
    assert log.py(10) == 0 and log.py(0) == 100


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(7, 5_000), st.sampled_from([180.0, 600.0, 820.0]))
def test_marks_of_a_calendar_have_room_and_say_each_year_once(first: date, days: int, width: float) -> None:
    last = first + timedelta(days=days)
    ticks = calendar_ticks(first, last, width, EN)
    places = [(tick.day - first).days * width / days for tick in ticks]
    assert ticks and all(first <= tick.day <= last for tick in ticks)
    assert all(after - before >= 40 for before, after in pairwise(places))
    years = [line for tick in ticks for line in tick.lines if line.isdigit()]
    assert years == sorted(set(years)) == sorted({str(tick.day.year) for tick in ticks})


@pytest.mark.parametrize(
    ("first", "last", "width", "said"),
    [
        (date(2024, 12, 1), date(2025, 3, 5), 600, ["Dec 2024", "Jan 2025", "Feb", "Mar"]),
        (date(2020, 2, 1), date(2025, 3, 5), 300, ["2021", "2022", "2023", "2024", "2025"]),
        (date(2025, 3, 3), date(2025, 3, 12), 800, [f"{day} Mar" + (" 2025" if day == 3 else "") for day in range(3, 13)]),
    ],
)
def test_marks_are_days_months_or_years(first: date, last: date, width: float, said: list[str]) -> None:
    assert [" ".join(tick.lines) for tick in calendar_ticks(first, last, width, EN)] == said


def test_months_are_french_in_french() -> None:
    assert month_ticks([date(2025, 2, 1), date(2025, 7, 1)], words_in("fr"))[0].lines == ("févr.", "2025")


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 200)), max_size=60), st.floats(0, 260), st.floats(0, 180))
def test_a_place_is_clear_if_no_point_lies_in_it(points: list[tuple[float, float]], left: float, top: float) -> None:
    box = Box(left, top, left + 40, top + 18)
    inside = any(box.left - MARGIN <= x <= box.right + MARGIN and box.top - MARGIN <= y <= box.bottom + MARGIN for x, y in points)
    assert (clear_place([box], Ink(lambda ink: ink.add(points))) is None) is inside


def test_a_joined_line_is_in_the_way_along_all_its_length() -> None:
    ink = Ink()
    ink.join([(0, 0), (100, 100)])
    assert ink.meets(Box(40, 40, 48, 48))
    assert not ink.meets(Box(60, 20, 68, 28))


@given(st.text(st.sampled_from("aé W.1 "), max_size=120), st.integers(30, 300))
def test_a_folded_text_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = fold(text, width, 15)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, 15) <= width for line in lines)
