"""Slugs that organisations had before they were merged into another: shared addresses go on working, and no slug is given twice."""

from datetime import datetime

from sqlmodel import Session, col, select

from db.tables import AliasRow


def organisation_of(session: Session, slug: str) -> int | None:
    """The organisation that had that slug, or was merged with the one that had it."""
    row = session.get(AliasRow, slug)
    return row.organisation_id if row else None


def slugs(session: Session) -> set[str]:
    """All slugs of old."""
    return set(session.exec(select(AliasRow.slug)).all())


def of_organisation(session: Session, organisation_id: int) -> list[str]:
    """The slugs of old of one organisation."""
    return list(session.exec(select(AliasRow.slug).where(AliasRow.organisation_id == organisation_id).order_by(col(AliasRow.slug))))


def add(session: Session, slug: str, organisation_id: int, since: datetime) -> None:
    """Let a slug lead to an organisation from now on."""
    session.add(AliasRow(slug=slug, organisation_id=organisation_id, since=since))
    session.flush()
