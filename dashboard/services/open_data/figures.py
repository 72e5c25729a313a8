"""Daily figures: one row an account and day on which it was read. A day without a figure has no row: gaps are gaps."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

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


def listed_accounts(session: Session) -> Sequence[Any]:
    """Of every account the slug of its institution, its network, its key and its address, in the order of the files."""
    return accounts_in_order(session, AccountRow.url)


class Alike(NamedTuple):
    """Figures of an account that were read alike.

    :param head: cells of the columns before OWN; ``tail``: of those after it.
    :param lines: what is a figure's own, as daily_alike gives it.
    """

    head: tuple[str, int, str]
    lines: str
    tail: tuple[object, ...]


OWN = slice(3, 6)
"""Columns in which figures that were read alike differ: day, followers and instant."""


def _rows(session: Session, asked: Asked) -> Iterator[Row]:
    for some in _alike(session, asked):
        for _, of_account in groupby(some, key=attrgetter("head")):
            rows = ((*head, *own, *tail) for head, text, tail in of_account for own in own_of(text))
            yield from sorted(rows, key=itemgetter(OWN.start))


def _lines(session: Session, asked: Asked) -> Iterator[list[str]]:
    """The rows as CSV: of millions none is taken apart and put together, since the database has written what is a figure's own."""
    columns = FIGURES.columns
    for some in _alike(session, asked):
        heads, texts, tails = zip(*some, strict=True)
        by_account: dict[str, list[str]] = defaultdict(list)
        for head, text, tail in zip(lines(columns[: OWN.start], heads), texts, lines(columns[OWN.stop :], tails), strict=True):
            # Seconds are enough, and the day comes first: lines of one account sort by it.
            by_account[head] += [f"{head},{own[:-MICROSECONDS]}Z,{tail}" for own in text.replace(" ", "T").split("\n")]
        yield [line for of_account in by_account.values() for line in sorted(of_account)]


def _alike(session: Session, asked: Asked) -> Iterator[list[Alike]]:
    """Those of some accounts at a time, in the order of the files, without what is not handed on."""
    period = asked.period or Period(date.min, date.max)
    left_out = {(one.value, network.value) for one in Provenance for network in Network if withheld(one, network)}
    listed = iter(asked.accounts or listed_accounts(session))
    at_once = max(1, ROWS_AT_ONCE // ((period.last - period.first).days + 1))
    while some := list(islice(listed, at_once)):
        read = daily_alike(session, [key for _, _, key, _ in some], period.first, period.last)
        found = {key: list(alike) for key, alike in groupby(read, key=itemgetter(0))}
        alike = [
            Alike((slug, key, network), text, (provenance, *how, source or address))
            for slug, network, key, address in some
            for _, provenance, *how, source, text in found.get(key, ())
            if (provenance, network) not in left_out
        ]
        if alike:
            yield alike


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
