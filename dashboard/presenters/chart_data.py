"""What a chart shows, as a table for files: one column a metric, dates as ISO writes them, nothing where nothing is known."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from dashboard.charts.rows import AgeSpread, DeparturesRows
from dashboard.domain.accounts import Origin
from dashboard.domain.exit_days.tipping import Tipping
from dashboard.domain.exit_days.together import Compared
from dashboard.domain.figures import Provenance
from dashboard.domain.redistribution import WITHHELD_DIGITS, withheld
from dashboard.domain.transfer import Band, index_100, share
from dashboard.presenters.chart_columns import COMPARISON, DEPARTURES, RECOVERY, TIPPING, TOGETHER, TRANSFER, Column
from dashboard.presenters.transfer_rows import as_of, baseline_withheld
from dashboard.services.views import AccountSeries, OrganisationView

DIGITS = 6
"""Of a ratio: far finer than any band."""
Cell = str | int | float | bool | None


@dataclass(frozen=True)
class ChartTable:
    """Every row of a chart; cells in the order of the columns, days as text (2025-07-01)."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def transfer_data(view: OrganisationView, today: date) -> ChartTable:
    """Every count of one organisation, its bands since the departure, and the public notes, by day.

    Counts that may not be handed on are left out.
    """
    rows = [*_bands(view, today), *_notes(view)]
    for series in view.series:
        rows += _counts(view, series)
    rows.sort(key=lambda row: (row.day, row.network or "", row.handle or ""))
    return _columns_of(TRANSFER, rows)


def comparison_data(views: Sequence[OrganisationView], today: date) -> ChartTable:
    """The bands of several organisations since their departures, one organisation after another."""
    return _columns_of(COMPARISON, [row for view in views for row in _bands(view, today)])


def departures_data(rows: DeparturesRows) -> ChartTable:
    """How many have left by each day on which somebody leaves."""
    return _table(DEPARTURES, [{"day": day.isoformat(), "departed": n, "planned": day > rows.as_of} for day, n in rows.counts])


def recovery_data(spread: Sequence[AgeSpread]) -> ChartTable:
    """The typical recovery at each age."""
    return _table(
        RECOVERY,
        [
            {
                "age": one.age,
                "n": one.n,
                "lower_quartile": _ratio(one.lower_quartile),
                "median": _ratio(one.median),
                "upper_quartile": _ratio(one.upper_quartile),
            }
            for one in spread
        ],
    )


def tipping_data(curve: Tipping) -> ChartTable:
    """The steps of the curve of an exit day."""
    return ChartTable(TIPPING, tuple(zip(curve.levels, curve.heights, strict=True)))


def together_data(found: Sequence[Compared]) -> ChartTable:
    """Both groups at each age. In whole per cents: some of what was left behind may not be handed on, and is in the sums."""
    sides = [(one.age, name, side) for one in found for name, side in (("together", one.together), ("alone", one.alone)) if side]
    rows = [(age, name, side.n, _ratio(side.share, WITHHELD_DIGITS), _ratio(side.median, WITHHELD_DIGITS)) for age, name, side in sides]
    return ChartTable(TOGETHER, tuple(rows))


_Row = dict[str, Cell]


def _table(columns: tuple[Column, ...], rows: Sequence[_Row]) -> ChartTable:
    empty: _Row = dict.fromkeys(column.name for column in columns)
    return ChartTable(columns, tuple(tuple((empty | row).values()) for row in rows))


@dataclass(slots=True)
class _Line:
    """One line about one organisation. With slots and not frozen: a year of readings makes hundreds of them."""

    organisation: str
    day: str
    age: int | None
    network: str | None = None
    handle: str | None = None
    followers: int | None = None
    index: float | None = None
    regained_low: int | None = None
    regained_high: int | None = None
    recovery_low: float | None = None
    recovery_high: float | None = None
    baseline: int | None = None
    provenance: str | None = None
    source: str | None = None
    rounded_to: int | None = None
    flagged: bool | None = None
    note: str | None = None


def _columns_of(columns: tuple[Column, ...], lines: Iterable[_Line]) -> ChartTable:
    cells = attrgetter(*(column.name for column in columns))
    return ChartTable(columns, tuple(map(cells, lines)))


def _counts(view: OrganisationView, series: AccountSeries) -> Iterator[_Line]:
    account, day0 = series.account, view.journey.departed_on
    index = index_100({one.day: one.followers for one in series.counted}, day0) if day0 else {}
    kept_back = {provenance for provenance in Provenance if withheld(provenance, account.network)}
    for one in series.figures:
        if one.provenance in kept_back:
            continue
        yield _Line(
            *_when(view, one.day),
            network=account.network.value,
            handle=account.handle,
            followers=one.followers,
            index=round(index[one.day], 2) if one.day in index and not one.flagged else None,
            provenance=one.provenance.value,
            source=one.source or account.url,
            rounded_to=one.rounded_to,
            flagged=one.flagged,
        )


def _bands(view: OrganisationView, today: date) -> Iterator[_Line]:
    day0 = view.journey.departed_on
    if day0 is None or view.journey.planned:
        return
    left, last = view.baseline.followers if view.baseline else None, as_of(view, today)
    baseline, digits = (None, WITHHELD_DIGITS) if baseline_withheld(view) else (left, DIGITS)
    read = {one.day for each in view.series if each.account.origin is Origin.DESTINATION for one in each.counted}
    before: Band | None = None
    for one in view.bands:
        # Where nobody is read every day, the days in between would say the same again and again.
        if one.band == before and one.day not in read:
            continue
        before = one.band
        low, high = one.band.low, one.band.high
        if day0 <= one.day <= last and not (low is None and high is None):
            recovery = share(one.band, left)
            yield _Line(
                *_when(view, one.day),
                regained_low=low,
                regained_high=high,
                recovery_low=_ratio(recovery.low, digits),
                recovery_high=_ratio(recovery.high, digits),
                baseline=baseline,
            )


def _notes(view: OrganisationView) -> Iterator[_Line]:
    for one in view.annotations:
        yield _Line(*_when(view, one.on), note=one.text, source=one.source or None)


def _when(view: OrganisationView, day: date) -> tuple[str, str, int | None]:
    day0 = view.journey.departed_on
    return view.organisation.slug, day.isoformat(), (day - day0).days if day0 else None


def _ratio(ratio: float | None, digits: int = DIGITS) -> float | None:
    return None if ratio is None else round(ratio, digits)
