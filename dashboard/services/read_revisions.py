"""Read, in a second for ten thousand institutions, what tells whether anything public about one of them has changed."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func
from sqlmodel import Session, SQLModel, col, select

from db.engine import Database
from db.tables import (
    AccountProofRow,
    AccountRow,
    AliasRow,
    AnnotationRow,
    BaselineRow,
    CampaignRow,
    ClaimRow,
    DepartureRow,
    ExitDayEventRow,
    ExitDayListedRow,
    ExitDayRow,
    FlagRow,
    ObservationRow,
    OrganisationRow,
    PastStandingRow,
    PledgeNamedRow,
    PledgeRow,
    PressFigureRow,
    StandingRow,
)

WHOLE: tuple[type[SQLModel], ...] = (StandingRow, AccountRow, DepartureRow, ClaimRow, AnnotationRow, PressFigureRow, BaselineRow)
"""Tables whose rows say whose they are. Figures are not among them: whatever writes one moves the revision of the standing."""
OF_ACCOUNTS: tuple[type[SQLModel], ...] = (ObservationRow, AccountProofRow, FlagRow)
OF_EXIT_DAYS: tuple[type[SQLModel], ...] = (CampaignRow, ExitDayRow, ExitDayEventRow, ExitDayListedRow, PledgeNamedRow)
UNSEEN = frozenset({"due_at"})
"""Columns that change without anything to be seen: when an account will be read again."""


@dataclass(frozen=True)
class Revisions:
    """Fingerprints of what is known, as texts to be compared.

    :param organisations: by slug.
    :param everywhere: of what stands on the charts of every organisation: the notes on the whole movement.
    :param beside: of what belongs to no organisation alone: slugs of the past, standings of past weeks,
        exit days.
    """

    organisations: Mapping[str, str]
    everywhere: str
    beside: str


def read_revisions(db: Database) -> Revisions:
    """The fingerprint of every organisation."""
    with db.reading() as session:
        slugs: dict[int, str] = {}
        made: dict[int, Any] = {}
        for row in session.connection().execute(select(*_columns(OrganisationRow)).order_by(col(OrganisationRow.id))):
            slugs[row.id], made[row.id] = row.slug, hashlib.blake2b(_text(row), digest_size=12)
        for organisation_id, row in _about_organisations(session):
            if organisation_id in made:  # what concerns the whole register is told apart
                made[organisation_id].update(_text(row))
        everywhere = _digest(session.connection().execute(_noted()))
        beside = _digest(_beside(session))
    return Revisions({slugs[key]: one.hexdigest() for key, one in made.items()}, everywhere, beside)


def _digest(rows: Iterable[Row[Any]]) -> str:
    found = hashlib.blake2b(digest_size=12)
    for row in rows:
        found.update(_text(row))
    return found.hexdigest()


def _noted() -> Any:
    return select(*_columns(AnnotationRow)).where(col(AnnotationRow.organisation_id).is_(None)).order_by(col(AnnotationRow.id))


def _about_organisations(session: Session) -> Iterator[tuple[int | None, Row[Any]]]:
    connection = session.connection()
    for table in WHOLE:
        key = [column.name for column in table.__table__.primary_key]  # type: ignore[attr-defined]
        for row in connection.execute(select(*_columns(table)).order_by(*key)):
            yield row.organisation_id, row
    # Its page names the days on which it leaves, and they may be moved.
    days = select(PledgeRow.organisation_id, *_columns(PledgeRow), *_columns(ExitDayRow)).join(
        ExitDayRow, col(PledgeRow.exit_day_id) == ExitDayRow.id
    )
    for row in connection.execute(days.order_by(col(PledgeRow.id))):
        yield row[0], row
    for table in OF_ACCOUNTS:
        query = (
            select(col(AccountRow.organisation_id), *_columns(table))
            .join(AccountRow, table.__table__.c.account_id == AccountRow.id)  # type: ignore[attr-defined]
            .order_by(*table.__table__.primary_key)  # type: ignore[attr-defined]
        )
        for row in connection.execute(query):
            yield row[0], row


def _beside(session: Session) -> Iterator[Row[Any]]:
    queries: tuple[Any, ...] = (
        select(AliasRow.slug, AliasRow.organisation_id).order_by(AliasRow.slug),
        select(func.max(PastStandingRow.week_on), func.count()).select_from(PastStandingRow),
    )
    for query in queries:
        yield from session.connection().execute(query)
    for table in OF_EXIT_DAYS:
        yield from session.connection().execute(select(*_columns(table)).order_by(*table.__table__.primary_key))  # type: ignore[attr-defined]


def _columns(table: type[SQLModel]) -> list[Any]:
    return [column for column in table.__table__.columns if column.name not in UNSEEN]  # type: ignore[attr-defined]


def _text(row: Row[Any]) -> bytes:
    return repr(tuple(row)).encode()
