"""Calls go out as fast as a server allows and never faster."""

from datetime import UTC, datetime, timedelta

import pytest

from connectors.base import ConnectorError, Remedy
from connectors.pace import BUDGETS, Budget, Pace
from dashboard.domain.networks import Network

START = datetime(2025, 1, 20, 12, 0, 0, tzinfo=UTC)
HOST = "social.example"


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = START
        self.slept = 0.0

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += timedelta(seconds=seconds)
        self.slept += seconds


def pace(clock: Clock, calls: int = 10, seconds: float = 300.0, max_wait: float = 1000.0) -> Pace:
    return Pace(Budget(calls, seconds), clock=clock, sleep=clock.sleep, max_wait=max_wait)


def words(remaining: int, reset: float, limit: int = 10) -> dict[str, str]:
    moment = (START + timedelta(seconds=reset)).isoformat()
    return {"X-RateLimit-Limit": str(limit), "X-RateLimit-Remaining": str(remaining), "X-RateLimit-Reset": moment}


def ask(paced: Pace, headers: dict[str, str], status: int = 200) -> None:
    with paced.acquire(HOST) as call:
        call.heard(status, headers)


def test_a_server_that_says_nothing_gets_its_budget_over_a_sliding_window() -> None:
    clock = Clock()
    paced = pace(clock)
    for _ in range(10):
        ask(paced, {})
    assert clock.slept == 0
    ask(paced, {})
    assert clock.slept == pytest.approx(300, abs=0.01)


def test_calls_burst_while_some_remain_and_then_wait_for_the_reset() -> None:
    clock = Clock()
    paced = pace(clock)
    for remaining in (5, 4, 3, 2, 1, 0):
        ask(paced, words(remaining, 40))
    assert clock.slept == 0
    ask(paced, words(9, 340))
    assert 40 <= clock.slept <= 42, "the reset, and not a moment before"


def test_after_a_reset_a_whole_window_is_open_whatever_went_before() -> None:
    clock = Clock()
    paced = pace(clock)
    for remaining in range(9, -1, -1):
        ask(paced, words(remaining, 5))
    slept = [clock.slept]
    for remaining in range(9, -1, -1):
        ask(paced, words(remaining, 305))
        slept.append(clock.slept)
    assert slept[1:] == [slept[1]] * 10 and 5 <= slept[1] <= 7


def test_calls_in_flight_are_counted_against_what_remains() -> None:
    clock = Clock()
    paced = pace(clock, max_wait=0)
    ask(paced, words(3, 100))
    flying = [paced.acquire(HOST) for _ in range(3)]
    with pytest.raises(ConnectorError):
        paced.acquire(HOST)
    for remaining, call in enumerate(flying):
        call.heard(200, words(2 - remaining, 100))
    with pytest.raises(ConnectorError) as failure:
        paced.acquire(HOST)
    assert failure.value.retry_at == START + timedelta(seconds=101)


def test_answers_that_overtake_each_other_take_nothing_away() -> None:
    clock = Clock()
    paced = pace(clock, max_wait=0)
    ask(paced, words(4, 100))
    first, second = paced.acquire(HOST), paced.acquire(HOST)
    second.heard(200, words(2, 100))
    first.heard(200, words(3, 100))
    for _ in range(2):
        paced.acquire(HOST)
    with pytest.raises(ConnectorError):
        paced.acquire(HOST)


def test_a_call_that_got_lost_is_counted_until_the_server_has_counted_it() -> None:
    paced = pace(Clock(), max_wait=0)
    ask(paced, words(4, 100))
    first, lost = paced.acquire(HOST), paced.acquire(HOST)
    with lost:
        pass
    first.heard(200, words(3, 100))
    for _ in range(2):
        paced.acquire(HOST)
    with pytest.raises(ConnectorError):
        paced.acquire(HOST)


def test_a_call_that_got_lost_is_forgotten_once_the_server_has_counted_it() -> None:
    paced = pace(Clock(), max_wait=0)
    ask(paced, words(4, 100))
    with paced.acquire(HOST):
        pass
    ask(paced, words(2, 100))
    for _ in range(2):
        paced.acquire(HOST)
    with pytest.raises(ConnectorError):
        paced.acquire(HOST)


def test_until_a_server_has_spoken_one_call_at_a_time_asks() -> None:
    paced = pace(Clock(), max_wait=0)
    first = paced.acquire(HOST)
    with pytest.raises(ConnectorError):
        paced.acquire(HOST)
    first.heard(200, {})
    paced.acquire(HOST)
    paced.acquire(HOST)


def test_one_slow_server_holds_no_other_back() -> None:
    clock = Clock()
    paced = pace(clock, max_wait=0)
    ask(paced, {"Retry-After": "100"}, 429)
    with pytest.raises(ConnectorError):
        paced.acquire(HOST)
    paced.acquire("autre.example")
    assert clock.slept == 0


def test_retry_after_is_obeyed_to_the_second() -> None:
    clock = Clock()
    paced = pace(clock)
    ask(paced, {"Retry-After": "37"}, 429)
    ask(paced, {})
    assert clock.slept == pytest.approx(37)


def test_a_refusal_waits_for_the_reset_even_if_calls_seemed_to_remain() -> None:
    clock = Clock()
    paced = pace(clock)
    ask(paced, words(250, 60, limit=300), 429)
    ask(paced, {})
    assert 60 <= clock.slept <= 62


@pytest.mark.parametrize("headers", [{}, {"X-RateLimit-Remaining": "0"}, words(0, -5)])
def test_a_refusal_without_explanation_is_left_alone_for_a_minute(headers: dict[str, str]) -> None:
    clock = Clock()
    paced = pace(clock)
    ask(paced, headers, 429)
    ask(paced, {})
    assert 1 <= clock.slept <= 61


def test_a_wait_that_is_too_long_is_put_off_with_its_time() -> None:
    clock = Clock()
    paced = pace(clock, max_wait=30)
    ask(paced, {"Retry-After": "31"}, 429)
    with pytest.raises(ConnectorError, match=r"social\.example accepts no more questions") as failure:
        paced.acquire(HOST)
    assert failure.value.remedy is Remedy.RETRY_LATER
    assert failure.value.retry_at == START + timedelta(seconds=31)
    assert clock.slept == 0


def test_each_collected_network_has_its_budget() -> None:
    assert {Network.MASTODON: Budget(300, 300), Network.BLUESKY: Budget(3000, 300), Network.PEERTUBE: Budget(50, 10)} == BUDGETS
