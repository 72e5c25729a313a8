"""Afterwards: who kept the pledge, measured from the register and not asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

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


GONE = (Kept.KEPT, Kept.LATE, Kept.RETURNED)
"""Whoever came back had left."""


@dataclass(frozen=True)
class LastPost:
    """The last post on the network that was to be left, as far as it is known.

    :param on: its day. :param after: where only the number of posts was read: the day of the reading before; the post is younger than
        that, and ``on`` is the day of the reading that counted it.
    :param source: where it can be checked; empty where the institution's own statistics or the readings here say it.
    """

    on: date
    after: date | None = None
    source: str = ""


@dataclass(frozen=True)
class FollowThrough:
    """What became of one pledge, and on what that rests.

    :param left_on: the day of the departure, if there is one. :param returned_on: when it came back.
    :param source: where the departure can be checked, or the return of whoever came back.
    :param last_post: changes nothing in what became of it: it is shown beside it.
    """

    kept: Kept
    left_on: date | None = None
    source: str = ""
    returned_on: date | None = None
    last_post: LastPost | None = None

    @property
    def posts_since(self) -> bool:
        """Whether it is known to have posted after it left, the day after that left aside."""
        if self.left_on is None or self.last_post is None:
            return False
        return (self.last_post.after or self.last_post.on) > self.left_on + timedelta(days=GRACE_DAYS)


def in_time(left_on: date | None, on: date) -> bool:
    """Whether it left by the day, or the day after."""
    return left_on is not None and left_on <= on + timedelta(days=GRACE_DAYS)


def follow_through(events: Sequence[DepartureEvent], on: date, today: date, *, network: Network, withdrawn: bool = False) -> FollowThrough:
    """What became of the pledge to leave on a day, by the ladder of departures as it stands today."""
    current = journey(events, today, network)
    left = [one for one in current.events if one.status in LEFT and one.on <= today and one.on == current.departed_on]
    back = [one for one in current.events if one.status is Status.RETURNED and one.on <= today]
    if left and back and back[-1].on >= left[0].on:
        return FollowThrough(Kept.RETURNED, left[0].on, back[-1].source, back[-1].on)
    if left:
        return FollowThrough(Kept.KEPT if in_time(left[0].on, on) else Kept.LATE, left[0].on, left[0].source)
    if withdrawn:
        return FollowThrough(Kept.WITHDRAWN)
    return FollowThrough(Kept.BROKEN if today > on + timedelta(days=BROKEN_AFTER_DAYS) else Kept.WAITING)


def with_posts(
    found: FollowThrough,
    events: Sequence[DepartureEvent],
    told: date | None,
    counted: Iterable[Sequence[tuple[int, date, date]]],
    *,
    network: Network,
    today: date,
) -> FollowThrough:
    """The same with the last post that is known: logged, told by the institution's statistics, or counted.

    :param counted: by account: (number of posts, the day on which it was read first, and last), in the order of the first.
    """
    logged = [one for one in journey(events, today, network).events if one.status is Status.LAST_POST and one.on <= today]
    known = [LastPost(one.on, source=one.source) for one in logged]
    known += [LastPost(told)] if told is not None and told <= today else []
    for readings in counted:
        rises = [LastPost(begun, after=ended) for (before, _, ended), (posts, begun, _) in pairwise(readings) if posts > before]
        known += [one for one in rises[-1:] if one.on <= today]
    return replace(found, last_post=max(known, key=lambda one: (one.after or one.on, one.on), default=None))
