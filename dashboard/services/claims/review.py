"""What people decide: two members of the collective who have no part in it confirm a claim, one refuses it, any takes a proof back."""

from datetime import datetime

from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.claims import REVIEWERS, Claim, ClaimState
from dashboard.domain.errors import N_, Conflict, NotAllowed, Refused
from dashboard.domain.people import Act, Actor, Role
from dashboard.services.claims.settle import enter, join, settle
from dashboard.services.claims.whose import no_such_claim
from dashboard.services.permit import Permit, permit
from dashboard.services.typed import one_line
from db import claims, people
from db.engine import Database
from db.tables import ClaimRow, OrganisationRow, ReviewRow

LONGEST_NOTE = 1_000


def review(db: Database, by: Actor, claim_id: int, approves: bool, note: str, *, now: datetime) -> Claim:
    """Say of a waiting claim that it is right, or that it is not.

    Two who say yes, and are still of the collective and without a part in it when the second says so, prove it; its claimant then
    joins the team as an owner. One who says no refuses it.

    :param note: what was checked, for the other reviewers; needed for a refusal.
    :raises NotAllowed: their own claim, or one of their own organisation. :raises Conflict: reviewed already, or decided meanwhile.
    """
    with db.writing() as session:
        leave, row, organisation = _waiting(session, by, claim_id, now)
        if ClaimState(row.state) is not ClaimState.WAITING or row.person_id is None:
            raise Conflict(N_("This claim is not waiting, or no longer. Nothing was changed."))
        if not _may_judge(session, leave.person_id, row):
            raise NotAllowed(N_("You have a part in this organisation or this claim. Somebody else of the collective has to review it."))
        if not approves and not note.strip():
            raise Refused(N_("Say why: whoever made the claim has to know what to do about it."))
        said = claims.reviews(session, [claim_id])
        if any(one.reviewer_id == leave.person_id for one in said):
            raise Conflict(N_("You have reviewed this claim already. Somebody else of the collective has to say the same."))
        reviewer = leave.person_id or 0
        session.add(ReviewRow(claim_id=claim_id, reviewer_id=reviewer, approves=approves, note=one_line(note)[:LONGEST_NOTE], at=now))
        session.flush()
        leave.note(Deed.CLAIM_REVIEWED, f"claim:{claim_id}", organisation_id=organisation.id, approves=approves)
        if not approves:
            _refuse(session, leave, row, organisation, note)
        elif _confirmed(session, claim_id, row):
            enter(session, leave, row, ClaimState.PROVEN)
            if people.role_in(session, row.person_id, row.organisation_id) is None:
                join(session, leave, row)
            settle(session, leave, organisation)
        return claims.as_claim(row, organisation.slug)


def revoke(db: Database, by: Actor, claim_id: int, reason: str, *, now: datetime) -> Claim:
    """Take a proof back, or end a claim, by the collective: at once, without a notice. Who is in the team does not change by it.

    :raises Refused: no reason is given, or it is over already.
    """
    with db.writing() as session:
        known = claims.with_owner(session, claim_id)
        leave = permit(session, by, Act.MODERATE, now=now, organisation_id=known[1].id if known else None)
        if known is None:
            raise no_such_claim()
        row, organisation = known
        if ClaimState(row.state) in (ClaimState.LOST, ClaimState.REFUSED, ClaimState.WITHDRAWN):
            raise Conflict(N_("This claim is over already. Nothing was changed."))
        if not reason.strip():
            raise Refused(N_("Say why: whoever made the claim has to know what to do about it."))
        _refuse(session, leave, row, organisation, reason)
        return claims.as_claim(row, organisation.slug)


def _waiting(session: Session, by: Actor, claim_id: int, now: datetime) -> tuple[Permit, ClaimRow, OrganisationRow]:
    leave = permit(session, by, Act.MODERATE, now=now)
    if leave.person_id is None:
        raise NotAllowed(N_("A review is given by a person who is signed in, not by a command."))
    known = claims.with_owner(session, claim_id)
    if known is None:
        raise no_such_claim()
    return leave, *known


def _may_judge(session: Session, person_id: int | None, row: ClaimRow) -> bool:
    """Whether somebody has no part in a claim: not their own, not their team's, and no claim of theirs on the same organisation."""
    if person_id is None or person_id == row.person_id:
        return False
    member = people.role_in(session, person_id, row.organisation_id) is not None
    return not member and not claims.has_interest(session, row.organisation_id, person_id)


def _confirmed(session: Session, claim_id: int, row: ClaimRow) -> bool:
    """Whether enough people confirm it who could do so today; a yes of somebody who left the collective, or joined the team, is none."""
    count = 0
    for one in claims.reviews(session, [claim_id]):
        person = people.by_id(session, one.reviewer_id)
        if one.approves and person is not None and Role.COLLECTIVE in people.roles_of(person):
            count += _may_judge(session, one.reviewer_id, row)
    return count >= REVIEWERS


def _refuse(session: Session, leave: Permit, row: ClaimRow, organisation: OrganisationRow, reason: str) -> None:
    row.note = one_line(reason)[:LONGEST_NOTE]
    enter(session, leave, row, ClaimState.REFUSED)
    settle(session, leave, organisation)
