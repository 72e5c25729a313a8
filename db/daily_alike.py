"""Daily figures that were read alike, as one row: one with a dozen cells for each of them would take twice as long."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import String, bindparam, cast, func, select
from sqlmodel import Session, col

from db.chunks import chunks
from db.day_arithmetic import day_of, day_text, instant_text
from db.tables import DailyRow, SourceRow
from db.types import instant_of

_ALIKE = ("account_id", "provenance", "precision", "rounded_to", "flagged", "role")


def daily_alike(session: Session, account_ids: Iterable[int], first: date, last: date) -> Iterator[Sequence[Any]]:
    """The daily figures of some accounts between two days, both included, by account.

    Each row with account, provenance, precision, to how many they are rounded, whether they are flagged, role, source (None where that is
    the account's own address), and a line a figure, in any order: its day, its followers and its instant as SQLite stores it, with commas.
    """
    query = _query(session.get_bind().dialect.name)
    for some in chunks(account_ids):
        yield from session.connection().execute(query, {"accounts": some, "first": first, "last": last}).all()


def own_of(lines: str) -> Iterable[tuple[Any, ...]]:
    """Day, followers and instant of each of such lines."""
    cells = lines.replace("\n", ",").split(",")
    return zip(map(day_of, cells[::3]), map(int, cells[1::3]), map(instant_of, cells[2::3]), strict=True)


@cache  # to build it takes as long as to ask it
def _query(dialect: str) -> Any:
    alike: list[Any] = [*(getattr(DailyRow, name) for name in _ALIKE), col(SourceRow.text)]
    line = day_text(dialect, col(DailyRow.day)) + "," + cast(DailyRow.followers, String) + "," + instant_text(dialect, col(DailyRow.at))
    return (
        select(*alike, func.aggregate_strings(line, "\n"))
        .select_from(DailyRow)
        .join(SourceRow, col(DailyRow.source_id) == SourceRow.id, isouter=True)
        .where(col(DailyRow.account_id).in_(bindparam("accounts", expanding=True)))
        .where(DailyRow.day >= bindparam("first"), DailyRow.day <= bindparam("last"))
        .group_by(*alike)
        .order_by(col(DailyRow.account_id))
    )
