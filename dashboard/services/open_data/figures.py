"""Daily figures: one row an account and day on which it was read. A day without a figure has no row: gaps are gaps."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from sqlmodel import Session

from dashboard.domain.errors import N_
from dashboard.domain.figures import Precision, Provenance
from dashboard.domain.networks import Network
from dashboard.domain.people import Role
from dashboard.domain.redistribution import withheld
from dashboard.services.open_data.accounts import NETWORK, OF, accounts_in_order
from dashboard.services.open_data.cells import lines
from dashboard.services.open_data.tables import Asked, Column, Period, Row, Table, Type
from db.daily_alike import daily_alike, own_of
from db.open_data import Span
from db.tables import AccountRow

TEXT = Type.STRING
MICROSECONDS = len(".000000")
ROWS_AT_ONCE = 20_000
"""Daily figures in memory together."""
LARGEST_FILE = 150_000
"""Daily figures that a file holds at most: of years that would hold more, each month is a file (20 MB, which a spreadsheet still opens)."""
PROVENANCE = Column("provenance", TEXT, N_("Where the figure comes from, api being the network itself."), True, members=Provenance)
PRECISION = Column("precision", TEXT, N_("Whether the source gave the exact number or a rounded one."), True, members=Precision)
ROUNDED = Column("rounded_to", Type.INTEGER, N_("Of a rounded figure, to the nearest how many, where that is known."), minimum=2)
ROLE = Column("role", TEXT, N_("In what capacity somebody brought it; empty for what was read by itself. Nobody is named."), members=Role)


def periods(spans: list[Span], *, largest: int = LARGEST_FILE) -> list[Period]:
    """The files: one a calendar year, or one a month of it.

    Decided by the days that the accounts span, not by the figures on them: counting those would read them all. A year that is over
    keeps its form unless older figures are brought.
    """
    if not spans:
        return []
    days: dict[int, int] = defaultdict(int)
    for first, last in spans:
        for year in range(first.year, last.year + 1):
            days[year] += (min(last, date(year, 12, 31)) - max(first, date(year, 1, 1))).days + 1
    found: list[Period] = []
    for year in sorted(days):
        starts = [date(year, month, 1) for month in range(1, 13)] if days[year] > largest else [date(year, 1, 1)]
        ends = [*(date.fromordinal(start.toordinal() - 1) for start in starts[1:]), date(year, 12, 31)]
        found += [Period(*both) for both in zip(starts, ends, strict=True)]
    # Of the first year and the last, months in which nothing was read yet are no files.
    began, ended = min(span.first for span in spans), max(span.last for span in spans)
    return [one for one in found if one.last >= began and one.first <= ended]


def name_of(period: Period) -> str:
    """``figures_2025``, or ``figures_2025_06`` for a month."""
    whole = (period.first.month, period.last.month) == (1, 12)
    return f"figures_{period.first.year}" if whole else f"figures_{period.first:%Y_%m}"


class Listed(NamedTuple):
    """An account as the files of figures name it.

    :param cells: of the columns before OWN; ``head``: the same as CSV.
    :param address: its source where a figure has none of its own; ``source``: the same as CSV.
    """

    cells: tuple[str, int, str]
    head: str
    address: str | None
    source: str


def listed_accounts(session: Session) -> Sequence[Listed]:
    """Every account in the order of the files: a process that writes many of them asks, and writes their cells, once."""
    columns, found = FIGURES.columns, accounts_in_order(session, AccountRow.url)
    cells, addresses = [(slug, key, network) for slug, network, key, _ in found], [address for *_, address in found]
    heads, sources = lines(columns[: OWN.start], cells), lines(columns[-1:], [(address,) for address in addresses])
    return [Listed(*one) for one in zip(cells, heads, addresses, sources, strict=True)]


class Alike(NamedTuple):
    """Figures of an account that were read alike.

    :param how: cells of the columns between OWN and the source; ``source``: None where that is the address of the account.
    :param text: what is a figure's own, a line each, as daily_alike gives it.
    """

    how: tuple[object, ...]
    source: str | None
    text: str


OWN = slice(3, 6)
"""Columns in which figures that were read alike differ: day, followers and instant."""


def _rows(session: Session, asked: Asked) -> Iterator[Row]:
    for some in _alike(session, asked):
        for one, of_account in some:
            rows = ((*one.cells, *own, *how, source or one.address) for how, source, text in of_account for own in own_of(text))
            yield from sorted(rows, key=itemgetter(OWN.start))


def _lines(session: Session, asked: Asked) -> Iterator[list[str]]:
    """The rows as CSV: of millions none is taken apart and put together, since the database has written what is a figure's own."""

    @cache
    def tail(how: tuple[object, ...]) -> str:
        return lines(FIGURES.columns[OWN.stop : -1], [how])[0]

    @cache
    def cited(source: str) -> str:
        return lines(FIGURES.columns[-1:], [(source,)])[0]

    for some in _alike(session, asked):
        written: list[str] = []
        for one, of_account in some:
            its: list[str] = []
            for how, source, text in of_account:
                end = f"Z,{tail(how)},{cited(source) if source else one.source}"
                its += [f"{one.head},{own[:-MICROSECONDS]}{end}" for own in text.replace(" ", "T").split("\n")]
            # Seconds are enough, and the day comes first: lines of one account sort by it.
            its.sort()
            written += its
        yield written


def _alike(session: Session, asked: Asked) -> Iterator[list[tuple[Listed, Sequence[Alike]]]]:
    """Those of some accounts at a time, in the order of the files, without what is not handed on."""
    period = asked.period or Period(date.min, date.max)
    left_out = {(one.value, network.value) for one in Provenance for network in Network if withheld(one, network)}
    listed = iter(asked.accounts or listed_accounts(session))
    at_once = max(1, ROWS_AT_ONCE // ((period.last - period.first).days + 1))
    while some := {one.cells[1]: one for one in islice(listed, at_once)}:
        found: dict[int, list[Alike]] = {key: [] for key in some}
        for key, provenance, *how, source, text in daily_alike(session, some, period.first, period.last):
            if (provenance, some[key].cells[2]) not in left_out:
                found[key].append(Alike((provenance, *how), source, text))
        yield [(one, found[key]) for key, one in some.items() if found[key]]


FIGURES = Table(
    "figures",
    N_("Daily figures"),
    N_("The figure that stands for each account on each day (UTC) on which it was read: the most trustworthy source, then the latest."),
    (
        OF,
        Column("account", Type.INTEGER, N_("Number of the account in this register."), True),
        NETWORK,
        Column("day", Type.DATE, N_("Day of the figure (UTC)."), True),
        Column("followers", Type.INTEGER, required=True, minimum=0),
        Column("at", Type.DATETIME, N_("Instant of the figure; noon where only the day is known."), True),
        PROVENANCE,
        PRECISION,
        ROUNDED,
        Column("flagged", Type.BOOLEAN, N_("Waits for a person or was set aside by one: it counts in no standing."), True),
        ROLE,
        Column("source", TEXT, N_("Where the figure can be checked.")),
    ),
    _rows,
    _lines,
    key=("account", "day"),
    references=(("account", "accounts", "account"), ("organisation", "organisations", "slug")),
)
