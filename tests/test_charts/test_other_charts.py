"""Comparison, departures and typical recovery."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import plotly.graph_objects as go
import pytest

from dashboard.charts.comparison import comparison_chart
from dashboard.charts.departures import departures_chart
from dashboard.charts.drawing import Drawing
from dashboard.charts.layout import Box, text_width
from dashboard.charts.plotly_figure import figure
from dashboard.charts.recovery import recovery_chart
from dashboard.charts.rows import AgeSpread, DeparturesRows, EventMark, RecoveryLine, RecoveryPoint
from dashboard.charts.theme import AXIS_SIZE, LIGHT
from dashboard.domain.views import TimeAxis
from dashboard.i18n import Words, words_in
from tests.test_charts.cast import DEPARTURE, EN, TODAY, texts, traces
from tests.test_charts.gallery import DEPARTURES, EXIT_DAY, PRESS, SPREAD, UNKNOWN, recovery

WIDTHS = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


def shown(drawing: Drawing, words: Words = EN) -> go.Figure:
    """A light drawing as the interface shows it."""
    return figure(drawing, LIGHT, words)


def compared(*names: str, axis: TimeAxis = TimeAxis.DAYS, narrow: bool = False) -> go.Figure:
    lines = [recovery(name, low=0.1 + 0.05 * rank, left=DEPARTURE + timedelta(days=rank)) for rank, name in enumerate(names)]
    return shown(comparison_chart(lines, LIGHT, EN, axis=axis, narrow=narrow))


def test_compared_organisations_are_aligned_on_their_departure() -> None:
    found = compared("Lyon", "école pour tous")
    assert [traces(found, name)[0].x[0] for name in ("Lyon", "école pour tous")] == [0, 0]
    on_calendar = compared("Lyon", "école pour tous", axis=TimeAxis.CALENDAR)
    assert traces(on_calendar, "école pour tous")[0].x[0] == DEPARTURE + timedelta(days=1)


def test_compared_organisations_differ_by_colour_dash_and_marker() -> None:
    names = [f"Ville {n}" for n in range(6)]
    found = compared(*names)
    lines = [traces(found, name)[0].line for name in names]
    markers = [traces(found, name, "markers")[0].marker.symbol for name in names]
    assert len({line.color for line in lines}) == len({line.dash for line in lines}) == len(set(markers)) == 6


def test_at_most_six_are_compared() -> None:
    found = compared(*(f"Ville {n}" for n in range(8)))
    assert traces(found, "Ville 5") != []
    assert traces(found, "Ville 6") == []


def test_the_area_is_missing_where_the_upper_end_is_unknown() -> None:
    area = traces(compared("Lyon"), "band")[0]
    assert not set(UNKNOWN) & set(area.x)
    assert None not in traces(compared("Lyon"), "Lyon")[0].y


@WIDTHS
def test_names_in_a_comparison_stay_apart(narrow: bool) -> None:
    found = compared(*(f"Université de Besançon {n}" for n in range(6)), narrow=narrow)
    plot = found.layout.height - found.layout.margin.t - found.layout.margin.b
    middles = sorted((1 - one.y) * plot for one in found.layout.annotations)
    assert len(middles) == 6
    assert min(b - a for a, b in itertools.pairwise(middles)) >= 36


def test_a_comparison_of_nobody_says_whom_to_choose() -> None:
    assert "Choose up to six" in texts(shown(comparison_chart([], LIGHT, EN)))
    unread = RecoveryLine("Lyon", DEPARTURE, (RecoveryPoint(DEPARTURE, None, None),))
    assert "Choose up to six" in texts(shown(comparison_chart([unread], LIGHT, EN)))


def test_hostile_names_are_shown_as_they_are_in_a_comparison() -> None:
    found = compared("<b>Lyon</b> %{x}")
    assert "<b>Lyon" not in texts(found).replace("<b>&lt;b&gt;", "")
    assert "%{x}" not in traces(found, "<b>Lyon</b> %{x}")[0].hovertemplate


def test_departures_are_steps_and_planned_ones_are_dotted() -> None:
    found = shown(departures_chart(DEPARTURES, LIGHT, EN))
    (left,), (planned,) = traces(found, "left"), traces(found, "planned")
    assert left.line.shape == planned.line.shape == "hv"
    assert (left.y[0], left.y[-1], left.x[-1]) == (0, 27, TODAY)
    assert (list(planned.y), planned.line.dash) == ([27, 46, 46], "2px,3px")
    assert "27 have left" in texts(found)
    assert "46 with those planned" in texts(found)


def test_without_planned_departures_nothing_is_dotted() -> None:
    found = shown(departures_chart(DeparturesRows(TODAY, ((DEPARTURE, 1),)), LIGHT, EN, narrow=True))
    assert traces(found, "planned") == []
    assert "1 has left" in texts(found)


def test_before_the_first_departure_the_curve_says_so() -> None:
    assert "Nobody has logged a departure yet" in texts(shown(departures_chart(DeparturesRows(TODAY, ()), LIGHT, EN)))


def test_typical_recovery_shows_median_quartiles_and_how_many() -> None:
    found = shown(recovery_chart(SPREAD, LIGHT, EN))
    (median,) = traces(found, "median", "lines+markers")
    assert list(median.x) == [7, 90, 365]
    assert list(median.y) == pytest.approx([8, 25, 33])
    assert list(traces(found, "middle half")[0].y) == pytest.approx([5, 17, 22, 46, 33, 13])
    assert list(found.layout.xaxis.ticktext) == ["day 7<br>n = 64", "90<br>n = 48", "365<br>n = 9"]
    for part in ("a quarter:", "half of them:", "three quarters:", "33% or more"):
        assert part in texts(found)


def test_typical_recovery_is_french_in_french() -> None:
    found = shown(recovery_chart(SPREAD, LIGHT, words_in("fr"), narrow=True), words_in("fr"))
    assert found.layout.yaxis.ticktext[1] == "10\u202f%"
    assert "33\u202f%" in texts(found)


def test_typical_recovery_of_nobody_says_what_it_takes() -> None:
    assert "No institution can be compared yet" in texts(shown(recovery_chart([AgeSpread(7, 0, 0, 0, 0)], LIGHT, EN)))


def test_what_happened_to_all_is_marked_on_the_calendar_alone() -> None:
    lines, marks = [recovery("Lyon")], (PRESS, EXIT_DAY)
    on_calendar = shown(comparison_chart(lines, LIGHT, EN, axis=TimeAxis.CALENDAR, marks=marks))
    assert "Press: Le Monde" in texts(on_calendar) and len(traces(on_calendar, "event")) == 1, "the exit day came after the last reading"
    assert traces(shown(comparison_chart(lines, LIGHT, EN, marks=marks)), "event") == []


@pytest.mark.parametrize("axis", TimeAxis)
@WIDTHS
def test_what_happened_to_one_of_them_has_its_colour_and_its_name_on_either_axis(axis: TimeAxis, narrow: bool) -> None:
    early = replace(recovery("Besançon", left=DEPARTURE - timedelta(days=30)), marks=(EventMark(date(2025, 3, 15), "Told", "15 Mar"),))
    found = shown(comparison_chart([recovery("Lyon"), early], LIGHT, EN, axis=axis, narrow=narrow))
    (rule,) = traces(found, "event")
    assert rule.line.color == LIGHT.organisations[1].colour
    assert set(rule.x) == ({42} if axis is TimeAxis.DAYS else {date(2025, 3, 15)}), "forty-two days after its own departure"
    (said,) = [one for one in found.layout.annotations if "Told" in one.text]
    assert "Besançon: Told" in said.text.replace("<br>", " ") and said.font.color == LIGHT.organisations[1].ink
    assert narrow or ("day 42" in said.text if axis is TimeAxis.DAYS else "15 Mar" in said.text)


def test_what_happened_to_one_of_them_before_it_left_has_no_place() -> None:
    line = replace(recovery("Lyon"), marks=(EventMark(DEPARTURE - timedelta(days=3), "Told"),))
    assert traces(shown(comparison_chart([line], LIGHT, EN)), "event") == []


def test_names_of_what_happened_to_six_never_cover_each_other() -> None:
    lines = [
        replace(recovery(f"Organisation {n}", low=0.1 + 0.05 * n), marks=(EventMark(DEPARTURE + timedelta(days=20 + n), "Press writes"),))
        for n in range(6)
    ]
    found = comparison_chart(lines, LIGHT, EN)
    named = [label for label in found.labels if label.x is not None]
    assert 2 <= len(named) <= 6
    boxes: list[Box] = []
    width_of_a_day = (found.frame.width - found.right) / 60
    for label in named:
        width, height = max(text_width(line[0].plain, AXIS_SIZE) for line in label.lines), 18 * len(label.lines)
        assert isinstance(label.x, int)
        start = width_of_a_day * label.x + label.shift - (width if label.anchor == "right" else 0)
        boxes.append(Box(start, label.y - height / 2, start + width, label.y + height / 2))
    assert not any(one.overlaps(two) for one, two in itertools.combinations(boxes, 2))


def test_what_happened_to_the_movement_is_marked_and_named_above_makes_room() -> None:
    plain = departures_chart(DEPARTURES, LIGHT, EN)
    marked = departures_chart(DEPARTURES, LIGHT, EN, marks=(PRESS, EXIT_DAY))
    assert "<b>Exit day</b>" in texts(shown(marked)) and "Press: Le Monde" in texts(shown(marked))
    assert marked.frame.height - plain.frame.height == marked.frame.top - plain.frame.top > 0
    assert departures_chart(DEPARTURES, LIGHT, EN, marks=(PRESS,)).frame == plain.frame
