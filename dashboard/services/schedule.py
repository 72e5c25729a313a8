"""When an account is read: once per period, each at its own moment, so that calls spread evenly."""

import zlib
from datetime import UTC, datetime, timedelta

EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
GOLDEN = 0.6180339887498949
"""Multiples of the golden ratio fill a circle evenly, however many there are."""


def next_slot(account_id: int, host: str | None, now: datetime, every: timedelta) -> datetime:
    """The next moment after ``now`` at which an account is due; its place in the period never changes.

    Accounts of one server share their place: one call can then read them together. The slot is at least a tenth of a period
    away, so that an account read by hand is not read again at once.
    """
    place = ((zlib.crc32(host.encode()) if host else account_id) * GOLDEN) % 1.0 * every
    periods = -((EPOCH + place - now - every / 10) // every)
    return EPOCH + place + periods * every
