"""How comparable institutions stood, kept for a minute: a hundred milliseconds for ten thousand of them, on every page of each."""

import threading
from collections.abc import Callable, Mapping

from cachetools import TTLCache

SECONDS = 60
MOST = 64
"""Kinds at an age that are kept, each with some hundred institutions."""
Key = tuple[str, int, int]
"""Kind, age, day as a number."""
Recoveries = Mapping[int, tuple[float, float]]
"""Both ends of recovery of each institution of a kind that was read at an age, by its key."""


class Comparable:
    """What was read lately. Institutions that left on the same day are compared at the same age, and rest on the same reading."""

    def __init__(self) -> None:
        self._kept: TTLCache[Key, Recoveries] = TTLCache(MOST, SECONDS)
        self._lock = threading.Lock()

    def find(self, key: Key, read: Callable[[], Recoveries]) -> Recoveries:
        """What is kept, or what is read now."""
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            kept = read()
            with self._lock:
                self._kept[key] = kept
        return kept
