"""Transfer: what was regained on the new networks, compared with the audience left behind (DESIGN.md 3.1 and 3.2).

Gaps are gaps: nothing here fills one. A figure holds a few days (figures.Holding), then its account counts as unread.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import zip_longest
from operator import attrgetter, itemgetter
from typing import NamedTuple

from dashboard.domain.figures import DailyFigure, Holding, Provenance


class Band(NamedTuple):
    """Audience regained on one day: at least ``low`` people, at most ``high``.

    One person may follow on two networks, so the truth lies between the largest network and the sum of all of them.

    :param low: followers of the largest network, or None if it was not read.
    :param high: sum of all networks, or None if one of them was not read: no sum without all its terms.
    """

    low: int | None
    high: int | None


class Share(NamedTuple):
    """A band as a ratio of the baseline; None where unknown."""

    low: float | None
    high: float | None


class DayReading(NamedTuple):
    """The band of one day."""

    day: date
    band: Band


class Stretch(NamedTuple):
    """Days, both included, of which each has the same band."""

    first: date
    last: date
    band: Band


Value = tuple[int | None, int | None]
"""Of one account on one day: followers read, or None where it counts as unread; followers last known."""
_DAY = timedelta(days=1)


class Curve:
    """The daily figures of one account, for look-ups by day; flagged ones are as if they had not been read."""

    def __init__(self, figures: Iterable[DailyFigure], holding: Holding = Holding()) -> None:
        self._figures = sorted([one for one in figures if not one.flagged], key=attrgetter("day"))
        self._days = [figure.day for figure in self._figures]
        self._holding = holding

    @property
    def first_day(self) -> date | None:
        """The first day with a figure; the account does not count before it."""
        return self._days[0] if self._days else None

    @property
    def figures(self) -> Sequence[DailyFigure]:
        """Its figures, in order."""
        return self._figures

    @property
    def days(self) -> list[date]:
        """Days with a figure of their own, in order."""
        return self._days

    @property
    def steps(self) -> Iterator[tuple[date, Value]]:
        """Its value from each day on which that may be another than the day before: a figure comes, or one holds no longer."""
        lasts = _lasts(self._holding)
        for figure, following in zip_longest(self._figures, self._days[1:]):
            day, followers = figure.day, figure.followers
            yield day, (followers, followers)
            unread = day + lasts[figure.provenance]
            if following is None or following > unread:
                yield unread, (None, followers)

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


@cache
def _lasts(holding: Holding) -> Mapping[Provenance, timedelta]:
    """From the day of a figure to the first on which its account counts as unread."""
    return {one: timedelta(days=holding.days(one) + 1) for one in Provenance}


def band(values: Collection[Value]) -> Band:
    """The band of several accounts on one day.

    :param values: of each account that has begun.

    The lower end needs the largest network: if an unread account was last known larger than all those read, it is unknown.
    """
    read = [value for value, _ in values if value is not None]
    if not read:
        return Band(None, None)
    largest = max(read)
    if len(read) == len(values):
        return Band(largest, sum(read))
    unread = [known for value, known in values if value is None]
    return Band(None if any(known is not None and known > largest for known in unread) else largest, None)


def band_on(curves: Sequence[Curve], day: date) -> Band:
    """The band of an organisation's new accounts on ``day``; an account counts from its first figure on."""
    values: list[Value] = []
    for curve in curves:
        known = curve.last_known(day)
        if known is not None:
            values.append((known.followers if curve.holds(known, day) else None, known.followers))
    return band(values)


def stretches(curves: Sequence[Curve], first: date, last: date) -> list[Stretch]:
    """The band of each day from ``first`` to ``last``, both included, as stretches of the same; where nothing holds it is empty."""
    steps = sorted([(day, place, value) for place, curve in enumerate(curves) for day, value in curve.steps], key=itemgetter(0))
    values: dict[int, Value] = {}
    found: list[Stretch] = []
    since = first
    for day, place, value in steps:
        if day > last:
            break
        if day > since:
            _lengthen(found, Stretch(since, day - _DAY, band(values.values())))
            since = day
        values[place] = value
    if first <= last:
        _lengthen(found, Stretch(since, last, band(values.values())))
    return found


def _lengthen(found: list[Stretch], more: Stretch) -> None:
    """Add a stretch to those before it; the same band goes on where it is."""
    if found and found[-1].band == more.band:
        more = Stretch(found.pop().first, more.last, more.band)
    found.append(more)


def by_day(found: Iterable[Stretch]) -> Iterator[DayReading]:
    """The band of each day of some stretches."""
    for one in found:
        for ordinal in range(one.first.toordinal(), one.last.toordinal() + 1):
            yield DayReading(date.fromordinal(ordinal), one.band)


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
    values: list[Value] = []
    for curve in curves:
        known = curve.last_known(day)
        if known is None or curve.first_day is None:
            continue
        start = curve.last_known(max(since, curve.first_day))
        before = start.followers if start else 0
        read = curve.read(day)
        values.append((max(0, read.followers - before) if read else None, max(0, known.followers - before)))
    return band(values)


def index_100(curve: Curve, departed_on: date) -> dict[date, float]:
    """Each figure as an index, 100 for the one that holds on the day of the departure; {} if none does, or if that is 0."""
    reference = curve.read(departed_on)
    if reference is None or not reference.followers:
        return {}
    return {one.day: 100 * one.followers / reference.followers for one in curve.figures}
