"""The claim that somebody wants to act on: their own, or their team's."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dashboard.domain.claims import COUNTS, ClaimState
from dashboard.domain.errors import N_, NotFound
from dashboard.domain.people import TEAM, Act, Actor, Role
from dashboard.services.permit import Permit, permit
from db import claims
from db.tables import ClaimRow, OrganisationRow


@dataclass(frozen=True)
class Held:
    """Rows of one transaction, and the leave to change them."""

    leave: Permit
    row: ClaimRow
    organisation: OrganisationRow


def held_by(session: Session, by: Actor, claim_id: int, now: datetime) -> Held:
    """A claim, if it is the affair of whoever asks: their own while it is not decided, their team's once it counts.

    Who left the team has no say in what counts for it any more.

    :raises NotFound: there is none, or it is none of theirs: the same sentence for both.
    :raises SignInNeeded: nobody is signed in.
    """
    known = claims.with_owner(session, claim_id)
    leave = permit(session, by, Act.CLAIM, now=now, organisation_id=known[1].id if known else None)
    if known is None:
        raise no_such_claim()
    row, organisation = known
    theirs = leave.role in TEAM if ClaimState(row.state) in COUNTS else row.person_id == leave.person_id
    if not theirs and leave.role is not Role.COLLECTIVE:
        raise no_such_claim()
    return Held(leave, row, organisation)


def no_such_claim() -> NotFound:
    """The sentence for a claim that is not there, and for one that is none of theirs."""
    return NotFound(N_("There is no such claim. Choose one from the list."))
