"""The previews as charts, sentences and tables: what is rebuilt, from which count, and how far the others are from it."""

from datetime import date, timedelta

import pytest

from dashboard.charts.plotly_figure import figure
from dashboard.charts.posts import posts_chart
from dashboard.charts.rebuilt import rebuilt_chart, steps_between
from dashboard.charts.rebuilt_rows import AnchorPoint, PostMonth, RebuiltRows
from dashboard.charts.rebuilt_words import (
    laid_lines,
    month_lines,
    posts_text,
    rebuilt_sentence,
    rebuilt_sources,
    rebuilt_table,
    rebuilt_text,
)
from dashboard.charts.rows import Point
from dashboard.charts.theme import DARK, LIGHT
from dashboard.domain.analytics.curve import Counted
from dashboard.domain.analytics.overlap import Laid
from dashboard.domain.figures import Provenance
from dashboard.i18n import words_in
from tests.test_charts.cast import EN, texts, traces

WIDTHS = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
FIRST = date(2024, 11, 1)
POINTS = tuple(Point(FIRST + timedelta(days=n), 48_000 + 10 * n, Provenance.ANALYTICS) for n in range(31))
LAST = POINTS[-1].day
ANCHOR = AnchorPoint(LAST, 48_300, Provenance.ARCHIVE, 48_300, chosen=True)
OFF = AnchorPoint(FIRST, 48_008, Provenance.PRESS, 48_000)
ROWS = RebuiltRows("Lyon <b>", POINTS, anchors=(ANCHOR, OFF))


@WIDTHS
def test_the_curve_its_anchor_and_the_other_count_are_drawn(narrow: bool) -> None:
    found = figure(rebuilt_chart(ROWS, LIGHT, EN, narrow=narrow), LIGHT, EN)
    assert list(traces(found, "rebuilt")[0].y) == [point.value for point in POINTS]
    (anchor,) = [one for one in found.data if one.name == "anchor"]
    (other,) = [one for one in found.data if one.name == "count"]
    assert (anchor.x[0], anchor.y[0], anchor.marker.symbol) == (LAST, 48_300, "circle")
    assert (other.y[0], other.marker.symbol, other.text[0]) == (48_008, "circle-open", "+8")
    assert "48,300" in texts(found)


def test_an_axis_that_does_not_begin_at_zero_says_so() -> None:
    axis = figure(rebuilt_chart(ROWS, DARK, EN), DARK, EN).layout.yaxis
    assert axis.ticktext[0] == "48,000: the axis does not begin at 0"
    assert axis.ticktext[-1].endswith("followers")
    young = RebuiltRows("Lyon", (Point(FIRST, 0), Point(LAST, 4)))
    from_zero = figure(rebuilt_chart(young, DARK, EN), DARK, EN).layout.yaxis
    assert "does not begin" not in from_zero.ticktext[0]


@pytest.mark.parametrize(
    ("ends", "wanted"),
    [
        ((0, 0), (0, 1)),
        ((5, 5), (5, 6)),
        ((994, 1_000), (994, 996, 998, 1_000)),
        ((48_000, 48_300), (48_000, 48_100, 48_200, 48_300)),
        ((48_148, 49_980), (48_000, 48_500, 49_000, 49_500, 50_000)),
        ((0, 2_000_000), (0, 500_000, 1_000_000, 1_500_000, 2_000_000)),
    ],
)
def test_steps_are_round_and_hold_every_value(ends: tuple[int, int], wanted: tuple[int, ...]) -> None:
    assert steps_between(*ends) == wanted


def test_days_that_stay_are_dashed_and_never_joined_over_a_gap() -> None:
    kept = (POINTS[3], POINTS[4], POINTS[9])
    drawing = rebuilt_chart(RebuiltRows("Lyon", POINTS, kept, (ANCHOR,)), LIGHT, EN)
    (line,) = traces(figure(drawing, LIGHT, EN), "kept")
    assert list(line.x) == [POINTS[3].day, POINTS[4].day, None, POINTS[9].day]
    assert line.line.dash and not line.connectgaps


def test_without_a_day_the_chart_says_what_to_do() -> None:
    assert "Choose the file that X gave." in texts(figure(rebuilt_chart(RebuiltRows("Lyon", ()), LIGHT, EN), LIGHT, EN))


def test_the_sentence_and_the_sources_say_it_all() -> None:
    said = rebuilt_text(ROWS, EN).replace("\u00a0", " ")
    assert said.startswith("Lyon <b> on X: 48,000 followers on 1 November 2024, 48,300 on 1 December 2024.")
    assert "Rebuilt day by day from 48,300 followers on 1 December 2024 (archive" in said
    assert "On 1 November 2024, 48,008 were counted (press" in said and "8 more than the rebuilt curve says." in said


def test_counts_that_agree_are_counted_and_the_largest_differences_come_first() -> None:
    agrees = AnchorPoint(FIRST, 48_000, Provenance.PRESS, 48_000)
    assert rebuilt_sources(RebuiltRows("Lyon", POINTS, anchors=(ANCHOR, agrees)), EN)[1:] == ["1 other count of these days agrees with it."]
    off = tuple(AnchorPoint(POINTS[n].day, POINTS[n].value - n, Provenance.API, POINTS[n].value) for n in range(1, 7))
    lines = rebuilt_sources(RebuiltRows("Lyon", POINTS, anchors=(ANCHOR, *off)), EN)[1:]
    assert [line.split(": ")[1].split(" ")[0] for line in lines[:3]] == ["6", "5", "4"] and "fewer" in lines[0]
    assert lines[3:] == ["3 more counts differ by less."]


def test_the_table_has_every_seventh_day_and_every_count() -> None:
    rows = rebuilt_table(RebuiltRows("Lyon", POINTS, (Point(POINTS[2].day, 47_000),), (ANCHOR, OFF)), EN)
    assert [(row.day - FIRST).days for row in rows] == [30, 23, 16, 9, 2, 0]
    assert rows[0].notes == ("counted: 48,300 (archive manifest)",)
    assert (rows[4].followers, rows[4].notes) == (47_000, ("kept from a later export",))


def test_what_becomes_of_days_that_stand_is_said() -> None:
    days = tuple(Counted(point.day, point.value) for point in POINTS)
    said = " ".join(laid_lines(Laid(days[:1], days[1:3], days[3:], -8), EN)).replace("\u00a0", " ")
    assert "2 days stand already, exactly so. 28 days keep the values of an export that ends later." in said
    assert "On 4 November 2024, where the two meet, the days that are kept lie 8 below this curve." in said
    assert laid_lines(Laid(days, (), (), 0), EN) == []


def test_the_sentence_is_french_in_french() -> None:
    assert "48\u202f300" in rebuilt_sentence(ROWS, words_in("fr"))


@WIDTHS
def test_posts_are_one_bar_a_month_and_an_unknown_median_has_none(narrow: bool) -> None:
    months = [PostMonth(date(2024, month, 1), 20, None if month == 11 else 100.5 * month, 3) for month in (10, 11, 12)]
    (bars,) = figure(posts_chart(months, LIGHT, EN, narrow=narrow), LIGHT, EN).data
    assert list(bars.y) == [1_005, None, 1_206]
    assert [line.impressions for line in month_lines(months, EN)] == ["1,206", "not known", "1,005"]
    assert "Oct\u00a02024: 1,005." in posts_text(months, EN)


def test_a_phone_shows_the_newest_months() -> None:
    months = [PostMonth(date(2024, month, 1), 20, 5.5, 3) for month in range(1, 13)]
    (bars,) = figure(posts_chart(months, LIGHT, EN, narrow=True), LIGHT, EN).data
    assert len(bars.x) == 9 and bars.x[-1] == date(2024, 12, 1)


def test_without_a_median_the_chart_says_what_it_takes() -> None:
    assert "it takes five" in texts(figure(posts_chart([PostMonth(FIRST, 6, None, 2)], LIGHT, EN), LIGHT, EN))
