"""The table says what the chart shows."""

from dataclasses import replace
from datetime import date, timedelta

from dashboard.charts.rows import Point
from dashboard.charts.table import Blank, say, transfer_table
from dashboard.domain.networks import Network
from dashboard.domain.transfer import Band
from tests.test_charts.cast import DEPARTURE, EN, TODAY, association, lyon, rows_of, x_line


def test_newest_first_one_row_a_week() -> None:
    table = transfer_table(lyon())
    days = [row.day for row in table.rows]
    assert days[:3] == [TODAY, TODAY - timedelta(days=7), TODAY - timedelta(days=14)]
    assert [line.network for line in table.lines] == [Network.X, Network.BLUESKY, Network.MASTODON]
    assert table.rows[0].age == 120


def test_a_day_without_a_reading_is_said_to_be_unread_and_has_no_upper_end() -> None:
    row = next(row for row in transfer_table(lyon(), every_days=1).rows if row.day == date(2025, 6, 10))
    assert row.figures == (Blank.LEFT, 14_600, Blank.NOT_READ)
    assert (row.band, row.share.high) == (Band(14_600, None), None)
    assert row.share.low is not None


def test_blank_cells_tell_why() -> None:
    assert [say(cell, EN) for cell in (16_700, 0, Blank.NOT_READ, Blank.NOT_BEGUN, Blank.LEFT)] == ["16,700", "0", "not read", "", ""]


def test_before_the_departure_there_are_figures_and_no_band() -> None:
    row = next(row for row in transfer_table(lyon(), every_days=1).rows if row.day == DEPARTURE - timedelta(days=1))
    assert (row.age, row.figures[0], row.band) == (-1, 48_210, Band(None, None))
    first = transfer_table(lyon(), every_days=1).rows[-1]
    assert first.figures[1:] == (Blank.NOT_BEGUN, Blank.NOT_BEGUN)


def test_after_a_return_the_account_left_has_figures_again() -> None:
    back = date(2025, 6, 1)
    returned = replace(x_line(), points=(*x_line().points, Point(TODAY, 46_000)))
    newest = transfer_table(rows_of((returned,), returned_on=back)).rows[0]
    assert newest.figures == (46_000,)


def test_nothing_read_makes_no_row() -> None:
    assert transfer_table(association()).rows == ()


def test_older_rows_may_lie_further_apart_and_a_marked_day_is_never_left_out() -> None:
    days = [row.day for row in transfer_table(lyon(), dense=3).rows]
    backs = [(TODAY - day).days for day in days]
    assert backs[:3] == [0, 7, 14]
    assert {back for back in backs[3:] if back % 7 == 0 and TODAY - timedelta(days=back) != DEPARTURE} == {*range(42, max(backs) + 1, 28)}
    assert DEPARTURE in days
