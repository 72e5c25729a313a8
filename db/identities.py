"""People as providers know them: found by provider and subject, never by an address."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from db.tables import IdentityRow


def by_subject(session: Session, provider: str, subject: str) -> IdentityRow | None:
    """The identity that this provider names so."""
    return session.exec(select(IdentityRow).where(IdentityRow.provider == provider, IdentityRow.subject == subject)).first()


def of_person(session: Session, person_id: int) -> Sequence[IdentityRow]:
    """The identities of somebody, the oldest first."""
    return session.exec(select(IdentityRow).where(IdentityRow.person_id == person_id).order_by(col(IdentityRow.id))).all()
