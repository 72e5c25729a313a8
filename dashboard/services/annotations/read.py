"""Read the notes on charts: the public ones for everybody, all of them for those who write them."""

from datetime import datetime

from dashboard.domain.annotations import Annotation
from dashboard.domain.people import Actor
from dashboard.services.annotations.annotate import leave_for
from db import annotations, organisations
from db.engine import Database


def read_annotations(db: Database, slug: str | None = None) -> list[Annotation]:
    """The public notes by day: those on an organisation and on the whole movement; without a slug on the whole movement alone.

    :raises NotFound: no organisation is called so.
    """
    with db.reading() as session:
        key = organisations.by_slug(session, slug).id if slug is not None else None
        return annotations.of_organisation(session, key, private=False, movement=True)


def read_all_annotations(db: Database) -> list[Annotation]:
    """Every public note of the register, by day: for the open data."""
    with db.reading() as session:
        return annotations.every_public(session)


def own_annotations(db: Database, by: Actor, slug: str | None, *, now: datetime) -> list[Annotation]:
    """Public and private notes, by day, for those who write them.

    :param slug: on which organisation; None for the whole movement.
    :raises NotFound: no organisation is called so. :raises NotAllowed: whoever asks may not write notes there.
    """
    with db.reading() as session:
        _, organisation = leave_for(session, slug, by, now)
        return annotations.of_organisation(session, organisation.id if organisation else None, private=True)
