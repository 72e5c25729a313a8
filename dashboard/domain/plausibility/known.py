"""What a new figure is held against: the figures that stand, and what is known of the account."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dashboard.domain.figures import DailyFigure, Precision, Provenance, Snapshot
from dashboard.domain.networks import Network

STIR_BEFORE_DAYS, STIR_AFTER_DAYS = 3, 21
"""A departure moves the new accounts from a little before it until three weeks after."""
START_DAYS = 60
"""The first weeks of an account, in which hundreds may arrive in an hour."""
BEGINNING = 500
"""An account of which nobody knows when it was opened is at its beginning if its first figure is smaller than this."""


class Read(NamedTuple):
    """One figure, as light as it can be: imports bring a hundred thousand.

    :param day: its ordinal (``date.toordinal``).
    :param error: by how much the count may be off because its source rounded it.
    """

    day: int
    followers: int
    error: int
    provenance: str


@dataclass(frozen=True)
class Around:
    """What is known of an account apart from its figures.

    :param left: it is being left: what it gains or loses goes slowly.
    :param stirs: ordinals of days on which many arrive: the institution's own departure, exit days of others.
    """

    network: Network
    left: bool = False
    opened_on: date | None = None
    departed_on: date | None = None
    stirs: tuple[int, ...] = ()

    def stirred(self, first: int, last: int) -> bool:
        """Whether a departure may have moved the account between two days."""
        return not self.left and any(stir - STIR_BEFORE_DAYS <= last and first <= stir + STIR_AFTER_DAYS for stir in self.stirs)


def error(count: int, precision: str, rounded_to: int | None) -> int:
    """By how much a rounded figure may be off: half of what it is rounded to, or all of its last digit where nobody said."""
    if precision != Precision.ROUNDED or not count:
        return 0
    if rounded_to:
        return (rounded_to + 1) // 2
    unit = 1
    while count % (unit * 10) == 0:
        unit *= 10
    return unit


def read(one: Snapshot | DailyFigure) -> Read:
    """A figure made light."""
    day = one.at if isinstance(one, Snapshot) else one.day
    return Read(day.toordinal(), one.followers, error(one.followers, one.precision, one.rounded_to), one.provenance)


def start(around: Around, reads: Iterable[Read]) -> int | None:
    """The ordinal of the last of the first weeks of an account; None if it is known to be no new one."""
    if around.opened_on is not None:
        return around.opened_on.toordinal() + START_DAYS
    first = next(iter(reads), None)
    return first.day + START_DAYS if first and first.followers < BEGINNING else None


def by_hand(provenance: Provenance) -> bool:
    """Whether a person brought it: nobody can write into what was read from the network itself."""
    return provenance is not Provenance.API
