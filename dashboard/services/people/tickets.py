"""One-time links, codes and states: issue one, look at it, use it. Each opens one thing, once, until it expires."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from dashboard.domain.errors import N_, Refused
from db import tickets
from db.tables import Purpose, TicketRow
from db.vault import Vault

TOKEN_BYTES = 32
LIFETIMES: Mapping[Purpose, timedelta] = {
    Purpose.SET_UP: timedelta(minutes=30),
    Purpose.INVITATION: timedelta(hours=48),
    Purpose.SIGN_IN: timedelta(minutes=15),
    Purpose.NEW_PASSWORD: timedelta(hours=1),
    Purpose.NEW_FACTOR: timedelta(hours=24),
    Purpose.SECOND_STEP: timedelta(minutes=10),
    Purpose.PASSKEY: timedelta(minutes=5),
    Purpose.OIDC: timedelta(minutes=10),
    Purpose.OAUTH: timedelta(minutes=10),
    Purpose.DOMAIN_CODE: timedelta(minutes=10),
    Purpose.NEW_EMAIL: timedelta(minutes=10),
}


@dataclass(frozen=True)
class Ticket:
    """What a one-time secret is good for."""

    id: int
    purpose: Purpose
    person_id: int | None = None
    session_id: int | None = None
    organisation_id: int | None = None
    role: str | None = None
    email: str | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    made_by: int | None = None
    expires_at: datetime | None = None


def issue(
    session: Session,
    vault: Vault,
    purpose: Purpose,
    *,
    now: datetime,
    secret: str | None = None,
    payload: Mapping[str, Any] | None = None,
    **bound_to: Any,
) -> tuple[str, int]:
    """A new ticket inside the caller's transaction: its secret, which is told once and stored nowhere, and its number.

    :param secret: one made by the caller (a six-figure code); 256 random bits otherwise.
    :param payload: kept sealed.
    :param bound_to: ``person_id``, ``session_id``, ``organisation_id``, ``role``, ``email``, ``made_by``.
    """
    secret = secret or secrets.token_urlsafe(TOKEN_BYTES)
    row = TicketRow(purpose=purpose.value, digest="", made_at=now, expires_at=now + LIFETIMES[purpose], **bound_to)
    session.add(row)
    session.flush()
    row.digest = vault.digest(_salted(row, secret))
    if payload:
        row.payload = vault.seal(json.dumps(payload), f"ticket:{row.id}")
    session.flush()
    return secret, row.id or 0


def _salted(row: TicketRow, secret: str) -> str:
    """Codes of six figures repeat: their digest holds the ticket's number. Long secrets must be found without it."""
    return f"{row.purpose}:{secret}" if len(secret) >= TOKEN_BYTES else f"{row.purpose}:{row.id}:{secret}"


def look_up(session: Session, vault: Vault, purpose: Purpose, secret: str, *, now: datetime) -> Ticket:
    """The ticket of a long secret, without using it.

    :raises Refused: unknown, used or expired: one sentence for all, which tells a guesser nothing.
    """
    row = tickets.by_digest(session, purpose, vault.digests(f"{purpose.value}:{secret[:200]}")) if len(secret) >= TOKEN_BYTES else None
    if row is None or row.used_at is not None or row.expires_at <= now:
        raise no_longer_good()
    return as_ticket(row, vault)


def redeem(session: Session, vault: Vault, purpose: Purpose, secret: str, *, now: datetime) -> Ticket:
    """Use the ticket of a long secret; nobody else can use it again.

    :raises Refused: unknown, used or expired.
    """
    ticket = look_up(session, vault, purpose, secret, now=now)
    if not tickets.use(session, ticket.id, now):
        raise no_longer_good()
    return ticket


def matches(row: TicketRow, vault: Vault, code: str) -> bool:
    """Whether a short code is the one of this ticket, compared in constant time; counting attempts is the caller's affair."""
    return any(secrets.compare_digest(row.digest, one) for one in vault.digests(f"{row.purpose}:{row.id}:{code}"))


def no_longer_good() -> Refused:
    """The sentence for a link that opens nothing."""
    return Refused(N_("This link is no longer good: it was used, or too much time has passed. Ask for a new one."))


def as_ticket(row: TicketRow, vault: Vault) -> Ticket:
    """The row with its payload opened."""
    return Ticket(
        id=row.id or 0,
        purpose=Purpose(row.purpose),
        person_id=row.person_id,
        session_id=row.session_id,
        organisation_id=row.organisation_id,
        role=row.role,
        email=row.email,
        payload=json.loads(vault.open(row.payload, f"ticket:{row.id}")) if row.payload else {},
        made_by=row.made_by,
        expires_at=row.expires_at,
    )
