"""Daily figures: one row an account and day on which it was read. A day without a figure has no row: gaps are gaps."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import islice

from sqlmodel import Session

from dashboard.domain.errors import N_
from dashboard.domain.figures import Precision, Provenance
from dashboard.domain.networks import Network
from dashboard.domain.people import Role
from dashboard.domain.redistribution import withheld
from dashboard.services.open_data.accounts import NETWORK, OF, accounts_in_order
from dashboard.services.open_data.tables import Asked, Column, Period, Row, Table, Type
from db import open_data
from db.open_data import Daily, Span

TEXT = Type.STRING
AT_ONCE = 100
"""Accounts whose figures are in memory together."""
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


def _rows(session: Session, asked: Asked) -> Iterator[Row]:
    period = asked.period or Period(date.min, date.max)
    everyone = ((slug, row.id or 0, row.network, row.url) for slug, row in accounts_in_order(session))
    while some := list(islice(everyone, AT_ONCE)):
        by_account: dict[int, list[Daily]] = defaultdict(list)
        for one in open_data.daily(session, [key for _, key, _, _ in some], period.first, period.last):
            by_account[one.account_id].append(one)
        for slug, key, network, address in some:
            left_out = {each.value for each in Provenance if withheld(each, Network(network))}
            for one in by_account.get(key, ()):
                if one.provenance not in left_out:
                    yield (
                        *(slug, key, network, one.day, one.followers, one.at, one.provenance, one.precision),
                        *(one.rounded_to, one.flagged, one.role, one.source or address),
                    )


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
    key=("account", "day"),
    references=(("account", "accounts", "account"), ("organisation", "organisations", "slug")),
)
