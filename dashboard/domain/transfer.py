"""Transfer: what was regained on the new networks, compared with the audience left behind (DESIGN.md 3.1 and 3.2).

Gaps are gaps: nothing here fills one. A figure holds a few days (figures.Holding), then its account counts as unread.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from dashboard.domain.figures import DailyFigure, Holding


@dataclass(frozen=True)
class Band:
    """Audience regained on one day: at least ``low`` people, at most ``high``.

    One person may follow on two networks, so the truth lies between the largest network and the sum of all of them.

    :param low: followers of the largest network, or None if it was not read.
    :param high: sum of all networks, or None if one of them was not read: no sum without all its terms.
    """

    low: int | None
    high: int | None


@dataclass(frozen=True)
class Share:
    """A band as a ratio of the baseline; None where unknown."""

    low: float | None
    high: float | None


class DayReading(NamedTuple):
    """The band of one day."""

    day: date
    band: Band


class Curve:
    """The daily figures of one account, for look-ups by day; flagged ones are as if they had not been read."""

    def __init__(self, figures: Iterable[DailyFigure], holding: Holding = Holding()) -> None:
        self._figures = sorted((one for one in figures if not one.flagged), key=lambda figure: figure.day)
        self._days = [figure.day for figure in self._figures]
        self._holding = holding

    @property
    def first_day(self) -> date | None:
        """The first day with a figure; the account does not count before it."""
        return self._days[0] if self._days else None

    @property
    def days(self) -> list[date]:
        """Days with a figure of their own, in order."""
        return self._days

    @property
    def changes(self) -> Iterator[date]:
        """The days on which what is read may be another than the day before: a figure comes, or one holds no longer."""
        for figure in self._figures:
            yield figure.day
            yield figure.day + timedelta(days=self._holding.days(figure.provenance) + 1)

    def last_known(self, day: date) -> DailyFigure | None:
        """The latest figure up to ``day``, however old, or None."""
        at = bisect_right(self._days, day)
        return self._figures[at - 1] if at else None

    def read(self, day: date) -> DailyFigure | None:
        """The figure that holds on ``day``, or None if the account counts as unread that day."""
        figure = self.last_known(day)
        return figure if figure is not None and self.holds(figure, day) else None

    def holds(self, figure: DailyFigure, day: date) -> bool:
        """Whether one of its figures, of that day or of one before, still counts on ``day``."""
        return (day - figure.day).days <= self._holding.days(figure.provenance)


def band(values: Sequence[tuple[int | None, int | None]]) -> Band:
    """The band of several accounts on one day.

    :param values: per account that has begun, (followers read that day or None, followers last known or None).

    The lower end needs the largest network: if an unread account was last known larger than all those read, it is unknown.
    """
    read = [value for value, _ in values if value is not None]
    if not read:
        return Band(None, None)
    largest = max(read)
    unread = [known for value, known in values if value is None]
    low = None if any(known is not None and known > largest for known in unread) else largest
    return Band(low, None if unread else sum(read))


def band_on(curves: Sequence[Curve], day: date) -> Band:
    """The band of an organisation's new accounts on ``day``; an account counts from its first figure on."""
    values: list[tuple[int | None, int | None]] = []
    for curve in curves:
        known = curve.last_known(day)
        if known is not None:
            values.append((known.followers if curve.holds(known, day) else None, known.followers))
    return band(values)


def bands(curves: Sequence[Curve], first: date, last: date) -> list[DayReading]:
    """The band of each day from ``first`` to ``last``, both included; days on which nothing holds give an empty band."""
    changes = {first, *(day for curve in curves for day in curve.changes)}
    found: list[DayReading] = []
    current = Band(None, None)
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if day in changes:
            current = band_on(curves, day)
        found.append(DayReading(day, current))
    return found


def latest(curves: Sequence[Curve], today: date) -> DayReading | None:
    """The latest day with a figure on which the lower end is known, however old, with its band; None without any."""
    days = sorted({day for curve in curves for day in curve.days if day <= today}, reverse=True)
    for day in days:
        reading = DayReading(day, band_on(curves, day))
        if reading.band.low is not None:
            return reading
    return None


def share(regained: Band, baseline_followers: int | None) -> Share:
    """Recovery: the band divided by the baseline; None where either is unknown."""
    if not baseline_followers:
        return Share(None, None)
    low = None if regained.low is None else regained.low / baseline_followers
    high = None if regained.high is None else regained.high / baseline_followers
    return Share(low, high)


def growth(now: int | None, before: int | None) -> float | None:
    """By how much a lower end has grown, as a ratio; None where either is unknown, or where it began with nobody."""
    return None if now is None or not before else now / before - 1


def gained(curves: Sequence[Curve], since: date, day: date) -> Band:
    """Transfer: the band of what each account gained since ``since`` (the announcement, or the last count before it).

    An account whose first figure is later starts from that figure: what it held before it was first read is not known to
    be a gain. An account that lost followers gains nothing: the band never goes below 0.
    """
    values: list[tuple[int | None, int | None]] = []
    for curve in curves:
        known = curve.last_known(day)
        if known is None or curve.first_day is None:
            continue
        start = curve.last_known(max(since, curve.first_day))
        before = start.followers if start else 0
        read = curve.read(day)
        values.append((max(0, read.followers - before) if read else None, max(0, known.followers - before)))
    return band(values)


def index_100(figures: Mapping[date, int], departed_on: date) -> dict[date, float]:
    """Each figure as an index, 100 at the departure (the last figure up to it, else the first after it); {} if that is 0."""
    days = sorted(figures)
    if not days:
        return {}
    before = [day for day in days if day <= departed_on]
    reference = figures[before[-1] if before else days[0]]
    return {day: 100 * figures[day] / reference for day in days} if reference else {}
