"""One way of looking at one organisation's figures: what is shown and in which unit, for readers of any language on any page."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import overload

from dashboard.charts.drawing import X
from dashboard.charts.frame import round_steps
from dashboard.charts.read_days import at_departure
from dashboard.charts.rows import BandPoint, Gap, Line, Point, TransferRows
from dashboard.charts.sentences import share
from dashboard.charts.theme import Theme
from dashboard.domain.networks import Network
from dashboard.domain.views import Measure, TimeAxis
from dashboard.i18n import Words

BEFORE_DAYS = 90
"""Days before the departure that are always worth showing; a longer story since the departure shows more."""
HELD_ROOM = 1.5
"""A figure that does not count is drawn at the upper edge if it is that many times higher than all that do."""


@dataclass(frozen=True)
class View:
    """Rows seen through a measure, an axis and a theme. Nothing here draws, and nothing here is in words."""

    rows: TransferRows
    measure: Measure
    axis: TimeAxis
    theme: Theme

    @cached_property
    def last(self) -> date:
        """The last day shown."""
        return max(self.rows.as_of, self.rows.departed_on or self.rows.as_of)

    @cached_property
    def first(self) -> date:
        """The first day shown: the first figure, but not long before the departure."""
        days = [line.points[0].day for line in self.rows.lines if line.points]
        first = min([*days, *filter(None, [self.rows.departed_on])], default=self.last)
        day0 = self.rows.departed_on or self.rows.as_of
        before = 30 if self.axis is TimeAxis.DAYS else max(BEFORE_DAYS, (self.last - day0).days)
        if self.rows.departed_on is None:
            before = 365
        return min(max(first, day0 - timedelta(days=before)), self.last - timedelta(days=7))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Lines with what is shown of them: no reading of the account left between the departure and a return."""
        shown = [self._shown(line) for line in self.rows.lines]
        return tuple(line for line in shown if line.points and (self.measure is not Measure.INDEX or self.unit(line)))

    @cached_property
    def gaps(self) -> list[tuple[Line, Gap]]:
        """Gaps in the lines of new networks that are read by themselves, but for short ones; the longest first."""
        least = 0.01 * max(1, (self.last - self.first).days)
        shown = [line for line in self.lines if not line.origin and not line.declared]
        gaps = [(line, gap) for line in shown for gap in line.unread(self.rows.holding) if (gap.last - gap.first).days >= least]
        return sorted(gaps, key=lambda pair: (pair[1].first - pair[1].last, pair[1].first))

    @cached_property
    def band(self) -> tuple[BandPoint, ...]:
        """The band where there is one: shown as such only if two networks or more may overlap."""
        if self.measure is Measure.INDEX or len(self.rows.destinations) < 2:
            return ()
        return self.rows.since_departure

    def held(self, line: Line) -> list[tuple[Point, float]]:
        """Figures of ``line`` that do not count, with their values in the unit of the measure; none where it has no unit."""
        unit = self.unit(line)
        return [(point, point.value / unit) for point in line.held if self._shows(line, point.day)] if unit else []

    def _shown(self, line: Line) -> Line:
        start, end = bisect_left(line.days, self.first), bisect_right(line.days, self.rows.as_of)
        points, left, back = line.points[start:end], self.rows.departed_on, self.rows.returned_on
        if line.origin and left is not None:
            stays = bisect_right(line.days, left, start, end)
            again = end if back is None else bisect_left(line.days, back, stays, end)
            points = line.points[start:stays] + line.points[again:end]
        # The same line knows its gaps already.
        return line if len(points) == len(line.points) else replace(line, points=points)

    def _shows(self, line: Line, day: date) -> bool:
        if not self.first <= day <= self.rows.as_of:
            return False
        left, back = self.rows.departed_on, self.rows.returned_on
        return not line.origin or left is None or day <= left or (back is not None and day >= back)

    def unit(self, line: Line) -> float | None:
        """What counts as 1 of the measure for this line: 1 follower, 1 % of the baseline, or 1 % of the line at departure."""
        if self.measure is Measure.VALUES:
            return 1
        if self.measure is Measure.SHARE:
            return (self.rows.baseline or 0) / 100 or None
        # Of the whole line: the figure may be older than the first day shown.
        return self._at_departure.get((line.network, line.handle), 0) / 100 or None

    @cached_property
    def _at_departure(self) -> Mapping[tuple[Network, str], int]:
        return at_departure(self.rows)

    def errors(self, line: Line) -> dict[Point, float]:
        """Half of what each rounded point is rounded to, in the unit of the measure: it lies that far off at most."""
        unit = self.unit(line) or 1
        return {point: point.rounded_to / 2 / unit for point in line.points if point.rounded_to}

    @overload
    def total(self, followers: int) -> float: ...

    @overload
    def total(self, followers: int | None) -> float | None: ...

    def total(self, followers: int | None) -> float | None:
        """A count over several networks in the unit of the measure (followers or %); None where it is not known."""
        if followers is None or self.measure is not Measure.SHARE or not self.rows.baseline:
            return followers
        return 100 * followers / self.rows.baseline

    @cached_property
    def baseline(self) -> float | None:
        """The level of the audience left behind in the unit of the measure."""
        if not self.rows.baseline or self.rows.departed_on is None or self.rows.planned:
            return None
        return self.rows.baseline if self.measure is Measure.VALUES else 100.0

    def x(self, day: date) -> date | int:
        """A day on the horizontal axis."""
        if self.axis is TimeAxis.DAYS and self.rows.departed_on:
            return (day - self.rows.departed_on).days
        return day

    def xs(self, points: Iterable[Point]) -> list[X]:
        """The days of many points on the horizontal axis."""
        if self.axis is TimeAxis.CALENDAR:
            return [point.day for point in points]
        return [self.x(point.day) for point in points]

    @cached_property
    def highest(self) -> float:
        """The largest value to be drawn."""
        values = [max([point.value for point in line.points]) / (self.unit(line) or 1) for line in self.lines]
        values += [point.value / (self.unit(line) or 1) + error for line in self.lines for point, error in self.errors(line).items()]
        values += [self.total(max([point.high or 0 for point in self.band], default=0))]
        highest = max([*values, self.baseline or 0], default=0)
        # One that does not count makes room for itself, but does not press all others flat.
        held = [value for line in self.rows.lines for _, value in self.held(line) if value <= HELD_ROOM * highest]
        return max([highest, *held])

    def said(self, followers: float, words: Words) -> str:
        """A count in words, as sentences and tables have it: followers, or their share of the audience left behind."""
        if self.measure is Measure.SHARE and self.rows.baseline:
            return share(words, followers / self.rows.baseline)
        return words.number(followers)

    @cached_property
    def ticks(self) -> tuple[int, ...]:
        """Values of the grid lines, from 0 to the highest value (give or take 0.5 %): about five round steps."""
        return round_steps(self.highest / 1.005)
