"""Withdraw a claim: one's own while it is not decided, one's team's once it counts."""

from datetime import datetime

from dashboard.domain.claims import COUNTS, Claim, ClaimState
from dashboard.domain.errors import N_, Conflict
from dashboard.domain.people import Act, Actor
from dashboard.services.claims.settle import enter, settle
from dashboard.services.claims.whose import held_by
from dashboard.services.permit import permit
from db import claims
from db.engine import Database


def withdraw(db: Database, by: Actor, claim_id: int, *, now: datetime) -> Claim:
    """End a claim. One that counted counts no longer, at once: an owner of the team decides that.

    :raises NotFound: the claim is none of theirs. :raises NotAllowed: it counts, and whoever asks is no owner of the team.
    :raises Conflict: it is over already.
    """
    with db.writing() as session:
        held = held_by(session, by, claim_id, now)
        state = ClaimState(held.row.state)
        if state in COUNTS:
            permit(session, by, Act.MANAGE_TEAM, now=now, organisation_id=held.organisation.id)
        elif state not in (ClaimState.OPEN, ClaimState.WAITING):
            raise Conflict(N_("This claim is over already. Nothing was changed."))
        enter(session, held.leave, held.row, ClaimState.WITHDRAWN)
        settle(session, held.leave, held.organisation)
        return claims.as_claim(held.row, held.organisation.slug)
