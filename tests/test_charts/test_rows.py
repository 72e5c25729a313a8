"""Gaps are found from the dates of the figures and from how long each holds."""

from datetime import date

import pytest

from dashboard.charts.rows import BandPoint, Gap, Point, TransferRows
from dashboard.domain.accounts import AccountState
from dashboard.domain.figures import Holding, Provenance
from dashboard.domain.networks import Network
from tests.test_charts.cast import DEPARTURE, TODAY, UNREAD, association, besancon, days, line, linkedin, lyon, mastodon, rows_of

HOLDING = Holding()


def test_days_further_apart_than_a_figure_holds_break_the_line() -> None:
    first, second = mastodon().runs(HOLDING)
    assert (first[-1].day, second[0].day) == (date(2025, 6, 3), date(2025, 6, 16))


def test_one_day_without_a_reading_is_no_gap() -> None:
    account = line(Network.BLUESKY, [Point(date(2025, 6, 1), 10), Point(date(2025, 6, 3), 12)])
    assert len(account.runs(HOLDING)) == 1
    assert account.unread(HOLDING) == ()


def test_a_figure_taken_by_hand_holds_a_month() -> None:
    account = linkedin()
    assert len(account.runs(HOLDING)) == 1
    assert account.read(date(2025, 7, 3), HOLDING) == account.points[-1]
    assert account.read(date(2025, 7, 4), HOLDING) is None


def test_a_gap_carries_the_cause_that_is_known() -> None:
    caused = line(Network.MASTODON, list(mastodon().points), gaps=(Gap(UNREAD.first, UNREAD.last, AccountState.SUSPENDED),))
    assert [gap.reason for gap in caused.unread(HOLDING)] == [AccountState.SUSPENDED]
    unexplained = line(Network.MASTODON, list(mastodon().points))
    assert unexplained.unread(HOLDING) == (Gap(date(2025, 6, 5), date(2025, 6, 15)),)


def test_an_account_that_has_not_begun_reads_nothing() -> None:
    assert mastodon().read(date(2025, 1, 1), HOLDING) is None


def test_the_band_begins_with_the_departure() -> None:
    assert lyon().since_departure[0].day == DEPARTURE
    assert besancon().since_departure == ()
    assert besancon().planned


def test_the_latest_band_is_the_last_with_a_lower_end() -> None:
    unread = TransferRows("Lyon", TODAY, bands=(BandPoint(date(2025, 6, 1), 5, 9), BandPoint(TODAY, None, None)), departed_on=DEPARTURE)
    assert unread.latest == BandPoint(date(2025, 6, 1), 5, 9)
    assert association().latest is None


def test_the_largest_network_is_the_one_that_gives_the_lower_end() -> None:
    largest = lyon().largest
    assert largest is not None
    assert largest.network is Network.BLUESKY
    assert association().largest is None


@pytest.mark.parametrize("day", [UNREAD.first, UNREAD.last])
def test_the_upper_end_is_unknown_while_a_network_is_not_read(day: date) -> None:
    band = {point.day: point for point in lyon().bands}
    held = {UNREAD.first: False, UNREAD.last: True}[day]  # the last reading before the gap holds one more day
    assert (band[day].high is None) is held
    assert band[day].low is not None


def test_figures_that_stand_alone_are_runs_of_one() -> None:
    yearly = line(Network.X, [Point(date(year, 1, 1), 100, Provenance.WIKIDATA) for year in (2022, 2023, 2024)])
    assert [len(run) for run in yearly.runs(HOLDING)] == [1, 1, 1]
    assert list(days(date(2025, 1, 1), date(2025, 1, 2))) == [date(2025, 1, 1), date(2025, 1, 2)]
    assert rows_of((yearly,), departed_on=None).destinations == (yearly,)
