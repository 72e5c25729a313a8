"""The audit: append a line, read a selection, verify the chain."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, select

from dashboard.domain.audit import Deed, Entry
from dashboard.domain.people import Role
from db.tables import AuditRow, OrganisationRow

GENESIS = "0" * 64
"""What stands for the digest before the first line."""


@dataclass(frozen=True)
class Wanted:
    """A selection of the audit: everything that is not None must match.

    :param before_id: for paging: lines older than this one.
    """

    deed: Deed | None = None
    person_id: int | None = None
    organisation_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    before_id: int | None = None


def append(
    session: Session,
    deed: Deed,
    *,
    role: Role,
    at: datetime,
    person_id: int | None,
    session_id: int | None,
    organisation_id: int | None,
    subject: str,
    details: Mapping[str, object],
) -> None:
    """Write one line, chained to the last. Writers wait for each other, so there is one last line."""
    before = session.exec(select(AuditRow.digest).order_by(col(AuditRow.id).desc()).limit(1)).first() or GENESIS
    row = AuditRow(
        at=at,
        deed=deed.value,
        role=role.value,
        person_id=person_id,
        session_id=session_id,
        organisation_id=organisation_id,
        subject=subject,
        details=json.dumps(details, ensure_ascii=False, sort_keys=True, default=str),
        digest="",
    )
    row.digest = digest(before, row)
    session.add(row)
    session.flush()


def digest(before: str, row: AuditRow) -> str:
    """What a line adds to the chain."""
    parts = (
        row.at.astimezone(UTC).isoformat(),
        row.deed,
        row.role,
        row.person_id,
        row.session_id,
        row.organisation_id,
        row.subject,
        row.details,
    )
    return hashlib.sha256(json.dumps([before, *parts], ensure_ascii=False).encode()).hexdigest()


def entries(session: Session, wanted: Wanted, limit: int) -> Sequence[Entry]:
    """The selection, newest first."""
    query = select(AuditRow, OrganisationRow.slug).join(
        OrganisationRow, col(OrganisationRow.id) == col(AuditRow.organisation_id), isouter=True
    )
    conditions: list[tuple[object, Any]] = [
        (wanted.deed, AuditRow.deed == (wanted.deed.value if wanted.deed else "")),
        (wanted.person_id, AuditRow.person_id == wanted.person_id),
        (wanted.organisation_id, AuditRow.organisation_id == wanted.organisation_id),
        (wanted.since, col(AuditRow.at) >= wanted.since),
        (wanted.until, col(AuditRow.at) < wanted.until),
        (wanted.before_id, col(AuditRow.id) < wanted.before_id),
    ]
    for asked, condition in conditions:
        if asked is not None:
            query = query.where(condition)
    return [_entry(row, slug) for row, slug in session.exec(query.order_by(col(AuditRow.id).desc()).limit(limit))]


def broken_at(session: Session) -> int | None:
    """The first line that does not follow from the one before, or None if the chain is whole."""
    before = GENESIS
    for row in _all(session):
        if row.digest != digest(before, row):
            return row.id
        before = row.digest
    return None


def _all(session: Session) -> Iterator[AuditRow]:
    yield from session.exec(select(AuditRow).order_by(col(AuditRow.id)).execution_options(yield_per=1_000))


def _entry(row: AuditRow, slug: str | None) -> Entry:
    return Entry(
        id=row.id or 0,
        at=row.at,
        deed=Deed(row.deed),
        role=Role(row.role),
        person_id=row.person_id,
        session_id=row.session_id,
        organisation_id=row.organisation_id,
        slug=slug,
        subject=row.subject,
        details=json.loads(row.details),
    )
