"""What servers say of their limits is understood in every dialect, and nonsense is left out."""

from datetime import UTC, datetime

import pytest

from connectors.ratelimits import LONGEST_WAIT, Limits, read_limits

NOW = datetime(2025, 1, 20, 12, 0, 0, tzinfo=UTC).timestamp()
RESET = NOW + 120


@pytest.mark.parametrize(
    "reset",
    [
        "2025-01-20T12:02:00.000000Z",
        "2025-01-20T13:02:00+01:00",
        "2025-01-20T12:02:00",
        str(int(RESET)),
        str(int(RESET) * 1000),
        "120",
        "Mon, 20 Jan 2025 12:02:00 GMT",
    ],
)
def test_a_reset_is_a_date_an_epoch_or_a_number_of_seconds(reset: str) -> None:
    for prefix in ("X-RateLimit-", "ratelimit-", "x-rate-limit-"):
        headers = {prefix + "Limit": "300", prefix + "Remaining": "12", prefix + "Reset": reset}
        assert read_limits(headers, NOW) == Limits(300, 12, RESET, RESET)


def test_the_servers_own_clock_is_allowed_for() -> None:
    headers = {
        "Date": "Mon, 20 Jan 2025 11:00:00 GMT",
        "X-RateLimit-Reset": "2025-01-20T11:02:00Z",
        "Retry-After": "Mon, 20 Jan 2025 11:00:30 GMT",
    }
    limits = read_limits(headers, NOW)
    assert (limits.window, limits.reset_at, limits.retry_at) == (RESET - 3600, RESET, NOW + 30)


@pytest.mark.parametrize(("said", "seconds"), [("0", 0), ("37", 37), ("Mon, 20 Jan 2025 12:00:37 GMT", 37), ("999999999999", LONGEST_WAIT)])
def test_retry_after_is_seconds_or_a_date_and_a_day_at_most(said: str, seconds: float) -> None:
    assert read_limits({"Retry-After": said}, NOW).retry_at == NOW + seconds


def test_a_reset_in_another_century_is_waited_for_a_day() -> None:
    assert read_limits({"X-RateLimit-Reset": "9999-12-31T23:59:59Z"}, NOW).reset_at == NOW + LONGEST_WAIT


@pytest.mark.parametrize("text", ["", "soon", "-5", "1e9", "NaN", "٣", "99999999999999999999", "\x00", "2025-13-45"])
def test_nonsense_is_left_out(text: str) -> None:
    headers = {"X-RateLimit-Limit": text, "X-RateLimit-Remaining": text, "X-RateLimit-Reset": text, "Retry-After": text, "Date": text}
    assert read_limits(headers, NOW) == Limits()


def test_a_limit_with_its_policy_is_understood() -> None:
    assert read_limits({"RateLimit-Limit": "3000, 3000;w=300"}, NOW).limit == 3000
    assert read_limits({"RateLimit-Limit": "0"}, NOW).limit is None
