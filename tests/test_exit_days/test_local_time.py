"""The hour of a day: some do not exist, some exist twice."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.errors import Refused
from dashboard.domain.exit_days.local_time import PARIS, TwiceThere, begins, zones

FORWARD = (date(2026, 3, 29), date(2027, 3, 28))
BACK = (date(2026, 10, 25), date(2027, 10, 31))


def test_ten_in_paris_is_eight_in_summer_and_nine_in_winter() -> None:
    assert begins(date(2026, 9, 22), time(10), PARIS) == datetime(2026, 9, 22, 8, tzinfo=UTC)
    assert begins(date(2027, 1, 20), time(10), PARIS) == datetime(2027, 1, 20, 9, tzinfo=UTC)


def test_a_day_without_an_hour_begins_at_its_first_moment() -> None:
    assert begins(date(2026, 9, 22), None, PARIS) == datetime(2026, 9, 21, 22, tzinfo=UTC)
    # In Beirut the clocks are put forward at midnight: the day begins at one.
    assert begins(date(2026, 3, 29), None, "Asia/Beirut") == datetime(2026, 3, 28, 22, tzinfo=UTC)


@pytest.mark.parametrize("day", FORWARD)
def test_an_hour_that_the_clocks_leave_out_is_refused(day: date) -> None:
    with pytest.raises(Refused, match="does not exist in Europe/Paris"):
        begins(day, time(2, 30), PARIS)
    assert begins(day, time(3), PARIS) == begins(day, time(1, 59), PARIS).replace(minute=0, hour=1)


@pytest.mark.parametrize("day", BACK)
def test_an_hour_that_exists_twice_is_asked_for(day: date) -> None:
    with pytest.raises(TwiceThere, match="exists twice"):
        begins(day, time(2, 30), PARIS)
    first, second = (begins(day, time(2, 30), PARIS, second=which) for which in (False, True))
    assert (second - first).total_seconds() == 3_600
    assert begins(day, time(1, 59), PARIS) < first


def test_a_day_that_the_calendar_leaves_out_is_refused() -> None:
    with pytest.raises(Refused, match="the calendar leaves it out"):
        begins(date(2011, 12, 30), None, "Pacific/Apia")


@pytest.mark.parametrize("name", ["", "Paris", "Europe/Lutèce", "Etc/GMT+5", "../../etc/passwd"])
def test_a_zone_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="no time zone"):
        begins(date(2026, 9, 22), None, name)


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.times(), st.sampled_from(zones()), st.booleans())
def test_the_clocks_show_the_hour_at_the_instant_it_begins(day: date, hour: time, where: str, second: bool) -> None:
    try:
        found = begins(day, hour, where, second=second)
    except Refused:
        return
    assert found.astimezone(ZoneInfo(where)).replace(tzinfo=None, fold=0) == datetime.combine(day, hour)
