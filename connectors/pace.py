"""Pacing: as fast as a server allows, never faster, counted per server and over all threads.

A server that says what remains is believed: calls go out at once while some remain, then wait for the reset. One that says
nothing gets a budget over a sliding window. Until a server has spoken, or its window has just begun anew, one call at a time asks.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from connectors.base import ConnectorError, Remedy
from connectors.ratelimits import Limits, read_limits
from dashboard.domain.errors import N_
from dashboard.domain.networks import Network

MAX_WAIT = 30.0
MARGIN = 1.0
"""Seconds by which clocks may differ."""
SAME_WINDOW = 2.0
"""Seconds by which a server may vary in naming the end of one window."""
UNEXPLAINED = 60.0
"""Seconds to leave a server alone that refuses (429) without saying until when."""
POLL = 0.05
NAP = 1.0
"""Seconds slept at once, so that news heard by another thread is noticed."""


@dataclass(frozen=True)
class Budget:
    """Calls allowed within a number of seconds, where the server does not say."""

    calls: int
    seconds: float


BUDGETS: dict[Network, Budget] = {
    Network.MASTODON: Budget(300, 300.0),
    Network.BLUESKY: Budget(3000, 300.0),
    Network.PEERTUBE: Budget(50, 10.0),
}


@dataclass
class _Server:
    """What is known of one server. Instants are seconds since the epoch.

    :param turn: counts beginnings and ends of calls: which came before which.
    :param ended: instant and turn of the ends of calls in the last ``seconds``, oldest first.
    :param remaining: the least the server said remains in ``window``; None when it says nothing.
    :param silent: turns at which calls ended that ``remaining`` may not count; empty when that is None.
    :param reset_at: when ``window`` ends by our clock; None when a new one has begun of which nothing was heard.
    """

    limit: int
    seconds: float
    heard: bool = False
    in_flight: int = 0
    turn: int = 0
    ended: deque[tuple[float, int]] = field(default_factory=deque)
    remaining: int | None = None
    window: float = 0.0
    reset_at: float | None = None
    silent: list[int] = field(default_factory=list)
    closed_until: float = 0.0

    def ready_at(self, now: float) -> float:
        """When the next call may go out; ``now`` if at once."""
        if now < self.closed_until:
            return self.closed_until
        if self.remaining is not None and self.reset_at is not None and now >= self.reset_at:
            self.remaining, self.reset_at, self.silent = self.limit, None, []
        if self.remaining is not None and self.reset_at is None and len(self.silent) >= self.limit:
            self.remaining, self.silent = None, []
        if not self.heard or (self.remaining is not None and self.reset_at is None):
            return now + POLL if self.in_flight else now
        if self.remaining is not None and self.reset_at is not None:
            left, opens = self.remaining - len(self.silent), self.reset_at
        else:
            self._forget(now)
            left, opens = self.limit - len(self.ended), self.ended[0][0] + self.seconds if self.ended else now
        if left > self.in_flight:
            return now
        return now + POLL if left > 0 else opens

    def begin(self) -> int:
        """Count a call that goes out now, and give its turn."""
        self.in_flight += 1
        self.turn += 1
        return self.turn

    def end(self, begun: int, now: float, limits: Limits | None, refused: bool) -> None:
        """Count a call that has ended; ``limits`` is None when no answer came."""
        self.in_flight -= 1
        self.turn += 1
        self._forget(now)
        self.ended.append((now, self.turn))
        if self.remaining is not None:
            self.silent.append(self.turn)
        if limits is None:
            return
        self.heard = True
        self.limit = limits.limit or self.limit
        if limits.retry_at is not None:
            self.closed_until = max(self.closed_until, limits.retry_at)
        remaining = 0 if refused else limits.remaining
        if remaining is not None and not self._believe(remaining, limits, begun, now) and remaining == 0 and limits.retry_at is None:
            self.closed_until = max(self.closed_until, now + UNEXPLAINED)

    def _believe(self, remaining: int, limits: Limits, begun: int, now: float) -> bool:
        """Take the server's word, if it is of its present window. Its counter only falls there: the least heard is the latest."""
        if limits.window is None or limits.reset_at is None or limits.reset_at + MARGIN <= now:
            return False
        if limits.window < self.window - SAME_WINDOW:
            return False
        ends = [turn for _, turn in self.ended] if self.remaining is None else self.silent
        present = self.remaining is not None and self.reset_at is not None and limits.window <= self.window + SAME_WINDOW
        if present and self.remaining is not None and remaining > self.remaining:
            self.silent.pop()
            return True
        self.silent = [turn for turn in ends[:-1] if turn > begun]
        self.remaining, self.window, self.reset_at = remaining, limits.window, limits.reset_at + MARGIN
        return True

    def _forget(self, now: float) -> None:
        while self.ended and self.ended[0][0] <= now - self.seconds:
            self.ended.popleft()


def put_off(host: str, ready_at: float) -> ConnectorError:
    """A server has had enough questions until that moment."""
    return ConnectorError(
        N_("{host} accepts no more questions for now. It will be asked again later."),
        Remedy.RETRY_LATER,
        retry_at=datetime.fromtimestamp(ready_at, UTC),
        host=host,
    )


class Pace:
    """The pace of all calls of one network. Safe to share between threads.

    :param budget: for servers that do not say what they allow.
    :param max_wait: seconds a call may be held back before it is put off.
    """

    def __init__(
        self,
        budget: Budget,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None] = time.sleep,
        max_wait: float = MAX_WAIT,
    ) -> None:
        self._budget = budget
        self._clock = clock
        self._sleep = sleep
        self._max_wait = max_wait
        self._lock = threading.Lock()
        self._servers: dict[str, _Server] = {}

    def acquire(self, host: str) -> "Call":
        """Wait for the turn of a call to this server.

        :raises ConnectorError: RETRY_LATER with ``retry_at``, when the wait would be too long.
        """
        give_up_at = self._now() + self._max_wait
        while True:
            with self._lock:
                now = self._now()
                server = self._servers.setdefault(host, _Server(self._budget.calls, self._budget.seconds))
                ready_at = server.ready_at(now)
                if ready_at <= now:
                    return Call(self, host, server.begin())
            if ready_at > give_up_at:
                raise put_off(host, ready_at)
            self._sleep(min(ready_at - now, NAP))

    def opens_at(self, host: str) -> float:
        """When the next call to this server may go out, in seconds since the epoch."""
        with self._lock:
            return self._servers[host].ready_at(self._now())

    def _end(self, host: str, begun: int, headers: Mapping[str, str] | None, status: int | None) -> None:
        with self._lock:
            now = self._now()
            limits = None if headers is None else read_limits(headers, now)
            self._servers[host].end(begun, now, limits, refused=status == 429)

    def _now(self) -> float:
        return self._clock().timestamp()


class Call:
    """One call under way: a context that ends it, whether or not an answer was heard."""

    def __init__(self, pace: Pace, host: str, begun: int) -> None:
        self._pace = pace
        self._host = host
        self._begun = begun
        self._over = False

    def heard(self, status: int, headers: Mapping[str, str]) -> None:
        """Note what an answer said of the server's limits."""
        self._finish(headers, status)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        self._finish(None, None)

    def _finish(self, headers: Mapping[str, str] | None, status: int | None) -> None:
        if not self._over:
            self._over = True
            self._pace._end(self._host, self._begun, headers, status)
