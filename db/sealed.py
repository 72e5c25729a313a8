"""Everything in the database that depends on the secret keys: what is sealed, and what is kept as a digest."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, func, select, update
from sqlmodel import Session, SQLModel

from db.tables import AttemptRow, FactorRow, GrantRow, MastodonAppRow, PairRow, RecoveryCodeRow, TicketRow, XTokenRow
from db.vault import FORM, KeyProblem, Vault


@dataclass(frozen=True)
class Place:
    """A column of a table whose rows have an integer key."""

    row: type[SQLModel]
    name: str

    @property
    def table(self) -> Table:
        """Its table."""
        found: Table = self.row.__table__  # type: ignore[attr-defined]
        return found

    @property
    def column(self) -> ColumnElement[Any]:
        """Itself."""
        return self.table.c[self.name]


@dataclass(frozen=True)
class Batch:
    """What became of the next few rows.

    :param last: key of the last one, from which to go on.
    :param stuck: how many could not be opened: their key is missing, or they were altered.
    """

    last: int
    done: int
    stuck: int


SEALED = (
    Place(GrantRow, "token"),
    Place(MastodonAppRow, "secret"),
    Place(FactorRow, "secret"),
    Place(TicketRow, "payload"),
    Place(XTokenRow, "token"),
)
"""Sealed, each bound to its row as ``table:id``."""
CODES = Place(RecoveryCodeRow, "digest")
PAIRS = Place(PairRow, "digest")
DIGESTS = (CODES, PAIRS, Place(TicketRow, "digest"), Place(AttemptRow, "who"))
"""A digest cannot be made anew without what it is the digest of. Tickets and attempts pass within days; recovery codes stay, and so
does the list of people who agreed to be found, until it is imported anew."""


def left(session: Session, vault: Vault, place: Place) -> int:
    """How many are sealed under another key than the one that seals now."""
    return int(session.connection().execute(select(func.count()).select_from(place.table).where(*_others(vault, place))).scalar_one())


def reseal(session: Session, vault: Vault, place: Place, *, after: int, limit: int) -> Batch | None:
    """Seal the next few, by key, under the key that seals now; None where there are no more."""
    query = select(place.table.c.id, place.column).where(place.table.c.id > after, *_others(vault, place))
    rows = session.connection().execute(query.order_by(place.table.c.id).limit(limit)).all()
    done = 0
    for key, sealed in rows:
        bound_to = f"{place.table.name}:{key}"
        try:
            renewed = vault.seal(vault.open(sealed, bound_to), bound_to)
        except KeyProblem:
            continue
        session.connection().execute(update(place.table).where(place.table.c.id == key).values({place.name: renewed}))
        done += 1
    return Batch(int(rows[-1][0]), done, len(rows) - done) if rows else None


def by_key(session: Session, place: Place, now: datetime) -> Mapping[str, int]:
    """How many depend on each key; what can no longer be used is left out."""
    query = select(place.column).where(place.column.is_not(None), place.column != "", *_usable(place, now))
    beginning = f"{FORM}." if place in SEALED else ""
    texts = session.connection().execution_options(yield_per=1_000).execute(query).scalars()
    return Counter(str(text).removeprefix(beginning).partition(".")[0] for text in texts)


def _others(vault: Vault, place: Place) -> tuple[ColumnElement[bool], ...]:
    return place.column.is_not(None), place.column != "", place.column.not_like(f"{FORM}.{vault.sealing}.%")


def _usable(place: Place, now: datetime) -> tuple[ColumnElement[bool], ...]:
    columns = place.table.c
    if place.row is TicketRow:
        return columns.used_at.is_(None), columns.expires_at > now
    return (columns.used_at.is_(None),) if place.row is RecoveryCodeRow else ()
