"""Set the official domain of an institution: the collective does, since every proof by domain rests on it."""

from datetime import datetime

from dashboard.domain.audit import Deed
from dashboard.domain.official_domain import domain as official
from dashboard.domain.organisations import Organisation
from dashboard.domain.people import Act, Actor
from dashboard.services.claims.settle import settle
from dashboard.services.permit import permit
from db import organisations
from db.engine import Database


def set_official_domain(db: Database, by: Actor, slug: str, domain: str, *, now: datetime) -> Organisation:
    """Set it, or take it away (empty). Proofs that spoke of another domain are lost at once.

    :raises Refused: not a domain, or one that is nobody's own. :raises NotAllowed: whoever asks is not of the collective.
    """
    name = official(domain) if domain.strip() else None
    with db.writing() as session:
        row = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.MODERATE, now=now, organisation_id=row.id)
        before, row.domain = row.domain, name
        if before != name:
            leave.note(Deed.DOMAIN_SET, f"organisation:{row.id}", organisation_id=row.id, before=before, domain=name)
            settle(session, leave, row)
        return organisations.as_organisation(row)
