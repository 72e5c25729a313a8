"""Typed rows: all that the charts need to know, the same in every language. Gaps are gaps: nothing here is filled in."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from operator import sub
from typing import NamedTuple

from dashboard.domain.accounts import AccountState
from dashboard.domain.departures import Status
from dashboard.domain.figures import Holding, Provenance
from dashboard.domain.networks import Network
from dashboard.domain.transfer import Band
from dashboard.i18n import Words

_HOLDING = Holding()


class Point(NamedTuple):
    """One figure that was really read: ``value`` followers on ``day``, to the nearest ``rounded_to`` where that is known."""

    day: date
    value: int
    provenance: Provenance = Provenance.API
    rounded_to: int | None = None


class Gap(NamedTuple):
    """Days without a reading, both included, and why, where that is known."""

    first: date
    last: date
    reason: AccountState | None = None


class BandPoint(NamedTuple):
    """Audience regained on one day: at least ``low`` people, at most ``high``; None where unknown."""

    day: date
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Line:
    """One network of one organisation.

    :param label: how the network is called in the chart; ``handle``: the account, raw (the chart escapes it).
    :param points: what was read, oldest first, at most one a day.
    :param declared: taken by hand now and then: drawn as one marker a reading, without a line.
    :param origin: the network being left.
    :param gaps: unread days with their causes; which days are unread is found from the dates of the points.
    :param still: the days since the last reading, of an account that is read by itself and is not being read now.
    :param held: figures that wait for a person or were set aside: drawn hollow, never part of the line nor of anything said of it.
    """

    network: Network
    label: str
    handle: str
    points: tuple[Point, ...]
    declared: bool = False
    origin: bool = False
    gaps: tuple[Gap, ...] = ()
    still: Gap | None = None
    held: tuple[Point, ...] = ()

    def read(self, day: date, holding: Holding) -> Point | None:
        """The figure that holds on ``day``, or None if the account counts as unread (or has not begun) by then."""
        at = bisect_right(self.days, day)
        point = self.points[at - 1] if at else None
        return None if point is None or (day - point.day).days > holding.days(point.provenance) else point

    def unread(self, holding: Holding) -> tuple[Gap, ...]:
        """The gaps between two points further apart than a figure holds, oldest first, with the given cause if there is one."""
        found: list[Gap] = []
        for place in self._breaks(holding):
            before, after = self.points[place - 1], self.points[place]
            first, last = before.day + timedelta(days=holding.days(before.provenance) + 1), after.day - timedelta(days=1)
            found.append(next((gap for gap in self.gaps if gap.first <= last and gap.last >= first), Gap(first, last)))
        return tuple(found)

    def runs(self, holding: Holding) -> list[tuple[Point, ...]]:
        """The points cut where a gap lies between two of them."""
        ends = [0, *self._breaks(holding), len(self.points)]
        return [self.points[start:end] for start, end in pairwise(ends) if start < end]

    def _breaks(self, holding: Holding) -> list[int]:
        """Places of the points before which a gap lies."""
        if self._widest <= min(holding.collected, holding.declared) + 1:
            return []
        apart = enumerate(pairwise(self.points), start=1)
        return [at for at, (one, two) in apart if (two.day - one.day).days > holding.days(one.provenance) + 1]

    @cached_property
    def days(self) -> list[date]:
        """The days of the points."""
        return [point.day for point in self.points]

    @cached_property
    def _widest(self) -> int:
        """The most days from a point to the next one: few lines have a gap."""
        ordinals = [day.toordinal() for day in self.days]
        return max(map(sub, ordinals[1:], ordinals), default=0)


@dataclass(frozen=True)
class EventMark:
    """A dated event drawn as a vertical line; ``strong`` ones are named above the plot, the others beside the line.

    :param label: in words already, or a rung of the ladder, which each language has a word for.
    :param ink: colour of what is about one of several organisations; empty for all that is about what the whole chart shows.
    """

    day: date
    label: str | Status
    sublabel: str = ""
    strong: bool = False
    ink: str = ""

    def named(self, words: Words) -> str:
        """What happened, in words."""
        return words.term(self.label) if isinstance(self.label, Status) else self.label


@dataclass(frozen=True)
class TransferRows:
    """One organisation's audience on every network, before and after its departure from ``network``.

    :param bands: the band on each day, but for those within a stretch of the same; days before the departure are not drawn.
    :param as_of: the day the figures were read; the chart ends there, or on a planned departure after it.
    :param departed_on: day 0, perhaps still to come; ``status``: the rung that it had reached.
    :param returned_on: when the organisation came back, if it did.
    :param baseline: followers left behind, counted on ``baseline_on``; the departure itself if that is not given.
    :param holding: for how many days a figure stands before its account counts as unread.
    """

    organisation: str
    as_of: date
    lines: tuple[Line, ...] = ()
    bands: tuple[BandPoint, ...] = ()
    events: tuple[EventMark, ...] = ()
    network: Network = Network.X
    departed_on: date | None = None
    status: Status | None = None
    returned_on: date | None = None
    baseline: int | None = None
    baseline_on: date | None = None
    baseline_provenance: Provenance | None = None
    baseline_rounded_to: int | None = None
    holding: Holding = _HOLDING

    @property
    def planned(self) -> bool:
        """Whether the departure is dated but has not come yet."""
        return self.departed_on is not None and self.departed_on > self.as_of

    @cached_property
    def origin(self) -> Line | None:
        """The network being left, if any of its figures is known."""
        return next((line for line in self.lines if line.origin and line.points), None)

    @cached_property
    def destinations(self) -> tuple[Line, ...]:
        """The new networks that were read at least once."""
        return tuple(line for line in self.lines if not line.origin and line.points)

    @cached_property
    def unread(self) -> tuple[tuple[Line, Gap], ...]:
        """Every gap of the new networks."""
        return tuple((line, gap) for line in self.destinations for gap in line.unread(self.holding))

    @cached_property
    def since_departure(self) -> tuple[BandPoint, ...]:
        """The band from day 0 on; empty before the departure."""
        if self.departed_on is None or self.planned:
            return ()
        return tuple(point for point in self.bands if self.departed_on <= point.day <= self.as_of)

    def band_on(self, day: date) -> Band:
        """The band of one day since the departure, empty before it and after the last one."""
        days = self._days_since
        if not days or not days[0] <= day <= days[-1]:
            return Band(None, None)
        _, low, high = self.since_departure[bisect_right(days, day) - 1]
        return Band(low, high)

    @cached_property
    def _days_since(self) -> list[date]:
        return [point.day for point in self.since_departure]

    @cached_property
    def latest(self) -> BandPoint | None:
        """The latest day since the departure of which the lower end is known."""
        return next((point for point in reversed(self.since_departure) if point.low is not None), None)

    @cached_property
    def largest(self) -> Line | None:
        """The new network that gives the lower end of the latest band."""
        day = self.latest.day if self.latest else self.as_of
        read = [(point.value, line) for line in self.destinations if (point := line.read(day, self.holding))]
        return max(read, key=lambda pair: pair[0])[1] if read else None


@dataclass(frozen=True)
class RecoveryPoint:
    """Share of the baseline regained on one day, as ratios: at least ``low``, at most ``high``; None where unknown."""

    day: date
    low: float | None
    high: float | None


@dataclass(frozen=True)
class RecoveryLine:
    """The recovery of one organisation, from its departure on, one point a day.

    :param marks: what happened to it alone.
    """

    organisation: str
    departed_on: date
    points: tuple[RecoveryPoint, ...]
    marks: tuple[EventMark, ...] = ()


@dataclass(frozen=True)
class DeparturesRows:
    """How many organisations had left by the end of each day on which somebody leaves.

    :param counts: (day, number), oldest first; days after ``as_of`` are planned departures.
    """

    as_of: date
    counts: tuple[tuple[date, int], ...]


@dataclass(frozen=True)
class AgeSpread:
    """Recovery of ``n`` comparable organisations ``age`` days after their departure: quartiles of the lower ends, as ratios."""

    age: int
    n: int
    lower_quartile: float
    median: float
    upper_quartile: float
