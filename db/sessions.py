"""Sessions: found by the digest of their token, ended but kept for the list until they are forgotten."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, or_, select, update

from db.tables import SessionRow

IDLE = timedelta(hours=12)
ABSOLUTE = timedelta(days=14)


def alive(row: SessionRow, now: datetime) -> bool:
    """Whether a session holds: not ended, used within 12 hours, made within 14 days."""
    return row.ended_at is None and now - row.seen_at < IDLE and now - row.made_at < ABSOLUTE


def by_token(session: Session, token_hash: str) -> SessionRow | None:
    """The session of that digest, alive or not."""
    return session.exec(select(SessionRow).where(SessionRow.token_hash == token_hash)).first()


def of_person(session: Session, person_id: int, now: datetime) -> Sequence[SessionRow]:
    """The living sessions of somebody, the last used first."""
    query = select(SessionRow).where(SessionRow.person_id == person_id, col(SessionRow.ended_at).is_(None))
    return [row for row in session.exec(query.order_by(col(SessionRow.seen_at).desc())) if alive(row, now)]


def end(session: Session, person_id: int, now: datetime, *, besides: int | None = None) -> None:
    """End all sessions of somebody, or all but one."""
    query = update(SessionRow).where(col(SessionRow.person_id) == person_id, col(SessionRow.ended_at).is_(None))
    if besides is not None:
        query = query.where(col(SessionRow.id) != besides)
    session.execute(query.values(ended_at=now))


def weaken(session: Session, person_id: int) -> None:
    """Whoever has no second factor any more holds no strong session either."""
    session.execute(update(SessionRow).where(col(SessionRow.person_id) == person_id).values(strong_at=None))


def forget(session: Session, before: datetime) -> int:
    """Delete sessions that ended, or were last used, before that instant; returns how many."""
    old = or_(col(SessionRow.ended_at) < before, col(SessionRow.seen_at) < before)
    return int(session.execute(delete(SessionRow).where(old)).rowcount)  # type: ignore[attr-defined]
