"""Afterwards: who kept the pledge, measured from the register and not asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dashboard.domain.departures import LEFT, DepartureEvent, Status, journey
from dashboard.domain.networks import Network

GRACE_DAYS = 1
"""Whoever leaves the day after has kept the pledge: an evening is soon past midnight."""
BROKEN_AFTER_DAYS = 30


class Kept(StrEnum):
    """What became of one pledge."""

    KEPT = "kept"  # left by the day, or the day after
    LATE = "late"  # left later
    RETURNED = "returned"  # left, and came back
    WAITING = "waiting"  # has not left, and the month after the day is not over
    BROKEN = "broken"  # had not left a month after the day
    WITHDRAWN = "withdrawn"  # took the pledge back after the day was confirmed


@dataclass(frozen=True)
class FollowThrough:
    """What became of one pledge, and on what that rests.

    :param left_on: the day of the departure, if there is one; ``source``: where it can be checked.
    :param returned_on: when it came back.
    """

    kept: Kept
    left_on: date | None = None
    source: str = ""
    returned_on: date | None = None


def follow_through(events: Sequence[DepartureEvent], on: date, today: date, *, network: Network, withdrawn: bool = False) -> FollowThrough:
    """What became of the pledge to leave on a day, by the ladder of departures as it stands today."""
    current = journey(events, today, network)
    left = [one for one in current.events if one.status in LEFT and one.on <= today and one.on == current.departed_on]
    back = [one.on for one in current.events if one.status is Status.RETURNED and one.on <= today]
    source = left[0].source if left else ""
    left_on = left[0].on if left else None
    if left_on is not None and back and max(back) >= left_on:
        return FollowThrough(Kept.RETURNED, left_on, source, max(back))
    if left_on is not None:
        return FollowThrough(Kept.KEPT if left_on <= on + timedelta(days=GRACE_DAYS) else Kept.LATE, left_on, source)
    if withdrawn:
        return FollowThrough(Kept.WITHDRAWN)
    return FollowThrough(Kept.BROKEN if today > on + timedelta(days=BROKEN_AFTER_DAYS) else Kept.WAITING)
