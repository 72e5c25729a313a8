"""Accounts that a list may send others to."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from dashboard.domain.accounts import CURRENT, SURE, Origin
from dashboard.domain.networks import Network
from db.chunks import among
from db.tables import AccountRow, OrganisationRow


def of_some(session: Session, network: Network, organisation_ids: Collection[int]) -> Sequence[str]:
    """Handles of the new accounts of some institutions, proven and current."""
    query = select(AccountRow.handle).where(
        AccountRow.network == network.value,
        AccountRow.origin == Origin.DESTINATION.value,
        col(AccountRow.link).in_(SURE),
        col(AccountRow.state).in_(CURRENT),
        among(session, col(AccountRow.organisation_id), sorted(organisation_ids)),
    )
    return session.exec(query).all() if organisation_ids else []


def of_kinds(session: Session, network: Network) -> Sequence[tuple[str, bool, str]]:
    """(kind, whether it is fictional, handle) of every new account in the register, proven and current."""
    query = (
        select(OrganisationRow.kind, OrganisationRow.fictional, AccountRow.handle)
        .join(OrganisationRow, col(OrganisationRow.id) == col(AccountRow.organisation_id))
        .where(
            AccountRow.network == network.value,
            AccountRow.origin == Origin.DESTINATION.value,
            col(AccountRow.link).in_(SURE),
            col(AccountRow.state).in_(CURRENT),
        )
    )
    return [(kind, fictional, handle) for kind, fictional, handle in session.exec(query)]
