"""Write a note on a chart."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from dashboard.domain.annotations import MOST, Annotation, NewAnnotation, check_annotation
from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import Permit, permit
from dashboard.services.typed import one_line
from db import annotations, organisations
from db.engine import Database
from db.tables import AnnotationRow, OrganisationRow


def annotate(db: Database, slug: str | None, typed: NewAnnotation, *, by: Actor, now: datetime) -> Annotation:
    """Store a note; one that stands there already is not written twice.

    :param slug: on which organisation, for its team and the collective; None for the whole movement, for the collective.
    :raises NotFound: no organisation is called so. :raises NotAllowed: whoever asks may not.
    :raises Refused: what was typed cannot stand on a chart, or there are too many notes already.
    """
    new = check_annotation(replace(typed, text=one_line(typed.text)), now.date())
    with db.writing() as session:
        leave, organisation = leave_for(session, slug, by, now)
        key = organisation.id if organisation else None
        known = annotations.of_organisation(session, key, private=True)
        same = next((one for one in known if (one.on, one.kind, one.text, one.source, one.public) == _shown(new)), None)
        if same is not None:
            return same
        if len(known) >= MOST:
            raise Refused(N_("There are {n} notes here already, which is the most. Withdraw one first."), n=MOST)
        row = AnnotationRow(
            organisation_id=key,
            on=new.on,
            kind=new.kind.value,
            text=new.text,
            source=new.source,
            public=new.public,
            role=leave.role.value,
            logged_at=now,
        )
        session.add(row)
        session.flush()
        details = {"on": new.on.isoformat(), "kind": new.kind.value, "public": new.public}
        leave.note(Deed.ANNOTATION_ADDED, f"annotation:{row.id}", organisation_id=key, **details)
        return annotations.as_annotation(row, organisation.slug if organisation else None)


def leave_for(session: Session, slug: str | None, by: Actor, now: datetime) -> tuple[Permit, OrganisationRow | None]:
    """Leave to write notes, and the organisation they are on; None for the whole movement."""
    if slug is None:
        return permit(session, by, Act.MODERATE, now=now), None
    organisation = organisations.by_slug(session, slug)
    return permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id), organisation


def _shown(new: NewAnnotation) -> tuple[object, ...]:
    return new.on, new.kind, new.text, new.source, new.public
