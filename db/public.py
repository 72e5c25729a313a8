"""Lists that anybody may read, a part at a time: each query goes on after the key of the last row that was handed out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from dashboard.domain.departures import Status
from dashboard.domain.figures import Provenance
from dashboard.domain.names import match_key
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind, Level, SizeClass
from db.chunks import chunks
from db.leaderboard import size_class_is
from db.tables import AccountRow, AuditRow, DailyRow, DepartureRow, OrganisationRow, SnapshotRow, SourceRow, StandingRow

FEWEST_TOGETHER = 2
"""Departures that fell on one day count as together from here on."""


@dataclass(frozen=True)
class WantedOrganisations:
    """Which organisations; everything that is not None must match, and ``q`` stand anywhere in the name."""

    kind: Kind | None = None
    country: str | None = None
    size: SizeClass | None = None
    level: Level | None = None
    q: str = ""


@dataclass(frozen=True)
class WantedEvents:
    """Which steps of departures; ``since`` and ``until`` are the first and the last day, both included."""

    network: Network | None = None
    status: Status | None = None
    since: date | None = None
    until: date | None = None


def organisations_after(
    session: Session, wanted: WantedOrganisations, after: str | None, limit: int
) -> Sequence[tuple[OrganisationRow, StandingRow]]:
    """Organisations with their standing, by slug: the one name that never changes."""
    query: Any = select(OrganisationRow, StandingRow).join(StandingRow, col(StandingRow.organisation_id) == OrganisationRow.id)
    for column, value in (
        (OrganisationRow.kind, wanted.kind),
        (OrganisationRow.country, wanted.country),
        (OrganisationRow.level, wanted.level),
    ):
        if value is not None:
            query = query.where(col(column) == str(value))
    if wanted.size is not None:
        query = query.where(size_class_is(wanted.size))
    # PostgreSQL takes no NUL in a text; no name holds one.
    if key := match_key(wanted.q.replace("\0", " ")):
        query = query.where(col(OrganisationRow.match_key).contains(key, autoescape=True))
    if after is not None:
        query = query.where(col(OrganisationRow.slug) > after)
    return [(row[0], row[1]) for row in session.execute(query.order_by(col(OrganisationRow.slug)).limit(limit))]


def keys_of(session: Session, slugs: Sequence[str]) -> dict[str, int]:
    """The keys of some organisations, by slug."""
    query = select(OrganisationRow.slug, OrganisationRow.id).where(col(OrganisationRow.slug).in_(slugs))
    return {slug: key for slug, key in session.execute(query) if key is not None}


def fictional_among(session: Session, slugs: Iterable[str]) -> set[str]:
    """Which of these are institutions of the demo."""
    found: set[str] = set()
    for some in chunks(slugs):
        query = select(OrganisationRow.slug).where(col(OrganisationRow.slug).in_(some), col(OrganisationRow.fictional).is_(True))
        found.update(session.exec(query))
    return found


def read_by_x(session: Session, organisation_ids: Iterable[int]) -> set[int]:
    """Organisations whose baseline is a count that X's API gave."""
    found: set[int] = set()
    for some in chunks(organisation_ids):
        # Asked for one network only, SQLite would walk through every account on it.
        query = (
            select(AccountRow.organisation_id, AccountRow.network)
            .join(StandingRow, col(StandingRow.organisation_id) == AccountRow.organisation_id)
            .join(DailyRow, and_(col(DailyRow.account_id) == AccountRow.id, col(DailyRow.day) == StandingRow.baseline_on))
            .where(
                col(AccountRow.organisation_id).in_(some),
                DailyRow.provenance == Provenance.API.value,
                DailyRow.followers == StandingRow.baseline,
            )
        )
        found.update(owner for owner, network in session.execute(query) if network == Network.X.value)
    return found


def events_after(
    session: Session, wanted: WantedEvents, after: tuple[date, int] | None, limit: int
) -> Sequence[tuple[DepartureRow, OrganisationRow]]:
    """Steps by day, then in the order in which they were logged; corrected and withdrawn ones are among them."""
    query: Any = select(DepartureRow, OrganisationRow).join(OrganisationRow, col(OrganisationRow.id) == DepartureRow.organisation_id)
    on, key = col(DepartureRow.on), col(DepartureRow.id)
    if wanted.network is not None:
        query = query.where(col(DepartureRow.network) == wanted.network.value)
    if wanted.status is not None:
        query = query.where(col(DepartureRow.status) == wanted.status.value)
    if wanted.since is not None:
        query = query.where(on >= wanted.since)
    if wanted.until is not None:
        query = query.where(on <= wanted.until)
    if after is not None:
        query = query.where(or_(on > after[0], and_(on == after[0], key > after[1])))
    return [(row[0], row[1]) for row in session.execute(query.order_by(on, key).limit(limit))]


def snapshots_after(
    session: Session,
    account_ids: Sequence[int],
    first: datetime | None,
    before: datetime | None,
    after: tuple[int, datetime, str] | None,
    limit: int,
) -> Sequence[tuple[SnapshotRow, str | None]]:
    """Counts of some accounts with their own source, if they have one: by account, instant and provenance.

    :param first: the first instant, included; ``before``: the first one that is not.
    """
    account, at, provenance = col(SnapshotRow.account_id), col(SnapshotRow.at), col(SnapshotRow.provenance)
    query: Any = select(SnapshotRow, SourceRow.text).join(SourceRow, col(SnapshotRow.source_id) == SourceRow.id, isouter=True)
    query = query.where(account.in_(account_ids))
    if first is not None:
        query = query.where(at >= first)
    if before is not None:
        query = query.where(at < before)
    if after is not None:
        later = and_(account == after[0], or_(at > after[1], and_(at == after[1], provenance > after[2])))
        query = query.where(or_(account > after[0], later))
    return [(row[0], row[1]) for row in session.execute(query.order_by(account, at, provenance).limit(limit))]


def exit_days_after(
    session: Session, today: date, since: date | None, until: date | None, after: tuple[date, str] | None, limit: int
) -> Sequence[tuple[OrganisationRow, date, int]]:
    """Departures on days to come, and on past days on which several left, with their number: by day, then by slug.

    Fictional institutions are counted apart.
    """
    on, slug, fictional = col(StandingRow.departed_on), col(OrganisationRow.slug), col(OrganisationRow.fictional)
    days = (
        select(on.label("on"), fictional.label("fictional"), func.count().label("n"))
        .join(OrganisationRow, col(OrganisationRow.id) == StandingRow.organisation_id)
        .where(on.is_not(None))
        .group_by(on, fictional)
        .having(or_(on > today, func.count() >= FEWEST_TOGETHER))
        .subquery()
    )
    query: Any = (
        select(OrganisationRow, on, days.c.n)
        .join(StandingRow, col(StandingRow.organisation_id) == OrganisationRow.id)
        .join(days, and_(days.c.on == on, days.c.fictional == fictional))
    )
    if since is not None:
        query = query.where(on >= since)
    if until is not None:
        query = query.where(on <= until)
    if after is not None:
        query = query.where(or_(on > after[0], and_(on == after[0], slug > after[1])))
    return [(row[0], row[1], row[2]) for row in session.execute(query.order_by(on, slug).limit(limit))]


def last_write(session: Session) -> tuple[int, datetime | None, datetime | None]:
    """What changes whenever anything is written: the number and the instant of the last deed, the instant of the last reading."""
    deed = session.exec(select(AuditRow.id, AuditRow.at).order_by(col(AuditRow.id).desc()).limit(1)).first()
    read_at = session.scalar(select(func.max(AccountRow.read_at)))
    return (deed[0] or 0, deed[1], read_at) if deed else (0, None, read_at)
