"""The audit: append a line, read a selection, follow merges, verify the chain."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from dashboard.domain.audit import Deed, Entry
from dashboard.domain.people import Role
from db.tables import AuditRow, OrganisationRow

GENESIS = "0" * 64
"""What stands for the digest before the first line."""
SUBJECT = "organisation:"
"""How the line of a merge names the organisation that is gone."""


@dataclass(frozen=True)
class Wanted:
    """A selection of the audit: everything that is not None must match.

    :param organisation_ids: an organisation and those that were merged into it (``formerly``).
    :param subject: the row it was done to, as written: ``person:7``.
    :param until: this instant is not included any more.
    :param before_id: for paging: lines older than this one.
    """

    deed: Deed | None = None
    person_id: int | None = None
    organisation_ids: Sequence[int] | None = None
    subject: str | None = None
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
    newest = last(session)
    before = newest.digest if newest else GENESIS
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
    query = query.where(*_conditions(wanted))
    found = session.exec(query.order_by(col(AuditRow.id).desc()).limit(limit)).all()
    gone = {row.organisation_id for row, slug in found if slug is None}
    later = _slugs_of_heirs(session, {one for one in gone if one is not None})
    return [_entry(row, slug or later.get(row.organisation_id or 0)) for row, slug in found]


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.deed is not None:
        yield col(AuditRow.deed) == wanted.deed.value
    if wanted.person_id is not None:
        yield col(AuditRow.person_id) == wanted.person_id
    if wanted.organisation_ids is not None:
        yield col(AuditRow.organisation_id).in_(wanted.organisation_ids)
    if wanted.subject is not None:
        yield col(AuditRow.subject) == wanted.subject
    if wanted.since is not None:
        yield col(AuditRow.at) >= wanted.since
    if wanted.until is not None:
        yield col(AuditRow.at) < wanted.until
    if wanted.before_id is not None:
        yield col(AuditRow.id) < wanted.before_id


def _slugs_of_heirs(session: Session, gone: set[int]) -> Mapping[int, str]:
    if not gone:
        return {}
    kept = {one: heir for one, heir in heirs(session).items() if one in gone}
    query = select(OrganisationRow.id, OrganisationRow.slug).where(col(OrganisationRow.id).in_(set(kept.values())))
    slugs = {key: slug for key, slug in session.exec(query) if key}
    return {one: slugs[heir] for one, heir in kept.items() if heir in slugs}


def heirs(session: Session) -> Mapping[int, int]:
    """Into which organisation each one that is gone was merged, by number."""
    merged = select(AuditRow.subject, AuditRow.organisation_id).where(AuditRow.deed == Deed.ORGANISATION_MERGED.value)
    direct = {int(subject.removeprefix(SUBJECT)): kept for subject, kept in session.exec(merged) if kept is not None}
    found: dict[int, int] = {}
    for gone, kept in direct.items():
        while kept in direct:
            kept = direct[kept]
        found[gone] = kept
    return found


def formerly(session: Session, organisation_id: int) -> Sequence[int]:
    """The numbers under which the audit knows an organisation: its own, and those of the ones merged into it."""
    return [organisation_id, *(gone for gone, kept in heirs(session).items() if kept == organisation_id)]


def last(session: Session) -> AuditRow | None:
    """The newest line."""
    return session.exec(select(AuditRow).order_by(col(AuditRow.id).desc()).limit(1)).first()


def holds(session: Session, noted: str) -> bool:
    """Whether a digest that was noted earlier is still in the chain: removing the newest lines breaks nothing else."""
    return noted == GENESIS or session.exec(select(AuditRow.id).where(AuditRow.digest == noted).limit(1)).first() is not None


def count(session: Session) -> int:
    """How many lines there are."""
    return session.exec(select(func.count(col(AuditRow.id)))).one()


def broken_at(session: Session) -> int | None:
    """The first line that does not follow from the one before, or None if the chain is whole."""
    before = GENESIS
    for row in _all(session):
        if row.digest != digest(before, row):
            return row.id
        before = row.digest
    return None


def _all(session: Session) -> Iterator[AuditRow]:
    """Every line, oldest first, read in parts: a cursor that is left open half-way would stay open."""
    after = 0
    while part := session.exec(select(AuditRow).where(col(AuditRow.id) > after).order_by(col(AuditRow.id)).limit(1_000)).all():
        yield from part
        after = part[-1].id or 0


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
