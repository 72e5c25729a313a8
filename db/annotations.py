"""Notes on charts: read them, find one, count them. A withdrawn one is never read."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, or_, select

from dashboard.domain.annotations import Annotation, AnnotationKind
from dashboard.domain.people import Role
from db.chunks import chunks
from db.tables import AnnotationRow, OrganisationRow


def as_annotation(row: AnnotationRow, slug: str | None) -> Annotation:
    """The row as the domain knows it."""
    return Annotation(row.id or 0, slug, row.on, AnnotationKind(row.kind), row.text, row.source, row.public, Role(row.role))


def of_organisation(session: Session, organisation_id: int | None, *, private: bool, movement: bool = False) -> list[Annotation]:
    """Notes by day.

    :param organisation_id: on what; None for the whole movement.
    :param private: whether the private ones are wanted as well.
    :param movement: whether the public ones on the whole movement are wanted besides.
    """
    wanted = _of(organisation_id)
    if not private:
        wanted = wanted & col(AnnotationRow.public).is_(True)
    if movement and organisation_id is not None:
        wanted = or_(wanted, _of(None) & col(AnnotationRow.public).is_(True))
    return _read(session, wanted)


def public_of(session: Session, organisation_ids: Collection[int]) -> list[Annotation]:
    """The public notes on these organisations, by day."""
    found = [
        one
        for some in chunks(organisation_ids)
        for one in _read(session, col(AnnotationRow.organisation_id).in_(some) & col(AnnotationRow.public).is_(True))
    ]
    return sorted(found, key=lambda one: (one.on, one.id))


def every_public(session: Session) -> list[Annotation]:
    """Every public note, on organisations and on the whole movement, by day."""
    return _read(session, col(AnnotationRow.public).is_(True))


def alive(session: Session, annotation_id: int) -> AnnotationRow | None:
    """The note of that number, unless it was withdrawn."""
    row = session.get(AnnotationRow, annotation_id)
    return row if row is not None and row.withdrawn_at is None else None


def count(session: Session, organisation_id: int | None) -> int:
    """How many notes there are on an organisation, or on the whole movement."""
    query = select(func.count()).where(_of(organisation_id), col(AnnotationRow.withdrawn_at).is_(None))
    return session.exec(query).one()


def _of(organisation_id: int | None) -> ColumnElement[bool]:
    owner = col(AnnotationRow.organisation_id)
    return owner.is_(None) if organisation_id is None else owner == organisation_id


def _read(session: Session, wanted: ColumnElement[bool]) -> list[Annotation]:
    query = (
        select(AnnotationRow, OrganisationRow.slug)
        .join(OrganisationRow, col(OrganisationRow.id) == col(AnnotationRow.organisation_id), isouter=True)
        .where(wanted, col(AnnotationRow.withdrawn_at).is_(None))
        .order_by(col(AnnotationRow.on), col(AnnotationRow.id))
    )
    rows: Sequence[tuple[AnnotationRow, str | None]] = session.exec(query).all()
    return [as_annotation(row, slug) for row, slug in rows]
