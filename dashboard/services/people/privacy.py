"""What is known about somebody: hand it out, or erase it. docs/privacy.md says the same in words."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, SQLModel, col, delete, or_, select, update

from dashboard.domain.audit import Deed
from dashboard.domain.email_addresses import email_address
from dashboard.domain.errors import N_, NotFound, Refused
from dashboard.domain.people import Act, Actor
from dashboard.services.claims.settle import settle
from dashboard.services.people import limits
from dashboard.services.permit import Permit, permit
from dashboard.services.read_audit import line_of
from db import attempts, audit, people, traces
from db.engine import Database
from db.tables import (
    ClaimRow,
    FactorRow,
    IdentityRow,
    MembershipRow,
    OrganisationRow,
    PersonRow,
    RecoveryCodeRow,
    ReminderRow,
    ReviewRow,
    SessionRow,
    SharedViewRow,
    TicketRow,
)
from db.vault import Vault

SECRET = {"password_hash", "secret", "token_hash", "digest", "payload", "public_key", "credential_id"}
"""Columns that are handed out to nobody: they open something, or stand for what does."""
MOST = 1_000_000
KEPT = timedelta(days=2)
"""Attempts are forgotten after a day."""
KINDS = (limits.SIGN_IN, limits.SECOND_STEP, limits.MAIL)


def export_person(db: Database, vault: Vault, email: str, *, by: Actor, now: datetime) -> dict[str, Any]:
    """Everything that is known of an address, without secrets; instants as text.

    :param vault: finds the attempts at their account, which are kept as digests only.
    :raises NotFound: nothing is known of it. :raises NotAllowed: whoever asks may not.
    """
    address = email_address(email)
    with db.writing() as session:
        leave = permit(session, by, Act.MANAGE_PEOPLE, now=now)
        person = _known(session, address)
        key = person.id or 0 if person else 0
        claims = _of(session, ClaimRow, key, "person_id")
        known = {
            "email": address,
            "person": {**_plain(person), "has_password": person.password_hash is not None} if person else None,
            "memberships": _named(session, _of(session, MembershipRow, key, "person_id")),
            "identities": [_plain(row) for row in _of(session, IdentityRow, key, "person_id")],
            "second_factors": [_plain(row) for row in _of(session, FactorRow, key, "person_id")],
            "recovery_codes": [_plain(row) for row in _of(session, RecoveryCodeRow, key, "person_id")],
            "sessions": [_plain(row) for row in _of(session, SessionRow, key, "person_id")],
            "links_and_invitations": _named(session, session.exec(select(TicketRow).where(_tickets_of(address, key))).all()),
            "invited_by_them": _named(session, _of(session, TicketRow, key, "made_by"), besides={"email"}),
            "claims": _named(session, claims),
            "reviews_of_their_claims": [
                _plain(row, besides={"reviewer_id"})
                for row in _reviews(session, [row.id or 0 for row in claims if isinstance(row, ClaimRow)])
            ],
            "reviews_by_them": [_plain(row) for row in _of(session, ReviewRow, key, "reviewer_id")],
            "shared_views": [_plain(row, besides={"notes_of_id"}) for row in _of(session, SharedViewRow, key, "person_id")],
            "reminders": _named(session, _of(session, ReminderRow, key, "person_id")),
            "recent_attempts": sorted(at.isoformat() for at in _attempts(session, vault, address, key, now)),
            "audit": _lines(session, key),
        }
        leave.note(Deed.PERSON_EXPORTED, f"person:{key}" if person else "")
        return known


def erase_person(db: Database, email: str, *, by: Actor, now: datetime) -> None:
    """Delete somebody, with everything personal. The audit and the reviews keep their number, which is never given again.

    :raises NotFound: nothing is known of the address. :raises Refused: they are the last of the collective.
    :raises NotAllowed: whoever asks may not.
    """
    address = email_address(email)
    with db.writing() as session:
        leave = permit(session, by, Act.MANAGE_PEOPLE, now=now)
        person = _known(session, address)
        key = person.id or 0 if person else 0
        if person is not None and person.collective and people.of_the_collective(session) == 1:
            raise Refused(N_("This is the last member of the collective. Give the role to somebody else first."))
        claimed = {row.organisation_id for row in _of(session, ClaimRow, key, "person_id") if isinstance(row, ClaimRow)}
        session.execute(delete(TicketRow).where(_tickets_of(address, key)))
        if person is not None:
            _unname(session, leave, key)
            session.delete(person)
        leave.note(Deed.PERSON_ERASED, f"person:{key}" if person else "")
        session.flush()
        session.expire_all()
        for row in session.exec(select(OrganisationRow).where(col(OrganisationRow.id).in_(claimed))).all():
            settle(session, leave, row)
    traces.wipe(db)


def _known(session: Session, address: str) -> PersonRow | None:
    """Whoever has that address; None where it was only invited.

    :raises NotFound: nothing is known of it.
    """
    person = people.by_email(session, address)
    if person is None and session.exec(select(TicketRow.id).where(TicketRow.email == address).limit(1)).first() is None:
        raise NotFound(N_("Nothing is known of {email}."), email=address)
    return person


def _unname(session: Session, leave: Permit, key: int) -> None:
    """Note what they were, and empty the free texts in which somebody may be named: what those who made or reviewed a claim say of it."""
    for row in session.exec(select(MembershipRow).where(MembershipRow.person_id == key)).all():
        leave.note(Deed.ROLE_TAKEN, f"person:{key}", organisation_id=row.organisation_id, taken=row.role, erased=True)
    theirs = select(ClaimRow.id).where(ClaimRow.person_id == key)
    session.execute(update(ReviewRow).where(col(ReviewRow.claim_id).in_(theirs)).values(note=""))
    session.execute(update(ReviewRow).where(col(ReviewRow.reviewer_id) == key).values(note=""))
    session.execute(update(ClaimRow).where(col(ClaimRow.person_id) == key).values(note=""))


def _tickets_of(address: str, key: int) -> Any:
    return or_(col(TicketRow.email) == address, col(TicketRow.person_id) == key)


def _of(session: Session, table: type[SQLModel], key: int, column: str) -> Sequence[SQLModel]:
    if not key:
        return []
    described: Any = table
    return session.exec(select(described).where(getattr(described, column) == key)).all()


def _reviews(session: Session, claim_ids: Collection[int]) -> Sequence[ReviewRow]:
    return session.exec(select(ReviewRow).where(col(ReviewRow.claim_id).in_(claim_ids)).order_by(col(ReviewRow.id))).all()


def _lines(session: Session, key: int) -> list[dict[str, Any]]:
    """What they did, and what was done to them; not by whom."""
    if not key:
        return []
    done = audit.entries(session, audit.Wanted(person_id=key), MOST)
    suffered = audit.entries(session, audit.Wanted(subject=f"person:{key}"), MOST)
    found = {one.id: _said(asdict(line_of(one))) for one in (*suffered, *done)}
    others: dict[str, Any] = {"person": None, "session": None}
    return [line if line["person"] == key else line | others for _, line in sorted(found.items())]


def _attempts(session: Session, vault: Vault, address: str, key: int, now: datetime) -> list[datetime]:
    whos = [digest for kind in KINDS for who in (address, str(key)) for digest in limits.digests(vault, kind, who)]
    return list(attempts.latest(session, whos, now - KEPT, MOST))


def _named(session: Session, rows: Sequence[SQLModel], besides: Collection[str] = ()) -> list[dict[str, Any]]:
    """Rows with the institution they are about."""
    found = []
    for row in rows:
        plain = _plain(row, besides=besides)
        key = plain.pop("organisation_id", None)
        whose = session.get(OrganisationRow, key) if key else None
        found.append({**plain, "organisation": whose.slug if whose else None})
    return found


def _plain(row: SQLModel, besides: Collection[str] = ()) -> dict[str, Any]:
    return _said({name: value for name, value in row.model_dump().items() if name not in SECRET and name not in besides})


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
