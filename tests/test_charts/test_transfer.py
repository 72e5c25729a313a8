"""The transfer chart draws what was read and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.charts.axes import days_axis
from dashboard.charts.rows import Point
from dashboard.charts.theme import LIGHT, REFERENCE_DASH
from dashboard.domain.figures import Provenance
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.views import Measure, TimeAxis
from dashboard.i18n import words_in
from tests.test_charts.cast import (
    BASELINE,
    DEPARTURE,
    TODAY,
    UNREAD,
    association,
    besancon,
    bluesky,
    days,
    drawn,
    line,
    linkedin,
    lyon,
    mastodon,
    rows_of,
    texts,
    traces,
    x_line,
)


def test_each_network_has_its_line_dash_and_colour() -> None:
    figure = drawn(lyon())
    for network in (Network.BLUESKY, Network.MASTODON):
        (found,) = traces(figure, FACTS[network].label)
        style = LIGHT.networks[network]
        assert (found.line.color, found.line.dash, found.line.width) == (style.colour, style.dash, 2.5)


def test_a_gap_breaks_the_line() -> None:
    (found,) = traces(drawn(lyon()), "Mastodon")
    at = found.y.index(None)
    assert (found.x[at - 1], found.x[at], found.x[at + 1]) == (date(2025, 6, 3), None, date(2025, 6, 16))
    assert found.connectgaps is False


def test_the_last_reading_alone_has_a_marker() -> None:
    (marker,) = traces(drawn(lyon()), "Bluesky", "markers")
    assert list(marker.x) == [TODAY]
    assert marker.marker.symbol == "circle"


def test_figures_taken_by_hand_are_markers_without_a_line() -> None:
    figure = drawn(rows_of((x_line(), bluesky(), linkedin())))
    assert traces(figure, "LinkedIn") == []
    (markers,) = traces(figure, "LinkedIn", "markers")
    assert len(markers.x) == 3
    assert markers.customdata[0] == "declared by hand, 2\u00a0Apr\u00a02025"


def test_a_reading_that_stands_alone_is_seen() -> None:
    yearly = line(
        Network.X, [Point(date(2025, 1, 1), 90, Provenance.WIKIDATA), Point(date(2025, 2, 20), 80, Provenance.PRESS)], origin=True
    )
    (alone, *_) = traces(drawn(rows_of((yearly, bluesky()))), "X", "markers")
    assert list(alone.y) == [90, 80]


def test_x_stops_at_the_departure_and_goes_on_as_a_reference() -> None:
    after = Point(date(2025, 4, 1), 40_000)
    left = replace(x_line(), points=(*x_line().points, after))
    figure = drawn(rows_of((left, bluesky())))
    (solid,) = traces(figure, "X")
    assert (solid.x[-1], solid.line.dash) == (DEPARTURE, "solid")
    (level,) = traces(figure, "baseline")
    assert (list(level.y), level.line.dash) == ([BASELINE, BASELINE], REFERENCE_DASH)
    (cross,) = traces(figure, "departure", "markers")
    assert (list(cross.x), cross.marker.symbol) == ([DEPARTURE], "x-thin")


def test_after_a_return_x_is_a_line_again() -> None:
    back = date(2025, 6, 1)
    returned = replace(x_line(), points=(*x_line().points, *(Point(day, 46_000) for day in days(back, TODAY))))
    figure = drawn(rows_of((returned, bluesky()), returned_on=back))
    (solid,) = traces(figure, "X")
    assert [solid.x[at + 1] for at, y in enumerate(solid.y) if y is None] == [back]
    assert "<b>Return</b>" in texts(figure)


def test_the_band_is_never_drawn_where_its_upper_end_is_unknown() -> None:
    rows = lyon()
    unknown = {point.day for point in rows.bands if point.high is None}
    assert len(unknown) == 11
    figure = drawn(rows)
    assert not unknown & set(traces(figure, "band")[0].x)
    assert not unknown & set(traces(figure, "band edge")[0].x)


def test_dots_join_the_upper_edge_over_a_gap() -> None:
    (joins,) = traces(drawn(lyon()), "band unknown")
    assert list(joins.x) == [UNREAD.first, date(2025, 6, 16), None]
    assert joins.fill is None
    assert joins.hoverinfo == "skip"


def test_a_tooltip_says_the_band_on_every_day_that_was_read_though_nothing_changed() -> None:
    read = list(days(DEPARTURE, TODAY))
    quiet = rows_of(tuple(line(network, [Point(day, 40) for day in read]) for network in (Network.BLUESKY, Network.MASTODON)))
    thinned = replace(quiet, bands=(quiet.bands[0], quiet.bands[-1]))
    (told,) = traces(drawn(thinned), "band told", "markers")
    assert list(told.x) == read and set(told.customdata) == {"40 to 80"}


def test_the_band_starts_on_day_zero() -> None:
    assert min(day for day in traces(drawn(lyon()), "band")[0].x if day) == DEPARTURE


def test_a_tooltip_says_both_ends_of_the_band_or_that_the_lower_one_is_one() -> None:
    rows = lyon()
    (told,) = traces(drawn(rows), "band told", "markers")
    said = dict(zip(told.x, told.customdata, strict=True))
    assert told.hovertemplate == "Together <b>%{customdata}</b><extra></extra>"
    assert set(said) == {point.day for point in rows.bands if point.low is not None and point.day >= DEPARTURE}
    unknown = [point.day for point in rows.bands if point.low is not None and point.high is None]
    assert all(said[day].startswith("at least ") for day in unknown) and said[TODAY] == "16,700 to 18,180"
    assert traces(drawn(rows), "band edge")[0].hoverinfo == "skip"
    (share,) = traces(drawn(rows, measure=Measure.SHARE), "band told", "markers")
    assert share.customdata[-1] == "35 to 38%"
    (bluesky_line,) = traces(drawn(rows, measure=Measure.SHARE), "Bluesky")
    assert bluesky_line.customdata[-1].startswith("35% · ")


def test_one_network_alone_has_no_band() -> None:
    figure = drawn(rows_of((x_line(), bluesky())))
    assert traces(figure, "band") == []
    assert "at most" not in texts(figure)
    assert "16,700, i.e. 35%" in texts(figure)


def test_values_start_at_zero_and_the_topmost_one_has_the_unit() -> None:
    axis = drawn(lyon()).layout.yaxis
    assert axis.range[0] == 0
    assert list(axis.ticktext) == ["", "10,000", "20,000", "30,000", "40,000", "50,000 followers"]
    assert axis.range[1] > 50_000


def test_the_year_stands_with_the_first_month_and_each_january() -> None:
    # Plotly writes what follows the line break only where it changes.
    axis = drawn(lyon()).layout.xaxis
    assert axis.tickformat == "%b\n%Y"
    assert tuple(axis.range) == (date(2024, 12, 1), TODAY)


def test_days_are_counted_from_the_departure() -> None:
    figure = drawn(lyon(), axis=TimeAxis.DAYS)
    assert list(figure.layout.xaxis.tickvals) == [-30, 0, 30, 90, 120]
    assert list(figure.layout.xaxis.ticktext) == ["day −30", "day 0", "day 30", "day 90", "day 120"]
    assert list(drawn(lyon(), axis=TimeAxis.DAYS, narrow=True).layout.xaxis.ticktext) == ["day 0", "day 90"]
    # Without the room for it, the word stands where days begin to count, and the numbers alone elsewhere.
    assert days_axis(0, 365, words_in("en"), 200).texts == ("day 0", "90", "180", "365")
    assert traces(figure, "departure", "markers")[0].x[0] == 0


def test_shares_divide_everything_by_the_baseline() -> None:
    figure = drawn(lyon(), Measure.SHARE)
    assert traces(figure, "Bluesky")[0].y[-1] == pytest.approx(100 * 16_700 / BASELINE)
    assert traces(figure, "band edge")[0].y[-2] == pytest.approx(100 * 18_180 / BASELINE)
    assert list(traces(figure, "baseline")[0].y) == [100, 100]
    assert figure.layout.yaxis.ticktext[-1].endswith("% of the X audience")


def test_an_index_is_a_hundred_at_the_departure() -> None:
    figure = drawn(lyon(), Measure.INDEX)
    found = traces(figure, "Bluesky")[0]
    assert dict(zip(found.x, found.y, strict=True))[DEPARTURE] == pytest.approx(100)
    assert traces(figure, "band") == []


def test_an_account_that_nobody_read_at_the_departure_has_no_index() -> None:
    late = replace(mastodon(), points=tuple(point for point in mastodon().points if point.day > DEPARTURE))
    unread = rows_of((bluesky(), late))
    assert traces(drawn(unread), "Mastodon") and not traces(drawn(unread, Measure.INDEX), "Mastodon")
    figure = drawn(rows_of((late,)), Measure.INDEX)
    assert len(figure.data) == 0 and "No account has a figure that stands on the day" in texts(figure)


@pytest.mark.parametrize(("measure", "axis"), [(Measure.VALUES, TimeAxis.CALENDAR), (Measure.SHARE, TimeAxis.DAYS)])
def test_an_empty_chart_says_what_to_do(measure: Measure, axis: TimeAxis) -> None:
    figure = drawn(association(), measure, axis)
    assert len(figure.data) == 0
    assert "Connect the new accounts" in texts(figure)


def test_without_a_departure_followers_are_drawn_and_shares_wait_for_its_date() -> None:
    considering = rows_of((x_line(), bluesky()), departed_on=None, baseline=None)
    assert traces(drawn(considering), "baseline") == []
    assert "16,700" in texts(drawn(considering))
    assert "Log it" in texts(drawn(considering, Measure.INDEX))
    assert "Log it" in texts(drawn(considering, axis=TimeAxis.DAYS))


def test_without_a_baseline_shares_wait_for_it() -> None:
    unknown = rows_of((bluesky(), mastodon()), baseline=None)
    assert "Bring that figure" in texts(drawn(unknown, Measure.SHARE))
    assert traces(drawn(unknown), "band") != []
    assert "i.e." not in texts(drawn(unknown))


def test_a_planned_departure_is_dotted_and_shown_ahead() -> None:
    figure = drawn(besancon())
    assert "<b>Planned departure</b>" in texts(figure)
    assert traces(figure, "event")[0].line.dash != "solid"
    assert figure.layout.xaxis.range[1] == DEPARTURE
    assert traces(figure, "baseline") == []


def test_a_single_reading_is_drawn() -> None:
    figure = drawn(rows_of((line(Network.BLUESKY, [Point(TODAY, 12)]),), departed_on=None, baseline=None))
    assert list(traces(figure, "Bluesky", "markers")[0].y) == [12]


def test_a_tooltip_never_reaches_into_another_day() -> None:
    assert drawn(lyon()).layout.hoverdistance == 2
    assert drawn(lyon(), narrow=True).layout.hoverdistance == 1
