"""Read the audit: a selection of it, page by page, and whether anybody changed it behind the database's back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session, col, select

from dashboard.domain.audit import Deed, Entry
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import permit
from db import audit, organisations
from db.audit import Wanted
from db.engine import Database
from db.tables import PersonRow

PAGE_LENGTH = 50
COLUMNS = ("id", "at", "deed", "role", "person", "session", "organisation", "subject", "details")


@dataclass(frozen=True)
class Asked:
    """Which lines somebody wants to see; everything that is not None must match.

    :param organisation: slug, an old one too.
    :param since: first day, and ``until`` last day, both included (UTC).
    :param before_id: lines older than this one.
    """

    deed: Deed | None = None
    person_id: int | None = None
    organisation: str | None = None
    since: date | None = None
    until: date | None = None
    before_id: int | None = None


@dataclass(frozen=True)
class AuditPage:
    """One page of the audit, newest first.

    :param older: ``before_id`` of the next page, or None on the last.
    :param addresses: of the people of this page who still exist, by number; only ever shown to who may read the audit, never exported.
    """

    entries: Sequence[Entry]
    older: int | None
    addresses: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """What a look at the whole chain found.

    :param broken_at: the first line that does not follow from the one before, or None.
    :param last: digest of the newest line; noted elsewhere, it proves later that no line was cut off the end.
    :param noted_found: whether a digest noted earlier is still there; None if none was given.
    """

    lines: int
    broken_at: int | None
    last: str
    noted_found: bool | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing was changed or removed, as far as can be told."""
        return self.broken_at is None and self.noted_found is not False


@dataclass(frozen=True)
class AuditLine:
    """One line as it is printed and exported: plain values, people as numbers only."""

    id: int
    at: datetime
    deed: str
    role: str
    person: int | None
    session: int | None
    organisation: str | None
    subject: str
    details: str


def read_audit(db: Database, asked: Asked, *, by: Actor, now: datetime, length: int = PAGE_LENGTH) -> AuditPage:
    """One page of the lines asked for.

    :raises NotFound: no organisation is called so. :raises NotAllowed: whoever asks may not read the audit.
    """
    with db.reading() as session:
        permit(session, by, Act.READ_AUDIT, now=now)
        found = audit.entries(session, wanted(session, asked), length + 1)
        shown = found[:length]
        numbers = {one.person_id for one in shown if one.person_id is not None}
        people = select(PersonRow.id, PersonRow.email).where(col(PersonRow.id).in_(numbers))
        addresses = {key: email for key, email in session.exec(people) if key}
        return AuditPage(shown, shown[-1].id if len(found) > length else None, addresses)


def check_audit(db: Database, *, by: Actor, now: datetime, noted: str | None = None) -> Checked:
    """Follow the chain from its first line to its last.

    :param noted: a digest noted at an earlier check.
    :raises NotAllowed: whoever asks may not read the audit.
    """
    with db.reading() as session:
        permit(session, by, Act.READ_AUDIT, now=now)
        newest = audit.last(session)
        return Checked(
            lines=audit.count(session),
            broken_at=audit.broken_at(session),
            last=newest.digest if newest else audit.GENESIS,
            noted_found=audit.holds(session, noted) if noted else None,
        )


def wanted(session: Session, asked: Asked) -> Wanted:
    """The selection as the database knows it.

    :raises NotFound: no organisation is called so.
    """
    whose = organisations.by_slug(session, asked.organisation).id if asked.organisation else None
    return Wanted(
        deed=asked.deed,
        person_id=asked.person_id,
        organisation_ids=audit.formerly(session, whose) if whose else None,
        since=datetime.combine(asked.since, time(), UTC) if asked.since else None,
        until=datetime.combine(asked.until + timedelta(days=1), time(), UTC) if asked.until else None,
        before_id=asked.before_id,
    )


def line_of(entry: Entry) -> AuditLine:
    """An entry in plain values."""
    details = json.dumps(dict(entry.details), ensure_ascii=False, sort_keys=True) if entry.details else ""
    return AuditLine(
        entry.id,
        entry.at,
        entry.deed.value,
        entry.role.value,
        entry.person_id,
        entry.session_id,
        entry.slug,
        entry.subject,
        details,
    )
