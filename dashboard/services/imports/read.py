"""What was brought for an institution, and when."""

from datetime import datetime

from dashboard.domain.imports import Import
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import permit
from db import imports, organisations
from db.engine import Database


def imports_of(db: Database, by: Actor, slug: str, *, now: datetime) -> list[Import]:
    """Every import, newest first, undone ones included.

    :raises NotFound: no such organisation. :raises NotAllowed: whoever asks is not in its team.
    """
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        return imports.of_organisation(session, organisation.id or 0)
