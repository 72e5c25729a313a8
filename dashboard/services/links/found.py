"""The account that somebody wants to prove: one of the organisation's own, with leave to do so."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dashboard.domain.errors import N_, NotFound, Refused
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import Permit, permit
from db import grants, organisations
from db.tables import AccountRow, OrganisationRow


@dataclass(frozen=True)
class Found:
    """Rows of one transaction, and the leave to change them."""

    leave: Permit
    account: AccountRow
    organisation: OrganisationRow

    @property
    def remote_id(self) -> str:
        """The network's own lasting identifier; proofs speak of it, never of a handle alone."""
        if self.account.remote_id is None:
            raise Refused(
                N_("{handle} was never read on its network, so nothing can be proven of it. Connect it again by its handle."),
                handle=self.account.handle or "—",
            )
        return self.account.remote_id


def find(session: Session, by: Actor, slug: str, account_id: int, now: datetime) -> Found:
    """The account, if it is this organisation's and whoever asks is in its team.

    :raises NotFound: no such organisation, or the account is not its own. :raises NotAllowed: not in its team.
    """
    organisation = organisations.by_slug(session, slug)
    leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
    held = grants.with_owner(session, account_id)
    if held is None or held[0].organisation_id != organisation.id:
        raise NotFound(N_("{name} has no such account. Choose one of its accounts."), name=organisation.name)
    return Found(leave, held[0], organisation)
