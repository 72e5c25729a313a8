"""What stands beside an institution, kept for a minute: a hundred milliseconds for ten thousand of them, on every page of each."""

import threading
from collections.abc import Callable, Hashable, Mapping
from typing import Generic, TypeVar

from cachetools import TTLCache

SECONDS = 60
MOST = 64
"""Readings that are kept, each of some hundred institutions."""
Recoveries = Mapping[int, tuple[float, float]]
"""Both ends of recovery of each institution of a kind that was read at an age, by its key."""
_Value = TypeVar("_Value")


class Lately(Generic[_Value]):
    """What was read lately, by what it was asked for: many pages rest on the same reading."""

    def __init__(self) -> None:
        self._kept: TTLCache[Hashable, _Value] = TTLCache(MOST, SECONDS)
        self._lock = threading.Lock()

    def find(self, key: Hashable, read: Callable[[], _Value]) -> _Value:
        """What is kept, or what is read now."""
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            kept = read()
            with self._lock:
                self._kept[key] = kept
        return kept


class Comparable(Lately[Recoveries]):
    """How comparable institutions stood, by kind, age and day."""
