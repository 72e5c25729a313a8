"""The table under the chart: one row a week back from the newest reading. A day without a reading says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.charts.sentences import share
from dashboard.domain.accounts import Origin
from dashboard.domain.figures import Holding
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.transfer import Band, Curve
from dashboard.i18n import Words
from dashboard.services.views import AccountSeries, OrganisationView

EVERY_DAYS = 7
SHOWN = 6
"""Rows shown at once; the older ones are folded."""
MOST = 110
"""Two years of weeks; the CSV has everything."""


@dataclass(frozen=True)
class Column:
    """One account; ``handle`` only where a network has several."""

    network: Network
    handle: str
    declared: bool


@dataclass(frozen=True)
class Row:
    """One day; a figure that was not read is None."""

    day: date
    age: int | None
    figures: tuple[str | None, ...]
    low: str | None
    high: str | None
    share: str | None


@dataclass(frozen=True)
class Readings:
    """The whole table, newest first."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def first_rows(self) -> tuple[Row, ...]:
        """The rows shown at once."""
        return self.rows[:SHOWN]

    @property
    def older_rows(self) -> tuple[Row, ...]:
        """The folded ones."""
        return self.rows[SHOWN:]


def readings(words: Words, view: OrganisationView, holding: Holding) -> Readings:
    """The table of an organisation; without rows if nothing was read."""
    series = _shown(view)
    curves = [Curve(one.figures, holding) for one in series]
    days = _weeks(curves, view)
    bands = {one.day: one.band for one in view.bands}
    baseline = view.baseline.followers if view.baseline else None
    day0 = view.journey.departed_on
    rows = []
    for day in days:
        figures = tuple(words.number(one.followers) if (one := curve.read(day)) else None for curve in curves)
        band = bands.get(day, Band(None, None))
        rows.append(
            Row(
                day=day,
                age=(day - day0).days if day0 else None,
                figures=figures,
                low=_number(words, band.low),
                high=_number(words, band.high),
                share=_share(words, band, baseline),
            )
        )
    return Readings(tuple(_column(one, series) for one in series), tuple(rows))


def _shown(view: OrganisationView) -> list[AccountSeries]:
    """New accounts; the one being left only while it is not left yet."""
    still_there = view.journey.departed_on is None or view.journey.planned
    return [one for one in view.series if one.figures and (still_there or one.account.origin is Origin.DESTINATION)]


def _column(one: AccountSeries, series: Sequence[AccountSeries]) -> Column:
    several = sum(other.account.network is one.account.network for other in series) > 1
    return Column(one.account.network, one.account.handle if several else "", not FACTS[one.account.network].collected)


def _weeks(curves: Sequence[Curve], view: OrganisationView) -> list[date]:
    read = [day for curve in curves for day in curve.days]
    if not read:
        return []
    first, last = min(read), max(read)
    day0 = view.journey.departed_on
    if day0 and day0 <= last:
        first = max(first, day0)
    return [last - timedelta(days=EVERY_DAYS * n) for n in range(min(MOST, (last - first).days // EVERY_DAYS + 1))]


def _number(words: Words, value: int | None) -> str | None:
    return None if value is None else words.number(value)


def _share(words: Words, band: Band, baseline: int | None) -> str | None:
    if band.low is None or not baseline:
        return None
    high = None if band.high is None else band.high / baseline
    return words.range(band.low / baseline, high, lambda ratio: share(words, ratio))
