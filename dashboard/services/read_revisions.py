"""Read, in a second for ten thousand institutions, what tells whether anything public about one of them has changed."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
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
        everyone = select(OrganisationRow.id, OrganisationRow.slug, *_columns(OrganisationRow)).order_by(col(OrganisationRow.id))
        known = _read(session, everyone)
        made = {row[0]: [repr(row)] for row in known}
        for row in _about_organisations(session):
            if row[0] in made:  # what concerns the whole register is told apart
                made[row[0]].append(repr(row))
        everywhere = _digest(map(repr, _read(session, _noted())))
        beside = _digest(map(repr, _beside(session)))
    return Revisions({slug: _digest(made[key]) for key, slug, *_ in known}, everywhere, beside)


def _read(session: Session, query: Any) -> Sequence[tuple[Any, ...]]:
    """Rows as the driver gives them: they are compared with those of last time, and nobody looks into them."""
    cursor = session.connection().execute(query).cursor
    assert cursor is not None
    return cursor.fetchall()


def _digest(texts: Iterable[str]) -> str:
    return hashlib.blake2b("\0".join(texts).encode(), digest_size=12).hexdigest()


def _noted() -> Any:
    return select(*_columns(AnnotationRow)).where(col(AnnotationRow.organisation_id).is_(None)).order_by(col(AnnotationRow.id))


def _about_organisations(session: Session) -> Iterator[tuple[Any, ...]]:
    """Rows, each after the key of its organisation."""
    for table in WHOLE:
        found = table.__table__  # type: ignore[attr-defined]
        yield from _read(session, select(found.c.organisation_id, *_columns(table)).order_by(*found.primary_key))
    # Its page names the days on which it leaves, and they may be moved.
    days = select(PledgeRow.organisation_id, *_columns(PledgeRow), *_columns(ExitDayRow)).join(
        ExitDayRow, col(PledgeRow.exit_day_id) == ExitDayRow.id
    )
    yield from _read(session, days.order_by(col(PledgeRow.id)))
    for table in OF_ACCOUNTS:
        found = table.__table__  # type: ignore[attr-defined]
        query = select(col(AccountRow.organisation_id), *_columns(table)).join(AccountRow, found.c.account_id == AccountRow.id)
        yield from _read(session, query.order_by(*found.primary_key))


def _beside(session: Session) -> Iterator[tuple[Any, ...]]:
    queries: tuple[Any, ...] = (
        select(AliasRow.slug, AliasRow.organisation_id).order_by(AliasRow.slug),
        select(func.max(PastStandingRow.week_on), func.count()).select_from(PastStandingRow),
    )
    for query in queries:
        yield from _read(session, query)
    for table in OF_EXIT_DAYS:
        yield from _read(session, select(*_columns(table)).order_by(*table.__table__.primary_key))  # type: ignore[attr-defined]


def _columns(table: type[SQLModel]) -> list[Any]:
    return [column for column in table.__table__.columns if column.name not in UNSEEN]  # type: ignore[attr-defined]
