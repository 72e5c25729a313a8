"""Read how institutions proved who they are: public, so that anybody can look for themselves."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlmodel import col, select

from dashboard.domain.claims import Claim
from db.claims import STANDING, as_claim
from db.engine import Database
from db.tables import ClaimRow, OrganisationRow


def read_proofs(db: Database, slugs: Collection[str]) -> Mapping[str, Sequence[Claim]]:
    """The proofs that count, of some institutions, in the order in which they were given. Who gave them is not told."""
    found: dict[str, list[Claim]] = {slug: [] for slug in slugs}
    query = (
        select(ClaimRow, OrganisationRow.slug)
        .join(OrganisationRow, col(OrganisationRow.id) == col(ClaimRow.organisation_id))
        .where(col(OrganisationRow.slug).in_(list(slugs)), col(ClaimRow.state).in_(STANDING))
        .order_by(col(ClaimRow.proven_at), col(ClaimRow.id))
    )
    with db.reading() as session:
        for row, slug in session.exec(query):
            found[slug].append(replace(as_claim(row, slug), person_id=None))
    return found
