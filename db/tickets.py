"""One-time secrets: links, codes, states of journeys. A ticket is used by a conditional update, so two users of one cannot both win."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, delete, select, update

from db.tables import Purpose, TicketRow


def by_digest(session: Session, purpose: Purpose, digests: Sequence[str]) -> TicketRow | None:
    """The ticket of that purpose under one of these digests, whatever its state."""
    query = select(TicketRow).where(TicketRow.purpose == purpose.value, col(TicketRow.digest).in_(digests))
    return session.exec(query).first()


def use(session: Session, ticket_id: int, now: datetime) -> bool:
    """Use it; False if it was used before or has expired."""
    free = (col(TicketRow.id) == ticket_id, col(TicketRow.used_at).is_(None), col(TicketRow.expires_at) > now)
    return bool(session.execute(update(TicketRow).where(*free).values(used_at=now)).rowcount == 1)  # type: ignore[attr-defined]


def note_wrong(session: Session, ticket_id: int) -> int:
    """Count one more wrong guess; gives how many there were."""
    session.execute(update(TicketRow).where(col(TicketRow.id) == ticket_id).values(attempts=col(TicketRow.attempts) + 1))
    return session.exec(select(TicketRow.attempts).where(TicketRow.id == ticket_id)).one()


def void(session: Session, now: datetime, *, purpose: Purpose, person_id: int | None = None, organisation_id: int | None = None) -> None:
    """Make the unused tickets of that purpose useless: those of somebody, and of one organisation."""
    query = update(TicketRow).where(col(TicketRow.purpose) == purpose.value, col(TicketRow.used_at).is_(None))
    if person_id is not None:
        query = query.where(col(TicketRow.person_id) == person_id)
    if organisation_id is not None:
        query = query.where(col(TicketRow.organisation_id) == organisation_id)
    session.execute(query.values(used_at=now))


def open_ones(
    session: Session, purpose: Purpose, now: datetime, *, organisation_id: int | None = None, person_id: int | None = None
) -> Sequence[TicketRow]:
    """Tickets of that purpose that can still be used, newest first."""
    query = select(TicketRow).where(TicketRow.purpose == purpose.value, col(TicketRow.used_at).is_(None), TicketRow.expires_at > now)
    if organisation_id is not None:
        query = query.where(TicketRow.organisation_id == organisation_id)
    if person_id is not None:
        query = query.where(TicketRow.person_id == person_id)
    return session.exec(query.order_by(col(TicketRow.id).desc())).all()


def forget(session: Session, before: datetime) -> int:
    """Delete tickets that expired before that instant; returns how many."""
    return int(session.execute(delete(TicketRow).where(col(TicketRow.expires_at) < before)).rowcount)  # type: ignore[attr-defined]
