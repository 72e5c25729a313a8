"""Read how institutions proved who they are: public, so that anybody can look for themselves."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlmodel import Session, col, select

from dashboard.domain.claims import Claim, ClaimState, Method
from db.claims import STANDING
from db.engine import Database
from db.tables import ClaimRow, OrganisationRow

PUBLIC = ("id", "method", "state", "challenge", "evidence", "opened_at", "proven_at", "checked_at", "lost_at")
"""What anybody may know of a claim: not who made it."""


def read_proofs(db: Database, slugs: Collection[str] | None) -> Mapping[str, Sequence[Claim]]:
    """The proofs that count, of some institutions or of everybody, in the order in which they were given. Who gave them is not told."""
    with db.reading() as session:
        return proofs_of(session, slugs)


def proofs_of(session: Session, slugs: Collection[str] | None) -> Mapping[str, Sequence[Claim]]:
    """The same, where more is read of them."""
    found: dict[str, list[Claim]] = defaultdict(list, {slug: [] for slug in slugs or ()})
    query = (
        select(OrganisationRow.slug, *(getattr(ClaimRow, name) for name in PUBLIC))
        .join_from(ClaimRow, OrganisationRow, col(OrganisationRow.id) == col(ClaimRow.organisation_id))
        .where(col(ClaimRow.state).in_(STANDING))
        .order_by(col(ClaimRow.proven_at), col(ClaimRow.id))
    )
    if slugs is not None:
        query = query.where(col(OrganisationRow.slug).in_(list(slugs)))
    for slug, key, method, state, *rest in session.execute(query).all():
        found[slug].append(Claim(key, slug, Method(method), ClaimState(state), *rest))
    return found
