"""What many institutions had regained at many ages at once, and how each of them stands among the others."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int64]
"""Days as ``date.toordinal`` counts them, in order; or ages."""
Shares = NDArray[np.float64]
"""Ends of recovery; NaN where either of both ends is not known."""


class Figures(NamedTuple):
    """What is known of one new account: its days, what was read on each, and the last day on which that holds."""

    days: Days
    followers: NDArray[np.int64]
    holds: Days


def both_ends(accounts: Sequence[Figures], days: Days, baseline: int) -> tuple[Shares, Shares]:
    """Recovery on each of some days, as ``domain.transfer`` has it: both ends, or neither.

    Both are known where no account that has begun is unread: they are then its largest and the sum of all.
    """
    largest, total = np.zeros(len(days), np.int64), np.zeros(len(days), np.int64)
    known, unread = np.zeros(len(days), np.bool_), np.zeros(len(days), np.bool_)
    for account in accounts:
        last = account.days.searchsorted(days, "right") - 1
        begun = last >= 0
        followers = account.followers[last] * begun
        np.maximum(largest, followers, out=largest)
        total += followers
        known |= begun
        unread |= begun & (account.holds[last] < days)
    there = known & ~unread
    return np.where(there, largest / baseline, np.nan), np.where(there, total / baseline, np.nan)


class Field:
    """The shares of many at the same ages."""

    def __init__(self, rows: Sequence[Shares], ages: int) -> None:
        """:param rows: of each one, at the first of the ages up to the one it has reached."""
        self._shares = np.full((ages, len(rows)), np.nan)
        for place, row in enumerate(rows):
            self._shares[: len(row), place] = row
        self._sorted = np.sort(self._shares)  # NaN comes last
        self._known = len(rows) - np.isnan(self._shares).sum(axis=1)

    def of_others(self, age: int, row: int | None) -> tuple[float, int]:
        """The median at one age over all but one, and over how many; of none it is NaN.

        :param age: its place among the ages; ``row``: the one that does not count.
        """
        own = np.nan if row is None else self._shares[age, row]
        left_out = not np.isnan(own)
        values, n = self._sorted[age], int(self._known[age]) - left_out
        at = int(values.searchsorted(own)) if left_out else n
        low, high = ((place + (place >= at)) for place in ((n - 1) // 2, n // 2))
        return (float(values[low]) + float(values[high])) / 2 if n else np.nan, n
