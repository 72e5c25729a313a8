"""The table says what the chart shows."""

from dataclasses import replace
from datetime import date, timedelta

from dashboard.charts.rows import Point
from dashboard.charts.table import Blank, TransferTable, say, transfer_table
from dashboard.domain.networks import Network
from dashboard.domain.transfer import Band
from tests.test_charts.cast import DEPARTURE, EN, TODAY, association, lyon, rows_of, x_line


def test_newest_first_one_row_a_week() -> None:
    table = transfer_table(lyon())
    assert table.days[:3] == [TODAY, TODAY - timedelta(days=7), TODAY - timedelta(days=14)]
    assert [line.network for line in table.lines] == [Network.X, Network.BLUESKY, Network.MASTODON]
    assert table.ages[0] == 120


def test_a_day_without_a_reading_is_said_to_be_unread_and_has_no_upper_end() -> None:
    table = transfer_table(lyon(), every_days=1)
    row = table.days.index(date(2025, 6, 10))
    assert _figures(table, row) == [Blank.LEFT, 14_600, Blank.NOT_READ]
    assert table.bands[row] == Band(14_600, None)


def test_blank_cells_tell_why() -> None:
    cells = (Point(TODAY, 16_700), Point(TODAY, 0), Blank.NOT_READ, Blank.NOT_BEGUN, Blank.LEFT)
    assert [say(cell, EN) for cell in cells] == ["16,700", "0", "not read", "", ""]


def test_before_the_departure_there_are_figures_and_no_band() -> None:
    table = transfer_table(lyon(), every_days=1)
    row = table.days.index(DEPARTURE - timedelta(days=1))
    assert (table.ages[row], _figures(table, row)[0], table.bands[row]) == (-1, 48_210, Band(None, None))
    assert _figures(table, -1)[1:] == [Blank.NOT_BEGUN, Blank.NOT_BEGUN]


def test_after_a_return_the_account_left_has_figures_again() -> None:
    back = date(2025, 6, 1)
    returned = replace(x_line(), points=(*x_line().points, Point(TODAY, 46_000)))
    assert _figures(transfer_table(rows_of((returned,), returned_on=back)), 0) == [46_000]


def test_nothing_read_makes_no_row() -> None:
    assert transfer_table(association()).days == []


def test_older_rows_may_lie_further_apart_and_a_marked_day_is_never_left_out() -> None:
    days = transfer_table(lyon(), dense=3).days
    backs = [(TODAY - day).days for day in days]
    assert backs[:3] == [0, 7, 14]
    assert {back for back in backs[3:] if back % 7 == 0 and TODAY - timedelta(days=back) != DEPARTURE} == {*range(42, max(backs) + 1, 28)}
    assert DEPARTURE in days


def _figures(table: TransferTable, row: int) -> list[int | Blank]:
    return [cell if isinstance(cell := column[row], Blank) else cell.value for column in table.figures]
