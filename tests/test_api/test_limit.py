"""One address is answered so often in an hour, and not all of it at once."""

import json
import time
from collections.abc import Iterator

import pytest

from dashboard.config import Settings
from dashboard.web.api.limit import MOST_ADDRESSES, Calls
from db.engine import Database
from tests.people import make_essaim
from tests.test_api.reading import ask
from tests.test_web.browsing import Browser

START = 1_750_000_000.0


class Clock:
    """A clock that stands still."""

    now = START

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """The one that limits read."""
    stands = Clock()
    monkeypatch.setattr(time, "time", stands)
    yield stands


def test_a_minute_holds_a_tenth_of_an_hour(frozen: Clock) -> None:
    calls = Calls(20)
    assert [calls.one_more("a").wait for _ in range(3)] == [0, 0, 60]
    frozen.now += 30
    assert calls.one_more("a").wait == 30
    assert calls.one_more("b").wait == 0
    frozen.now += 30.5
    assert calls.one_more("a").wait == 0


def test_an_hour_holds_what_the_setting_says(frozen: Clock) -> None:
    calls = Calls(20)
    for n in range(20):
        count = calls.one_more("a")
        assert (count.wait, count.calls, count.remaining, count.reset) == (0, 20, 19 - n, int(START) + 3_600)
        frozen.now += 61
    refused = calls.one_more("a")
    assert (refused.calls, refused.remaining, refused.reset) == (20, 0, int(START) + 3_600)
    frozen.now += refused.wait + 1
    assert calls.one_more("a").wait == 0


def test_refused_calls_are_not_counted(frozen: Clock) -> None:
    calls = Calls(10)
    assert calls.one_more("a").remaining == 9
    assert {calls.one_more("a").wait for _ in range(50)} == {60}
    frozen.now += 61
    assert calls.one_more("a").remaining == 8


def test_the_memory_is_never_filled(frozen: Clock) -> None:
    calls = Calls(10)
    calls._storage.events.update({str(n): [] for n in range(MOST_ADDRESSES + 1)})
    assert calls.one_more("a").wait == 0
    assert len(calls._storage.events) == 2


def test_who_is_refused_is_told_what_why_and_when(frozen: Clock, sqlite_db: Database) -> None:
    essaim = make_essaim(sqlite_db, Settings(api_calls_per_hour=10))
    visitor = Browser(essaim)
    first = ask(visitor, "/organisations")
    assert (first.status, first.headers["x-ratelimit-limit"], first.headers["x-ratelimit-remaining"]) == (200, "10", "9")
    assert visitor.ask("/api/v1/organisations", "OPTIONS").status == 204
    refused = ask(visitor, "/organisations")
    said = json.loads(refused.body)
    assert (refused.status, refused.headers["content-type"], refused.headers["retry-after"]) == (429, "application/problem+json", "60")
    assert [refused.headers[f"x-ratelimit-{name}"] for name in ("limit", "remaining", "reset")] == ["1", "0", str(int(START) + 60)]
    assert (said["title"], said["retry_after"]) == ("Too many calls from one address", 60)
    assert "10 times an hour and 1 times a minute" in said["detail"]
    assert "Ask again in 60 s." in said["detail"]
    assert refused.headers["access-control-allow-origin"] == "*"
    assert visitor.ask("/healthz").status == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [("2001:db8:0:1::2", 429), ("2001:db8:0:1:ffff::3", 429), ("2001:db8:0:2::1", 200), ("198.51.100.7", 200)],
)
def test_a_household_is_one_address(address: str, status: int, frozen: Clock, sqlite_db: Database) -> None:
    visitor = Browser(make_essaim(sqlite_db, Settings(api_calls_per_hour=10)), address="2001:db8:0:1::1")
    assert ask(visitor, "/organisations").status == 200
    visitor.address = address
    assert ask(visitor, "/organisations").status == status
