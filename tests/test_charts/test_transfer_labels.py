"""What is written on the transfer chart: readable, apart, and safe whatever a name contains."""

import itertools
import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard.charts.plotly_figure import figure
from dashboard.charts.rows import BandPoint, EventMark, Line, Point
from dashboard.charts.svg import svg
from dashboard.charts.theme import DARK, LIGHT
from dashboard.charts.transfer import transfer_chart
from dashboard.config import LANGUAGES
from dashboard.domain.networks import Network
from dashboard.domain.views import Measure, TimeAxis
from dashboard.i18n import words_in
from tests.test_charts.cast import (
    TODAY,
    bluesky,
    days,
    drawn,
    line,
    lyon,
    mastodon,
    rows_of,
    texts,
    x_line,
)

MEASURES = pytest.mark.parametrize("measure", Measure)
WIDTHS = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


def test_no_upper_end_today_means_no_label_for_it() -> None:
    rows = lyon()
    unread = replace(rows, bands=(*rows.bands[:-1], BandPoint(TODAY, 16_700, None)))
    assert "at least" in texts(drawn(unread))
    assert "at most" not in texts(drawn(unread))


def test_labels_say_at_least_and_at_most_with_count_and_share() -> None:
    said = texts(drawn(lyon()))
    for part in (
        "at least",
        "16,700, i.e. 35%",
        "at most",
        "18,180, i.e. 38%",
        "Bluesky, the largest",
        "sum of the 2 networks",
        "X 48,210",
    ):
        assert part in said


def test_numbers_and_dates_are_french_in_french() -> None:
    french = words_in("fr")
    shown = figure(transfer_chart(lyon(), Measure.VALUES, TimeAxis.CALENDAR, LIGHT, french), LIGHT, french)
    assert "16\u202f700" in texts(shown)
    assert "35\u202f%" in texts(shown)
    assert "3\u00a0mars\u00a02025" in texts(shown)
    assert shown.layout.template.layout.separators == ",\u202f"
    assert shown.layout.yaxis.ticktext[1] == "10\u202f000"


@MEASURES
@WIDTHS
@pytest.mark.parametrize("axis", TimeAxis)
def test_twelve_networks_have_twelve_labels_apart(measure: Measure, axis: TimeAxis, narrow: bool) -> None:
    lines: list[Line] = [x_line()]
    for rank, network in enumerate(list(Network)[1:], start=1):
        lines.append(line(network, [Point(day, 900 + 5 * rank) for day in days(date(2025, 2, 1), TODAY)]))
    french = words_in("fr")
    layout = figure(transfer_chart(rows_of(tuple(lines)), measure, axis, DARK, french, narrow=narrow), DARK, french).layout
    ends = [one for one in layout.annotations if one.xref == "paper" and one.x == 1]
    plot = layout.height - layout.margin.t - layout.margin.b
    middles = sorted((1 - one.y) * plot for one in ends)
    assert len(ends) >= 12
    assert min(b - a for a, b in itertools.pairwise(middles)) >= 18


def test_at_most_two_names_stand_above_a_phone() -> None:
    busy = lyon(events=tuple(EventMark(date(2025, month, 10), f"Event {month}", strong=True) for month in (4, 5, 6)))
    small = drawn(busy, narrow=True).layout
    above = [one for one in small.annotations if one.yref == "paper" and one.y == 1]
    assert len(above) == 2
    assert (small.height, drawn(busy).layout.height) == (430, 470)


def test_names_above_the_plot_do_not_overlap_when_days_are_close() -> None:
    close = lyon(events=(EventMark(date(2025, 3, 6), "Exit day", strong=True),))
    anchors = {one.xanchor for one in drawn(close).layout.annotations if one.yref == "paper" and one.y == 1}
    assert anchors == {"left", "right"}


def test_a_gap_is_named_with_its_days_as_far_as_there_is_room() -> None:
    rows = lyon()
    assert "Mastodon not read<br>4–15\u00a0Jun\u00a02025" in texts(drawn(rows))
    assert "not read" in texts(drawn(rows, narrow=True))
    apart = rows_of((x_line(), replace(bluesky(), points=tuple(Point(p.day, 3 * p.value) for p in bluesky().points)), mastodon()))
    assert "Mastodon not read, 4–15\u00a0Jun\u00a02025<br>hence no upper end" in texts(drawn(apart))


def test_hostile_names_are_shown_as_they_are() -> None:
    hostile = replace(bluesky(), label="<a href='https://example.org'>x</a>")
    rows = rows_of((x_line(), hostile, mastodon()), events=(EventMark(date(2025, 5, 1), "<img src=x>", "%{customdata}", strong=True),))
    shown = drawn(rows)
    assert "<a" not in texts(shown)
    assert "<img" not in texts(shown)
    assert not any("<a" in (trace.hovertemplate or "") for trace in shown.data)


def test_a_weak_event_is_named_on_the_free_side_of_its_line() -> None:
    before = lyon(events=(EventMark(date(2025, 2, 20), "Announced"),))
    (name,) = [one for one in drawn(before).layout.annotations if one.text.startswith("Announced")]
    assert (name.x, name.xanchor) == (date(2025, 2, 20), "right")


def test_a_long_note_takes_several_lines_beside_its_event() -> None:
    long = "Press: Le Monde writes about those who leave and about the others"
    shown = drawn(lyon(events=(EventMark(date(2025, 1, 20), long),)))
    (name,) = [one for one in shown.layout.annotations if one.text.startswith("Press")]
    assert name.text.count("<br>") >= 1
    assert "20\u00a0Jan\u00a02025" in name.text and name.text.replace("<br>", " ").startswith(long[:50])


def test_the_lines_of_a_wide_page_lie_in_the_same_places_in_every_language() -> None:
    lines = set()
    for words in map(words_in, LANGUAGES):
        drawing = transfer_chart(lyon(), Measure.VALUES, TimeAxis.CALENDAR, LIGHT, words)
        picture = svg(drawing, LIGHT, words, title="t", description="d", ident="c")
        lines.add(tuple(re.findall('<path d="([^"]*)"[^>]*stroke-width="2.5"', picture)))
    (same,) = lines
    assert same


def test_on_a_phone_each_language_takes_no_more_beside_the_plot_than_it_needs() -> None:
    rights = {transfer_chart(lyon(), Measure.VALUES, TimeAxis.CALENDAR, LIGHT, words_in(one), narrow=True).right for one in LANGUAGES}
    assert len(rights) == len(LANGUAGES)
