"""The SIRET that a provider of identities says of somebody, compared with the register's."""

from datetime import datetime

from dashboard.domain.claims import Claim, Method
from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import Act, Actor
from dashboard.services.claims import settle
from dashboard.services.claims.open import begin
from dashboard.services.permit import permit
from db import claims, organisations
from db.engine import Database
from db.tables import SessionRow


def prove_siret(db: Database, by: Actor, slug: str, *, now: datetime) -> Claim:
    """Prove that one works for this establishment, as the provider said at the sign-in of this very session.

    Only the whole SIRET counts: the same SIREN is the same legal unit, which may be a ministry with a thousand establishments.

    :raises Refused: the register has no SIRET for the institution, or the provider said another, or none.
    """
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.CLAIM, now=now, organisation_id=organisation.id)
        if not organisation.siret:
            raise Refused(
                N_("The register has no SIRET for {name}. Ask the collective to add it, or prove the domain instead."),
                name=organisation.name,
            )
        since = session.get_one(SessionRow, by.session_id).made_at
        if not claims.has_siret(session, leave.person_id or 0, organisation.siret, since=since):
            raise Refused(
                N_("In this session no provider said that you work for {name} (SIRET {siret}). Sign in through it, then try again."),
                name=organisation.name,
                siret=organisation.siret,
            )
        row = claims.alive(session, organisation.id or 0, leave.person_id or 0, Method.SIRET)
        row = row or begin(session, leave, organisation, Method.SIRET)
        return settle.found(session, leave, organisation, row, organisation.siret)
