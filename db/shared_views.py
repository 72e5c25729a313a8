"""Shared comparisons: find one by its link's digest, list somebody's, count and forget them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, func, or_, select

from dashboard.domain.people import TEAM, Role
from dashboard.domain.shared_views import SharedView
from dashboard.domain.views import TimeAxis
from db import people
from db.tables import OrganisationRow, SharedViewRow


def as_view(session: Session, row: SharedViewRow) -> SharedView:
    """The row as the domain knows it."""
    notes_of = session.get(OrganisationRow, row.notes_of_id) if row.notes_of_id is not None else None
    return SharedView(
        id=row.id or 0,
        name=row.name,
        organisations=tuple(row.organisations.split(",")),
        axis=TimeAxis(row.axis),
        private_notes_of=notes_of.slug if notes_of else None,
        made_at=row.made_at,
        expires_on=row.expires_on,
        revoked_at=row.revoked_at,
        role=Role(row.role),
    )


def by_digest(session: Session, digest: str) -> SharedViewRow | None:
    """The view whose link has that digest, whatever its state."""
    return session.exec(select(SharedViewRow).where(SharedViewRow.digest == digest)).first()


def of_person(session: Session, person_id: int) -> Sequence[SharedViewRow]:
    """Everything somebody shared, newest first."""
    query = select(SharedViewRow).where(SharedViewRow.person_id == person_id).order_by(col(SharedViewRow.id).desc())
    return session.exec(query).all()


def count_open(session: Session, person_id: int, today: date) -> int:
    """How many links of somebody open today."""
    return session.exec(select(func.count()).where(SharedViewRow.person_id == person_id, *_open(today))).one()


def writes_notes(session: Session, row: SharedViewRow) -> bool:
    """Whether whoever shared the view may still read the private notes that it shows."""
    person = people.by_id(session, row.person_id)
    if person is None or row.notes_of_id is None:
        return False
    return Role.COLLECTIVE in people.roles_of(person) or people.role_in(session, row.person_id, row.notes_of_id) in TEAM


def forget(session: Session, before: date) -> None:
    """Delete the views whose links opened for the last time before that day."""
    instant = datetime.combine(before, time(), UTC)
    over = or_(col(SharedViewRow.expires_on) < before, col(SharedViewRow.revoked_at) < instant)
    session.execute(delete(SharedViewRow).where(over))


def _open(today: date) -> tuple[ColumnElement[bool], ...]:
    expires = col(SharedViewRow.expires_on)
    return col(SharedViewRow.revoked_at).is_(None), or_(expires.is_(None), expires >= today)
