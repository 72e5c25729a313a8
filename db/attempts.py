"""Attempts that count against a limit: note one, count them, forget them."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, delete, select

from db.tables import AttemptRow


def note(session: Session, who: str, now: datetime) -> None:
    """One more attempt of that digest."""
    session.add(AttemptRow(who=who, at=now))
    session.flush()


def latest(session: Session, whos: Sequence[str], since: datetime, most: int) -> Sequence[datetime]:
    """When the last attempts of these digests after that instant were, newest first, at most so many."""
    query = select(AttemptRow.at).where(col(AttemptRow.who).in_(whos), col(AttemptRow.at) > since)
    return session.exec(query.order_by(col(AttemptRow.at).desc()).limit(most)).all()


def forget(session: Session, before: datetime) -> int:
    """Delete attempts before that instant; returns how many."""
    return int(session.execute(delete(AttemptRow).where(col(AttemptRow.at) < before)).rowcount)  # type: ignore[attr-defined]
