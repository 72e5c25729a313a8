"""For whom figures are brought: the institution, for its own team."""

from datetime import datetime

from dashboard.domain.organisations import Organisation
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import permit
from db import organisations
from db.engine import Database


def own_organisation(db: Database, by: Actor, slug: str, *, now: datetime) -> Organisation:
    """The institution that the address names, for somebody who may bring figures for it.

    :raises NotFound: no organisation is called so. :raises NotAllowed: whoever asks is not in its team.
    """
    with db.reading() as session:
        row = organisations.by_slug(session, slug)
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=row.id)
        return organisations.as_organisation(row)
