"""A rounded figure is drawn, tabled and exported with its precision."""

from datetime import date

import pytest

from dashboard.charts.plotly_figure import figure
from dashboard.charts.rows import Line, Point, TransferRows
from dashboard.charts.sentences import transfer_text
from dashboard.charts.table import say, transfer_table
from dashboard.charts.theme import LIGHT
from dashboard.charts.transfer import transfer_chart
from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network
from dashboard.domain.views import Measure, TimeAxis
from dashboard.i18n import words_in
from dashboard.i18n.count_words import count_said

ENGLISH = words_in("en")
LEFT = date(2025, 1, 20)
ROUNDED = Point(LEFT, 2_200_000, Provenance.PRESS, 100_000)
EXACT = Point(date(2025, 3, 1), 48_210, Provenance.DECLARED)
ROUGH = Point(date(2025, 4, 1), 50_000, Provenance.DECLARED, 10_000)
ROWS = TransferRows(
    "Lyon",
    date(2025, 4, 1),
    (
        Line(Network.X, "X", "lyon", (ROUNDED,), declared=True, origin=True),
        Line(Network.LINKEDIN, "LinkedIn", "lyon", (EXACT, ROUGH), declared=True),
    ),
    departed_on=LEFT,
    baseline=2_200_000,
    baseline_rounded_to=100_000,
)


def drawn(measure: Measure) -> list[tuple[float, float]]:
    """Each bar: the figure, and how far off it may be."""
    found = figure(transfer_chart(ROWS, measure, TimeAxis.CALENDAR, LIGHT, ENGLISH), LIGHT, ENGLISH)
    bars = [trace for trace in found.data if trace.name == "precision"]
    return [pair for trace in bars for pair in zip(trace.y, trace.error_y.array, strict=True)]


def test_a_rounded_figure_is_drawn_with_half_of_its_rounding_to_either_side() -> None:
    assert drawn(Measure.VALUES) == [(2_200_000, 50_000), (50_000, 5_000)]


def test_the_bars_are_in_the_unit_of_the_chart() -> None:
    (left, half), (value, error) = drawn(Measure.SHARE)
    assert left == 100 and half == pytest.approx(50_000 / 22_000)
    assert (value, error) == pytest.approx((50_000 / 22_000, 5_000 / 22_000))


def test_an_exact_figure_has_no_bar() -> None:
    assert all(y != EXACT.value for y, _ in drawn(Measure.VALUES))


def test_the_bar_of_the_highest_figure_lies_within_the_plot() -> None:
    found = figure(transfer_chart(ROWS, Measure.VALUES, TimeAxis.CALENDAR, LIGHT, ENGLISH), LIGHT, ENGLISH)
    assert found.layout.yaxis.range[1] >= 2_250_000


def test_what_is_read_aloud_says_how_precise_it_is() -> None:
    said = transfer_text(ROWS, ENGLISH)
    assert "X: about 2,200,000 (to the nearest 100,000) at the departure" in said
    assert "LinkedIn: about 50,000 (to the nearest 10,000) on" in said


def test_the_table_says_about() -> None:
    table = transfer_table(ROWS)
    assert [say(column[0], ENGLISH) for column in table.figures] == ["", "about 50,000"]
    assert say(table.figures[0][table.days.index(LEFT)], ENGLISH).startswith("about ")


@pytest.mark.parametrize(
    ("rounded_to", "about", "said"),
    [(None, False, "48,000"), (None, True, "about 48,000"), (1_000, False, "about 48,000 (to the nearest 1,000)")],
)
def test_a_count_is_said_as_precisely_as_it_was_given(rounded_to: int | None, about: bool, said: str) -> None:
    assert count_said(ENGLISH, 48_000, rounded_to, about=about) == said
