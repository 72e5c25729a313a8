"""How often one address is answered: so many times an hour, and not all of them at once. Counted in memory, for this process."""

import math
import time
from dataclasses import dataclass

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

BURST_SHARE = 10
"""What is allowed in an hour divided by this is allowed in a minute."""
MOST_ADDRESSES = 50_000
"""Of whom calls are remembered; beyond that all are forgotten, rather than the memory filled."""


@dataclass(frozen=True)
class Count:
    """How an address stands after one more call.

    :param calls: allowed in the window that is told: the hour, unless the minute is what is exhausted.
    :param remaining: calls left in it.
    :param reset: second since 1970 at which the oldest call leaves it.
    :param wait: whole seconds until another answer; 0 if this call is answered.
    """

    calls: int
    remaining: int
    reset: int
    wait: int = 0

    @property
    def headers(self) -> dict[str, str]:
        """As answers tell it."""
        counted = {"limit": self.calls, "remaining": self.remaining, "reset": self.reset}
        return {f"x-ratelimit-{name}": str(value) for name, value in counted.items()}


class Calls:
    """The calls of every address."""

    def __init__(self, per_hour: int) -> None:
        self.per_hour, self.per_minute = per_hour, max(1, per_hour // BURST_SHARE)
        self._hour = RateLimitItemPerHour(self.per_hour)
        self._minute = RateLimitItemPerMinute(self.per_minute)
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)

    def one_more(self, address: str) -> Count:
        """Count a call, unless it is refused: whoever waits as told is answered."""
        if len(self._storage.events) > MOST_ADDRESSES:
            self._storage.reset()
        # Both are looked at before either is counted; nothing else runs in between, since nothing here waits.
        for item in (self._hour, self._minute):
            if not self._limiter.test(item, address):
                count = self._count(item, address)
                return Count(count.calls, 0, count.reset, max(1, math.ceil(count.reset - time.time())))
        for item in (self._hour, self._minute):
            self._limiter.hit(item, address)
        return self._count(self._hour, address)

    def _count(self, item: RateLimitItem, address: str) -> Count:
        stats = self._limiter.get_window_stats(item, address)
        return Count(item.amount, max(0, stats.remaining), math.ceil(stats.reset_time))
