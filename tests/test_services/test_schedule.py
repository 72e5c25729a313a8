"""Every account is due once a period, each at its own moment, so that calls spread evenly."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dashboard.services.schedule import next_slot

accounts = st.integers(1, 10**9)
hosts = st.none() | st.text(min_size=1, max_size=30)
instants = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))
periods = st.integers(1, 168).map(lambda hours: timedelta(hours=hours))


@given(accounts, hosts, instants, periods)
def test_a_slot_is_to_come_but_not_at_once_and_within_a_little_more_than_a_period(
    account: int, host: str | None, now: datetime, every: timedelta
) -> None:
    slot = next_slot(account, host, now, every)
    assert now + every / 10 <= slot < now + every / 10 + every


@given(accounts, hosts, instants, periods)
def test_the_place_in_the_period_never_changes(account: int, host: str | None, now: datetime, every: timedelta) -> None:
    first = next_slot(account, host, now, every)
    second = next_slot(account, host, first, every)
    assert second - first == every


@given(accounts, accounts, st.text(min_size=1, max_size=30), instants, periods)
def test_accounts_of_one_server_are_due_together(one: int, other: int, host: str, now: datetime, every: timedelta) -> None:
    assert next_slot(one, host, now, every) == next_slot(other, host, now, every)


@given(accounts, instants, periods)
def test_whoever_is_late_finds_the_same_place_again(account: int, now: datetime, every: timedelta) -> None:
    slot = next_slot(account, None, now, every)
    late = next_slot(account, None, slot + every * 3 + every / 3, every)
    assert (late - slot) % every == timedelta(0)


def test_accounts_spread_evenly_over_the_period() -> None:
    now, every = datetime(2025, 6, 1, tzinfo=UTC), timedelta(hours=24)
    for accounts_there_are in (24, 240, 2400):
        hours = Counter(next_slot(account, None, now, every).hour for account in range(1, accounts_there_are + 1))
        assert max(hours.values()) - min(hours[hour] for hour in range(24)) <= 3


def test_servers_spread_over_the_period_too() -> None:
    now, every = datetime(2025, 6, 1, tzinfo=UTC), timedelta(hours=24)
    hours = Counter(next_slot(1, f"social-{number}.example", now, every).hour for number in range(2400))
    assert len(hours) == 24
    assert max(hours.values()) <= 2 * 100
