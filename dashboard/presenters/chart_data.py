"""What a chart shows, as a table for files: one column a metric, dates as ISO writes them, nothing where nothing is known."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from dashboard.charts.rows import AgeSpread, DeparturesRows
from dashboard.domain.accounts import Origin
from dashboard.domain.exit_days.tipping import Tipping
from dashboard.domain.exit_days.together import Compared
from dashboard.domain.figures import Holding, Provenance, by_column
from dashboard.domain.redistribution import WITHHELD_DIGITS, withheld
from dashboard.domain.transfer import Band, Curve, index_100, share
from dashboard.presenters.chart_columns import COMPARISON, DEPARTURES, RECOVERY, TIPPING, TOGETHER, TRANSFER, Column
from dashboard.presenters.chart_table import Block, Cell, ChartTable
from dashboard.presenters.transfer_rows import as_of, baseline_withheld
from dashboard.services.views import AccountSeries, OrganisationView

DIGITS = 6
"""Of a ratio: far finer than any band."""


def transfer_data(view: OrganisationView, today: date, holding: Holding) -> ChartTable:
    """Every count of one organisation, its bands since the departure, and the public notes, by day.

    Counts that may not be handed on are left out.

    :param holding: for how many days a figure stands: the index is counted from the one that does on the day of the departure.
    """
    when, bands = _bands(view, today)
    blocks: list[Block] = [(*when, *_NO_ACCOUNT, *bands, *_NO_COUNT)]
    if noted := view.annotations:
        sources, texts = list[Cell](one.source or None for one in noted), list[Cell](one.text for one in noted)
        blocks.append((*_when(view, [one.on for one in noted]), *_NO_ACCOUNT, *_NO_BAND, None, sources, None, None, texts))
    accounts = sorted(view.series, key=lambda one: (one.account.network, one.account.handle))
    blocks += [_counts(view, one, holding) for one in accounts if one.figures]
    return ChartTable(TRANSFER, blocks, by=_DAY)


def comparison_data(views: Sequence[OrganisationView], today: date) -> ChartTable:
    """The bands of several organisations since their departures, one organisation after another."""
    return ChartTable(COMPARISON, [(*when, *bands) for when, bands in (_bands(view, today) for view in views)])


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
    return ChartTable(TIPPING, [(list(curve.levels), list(curve.heights))])


def together_data(found: Sequence[Compared]) -> ChartTable:
    """Both groups at each age. In whole per cents: some of what was left behind may not be handed on, and is in the sums."""
    sides = [(one.age, name, side) for one in found for name, side in (("together", one.together), ("alone", one.alone)) if side]
    rows = [(age, name, side.n, _ratio(side.share, WITHHELD_DIGITS), _ratio(side.median, WITHHELD_DIGITS)) for age, name, side in sides]
    return ChartTable(TOGETHER, [_columns(rows, len(TOGETHER))])


def _table(columns: tuple[Column, ...], rows: Sequence[dict[str, Cell]]) -> ChartTable:
    return ChartTable(columns, [[[row.get(column.name) for row in rows] for column in columns]])


# Columns of TRANSFER tell of the day, the account, the band and the count.
_NO_ACCOUNT, _NO_BAND, _NO_COUNT = (None,) * 4, (None,) * 5, (None,) * 5
_DAY, _UNKNOWN = 1, Band(None, None)
_text = lru_cache(maxsize=4096)(date.isoformat)  # many accounts are read on the same days


def _when(view: OrganisationView, days: Sequence[date]) -> Block:
    """The first three columns, of rows of these days."""
    day0 = view.journey.departed_on
    zero = day0.toordinal() if day0 else 0
    return view.organisation.slug, list(map(_text, days)), [day.toordinal() - zero for day in days] if day0 else None


def _counts(view: OrganisationView, series: AccountSeries, holding: Holding) -> Block:
    account, day0 = series.account, view.journey.departed_on
    kept_back = [provenance for provenance in Provenance if withheld(provenance, account.network)]
    shown = by_column([one for one in series.figures if one.provenance not in kept_back])
    index = index_100(Curve(series.figures, holding), day0) if day0 else {}
    return (
        *_when(view, shown.day),
        *(account.network.value, account.handle),
        list(shown.followers),
        list(map(index.get, shown.day)),
        *_NO_BAND,
        _alike(list(map(str, shown.provenance))),
        _alike([source or account.url for source in shown.source]),
        _alike(list(shown.rounded_to)),
        _alike(list(shown.flagged)),
        None,
    )


def _alike(cells: list[Cell]) -> list[Cell] | Cell:
    """The one cell of a column, where all are the same."""
    return cells[0] if cells and cells.count(cells[0]) == len(cells) else cells


def _bands(view: OrganisationView, today: date) -> tuple[Block, Block]:
    """What tells the day, and what tells the band, of every day on which it changes or a new account was read."""
    left, last = view.baseline.followers if view.baseline else None, as_of(view, today)
    baseline, digits = (None, WITHHELD_DIGITS) if baseline_withheld(view) else (left, DIGITS)
    read = sorted({day for each in view.series if each.account.origin is Origin.DESTINATION for day in each.columns.day})
    day0, days, bands = view.journey.departed_on, list[date](), list[tuple[Cell, ...]]()
    for first, until, band in () if view.journey.planned else view.stretches:
        if day0 is None or band == _UNKNOWN:
            continue
        low, high = share(band, left)
        cells = (*band, _ratio(low, digits), _ratio(high, digits))
        shown = [day for day in (first, *read[bisect_right(read, first) : bisect_right(read, until)]) if day0 <= day <= last]
        days += shown
        bands += [cells] * len(shown)
    return _when(view, days), (*_columns(bands, 4), baseline)


def _columns(rows: Sequence[Sequence[Cell]], n: int) -> list[list[Cell]]:
    return [list(cells) for cells in zip(*rows, strict=True)] or [[] for _ in range(n)]


def _ratio(ratio: float | None, digits: int = DIGITS) -> float | None:
    return None if ratio is None else round(ratio, digits)
