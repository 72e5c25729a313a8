"""What a proof is worth to whom, and the level that follows: the one place where a claim changes its state.

A proof says that somebody speaks for the institution; it opens a team to nobody, but the very first. A claimant in the team raises its
level at once. A stranger becomes the owner only of an organisation that never had a team; where there is, or was, one, what they found
waits for the collective, and counts for nothing meanwhile.
"""

from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.claim_rules import PERSONAL, fate
from dashboard.domain.claims import COUNTS, Claim, ClaimState, Method, level_of
from dashboard.domain.people import Role
from dashboard.domain.proof_places import belongs
from dashboard.services.permit import Permit
from db import claims, organisations, people
from db.tables import ClaimRow, OrganisationRow

LEFT_BEHIND = (ClaimState.NOTICE, ClaimState.LOST)


def found(session: Session, leave: Permit, organisation: OrganisationRow, row: ClaimRow, evidence: str) -> Claim:
    """The proof was found just now: it counts, or waits for the collective.

    :param evidence: where it was found.
    """
    row.evidence, row.checked_at = evidence[:600], leave.now
    member = _member(session, row)
    if ClaimState(row.state) not in COUNTS:
        first = row.person_id is not None and not claims.ever_had_team(session, organisation.id or 0)
        enter(session, leave, row, ClaimState.PROVEN if member or first else ClaimState.WAITING)
        if first and not member:
            join(session, leave, row)
    elif member or Method(row.method) not in PERSONAL:  # whoever left the team prolongs no notice
        enter(session, leave, row, ClaimState.PROVEN)
    settle(session, leave, organisation)
    return claims.as_claim(row, organisation.slug)


def missing(session: Session, leave: Permit, organisation: OrganisationRow, row: ClaimRow) -> None:
    """The proof is not where it should be: what counted is on notice, what waited is open again."""
    row.checked_at = leave.now
    state = ClaimState(row.state)
    if state in COUNTS:
        enter(session, leave, row, ClaimState.NOTICE)
    elif state is ClaimState.WAITING:
        enter(session, leave, row, ClaimState.OPEN)
    settle(session, leave, organisation)


def settle(session: Session, leave: Permit, organisation: OrganisationRow) -> None:
    """Let every claim be what it has become, and the level what follows from them.

    To be called in the transaction of whatever changes the official domain, the SIRET or the claims of an organisation.
    """
    session.flush()
    rows = claims.of_organisation(session, organisation.id or 0)
    for row in rows:
        enter(session, leave, row, _fate(session, leave, organisation, row))
    if organisation.fictional and not any(row.proven_at for row in rows):
        return  # the demo gives levels without proofs
    before, level = organisation.level, level_of([claims.as_claim(row, organisation.slug) for row in rows]).value
    if level != before:
        organisation.level = level
        session.add(organisation)
        leave.note(Deed.LEVEL_CHANGED, f"organisation:{organisation.id}", organisation_id=organisation.id, before=before, level=level)
    session.flush()


def enter(session: Session, leave: Permit, row: ClaimRow, state: ClaimState) -> None:
    """Put a claim in a state and note it; the same state again is no news."""
    if row.state == state.value:
        return
    before, row.state = row.state, state.value
    if state is not ClaimState.REFUSED:
        row.note = ""  # what a claimant wrote of themselves is kept no longer than it is needed
    if state is ClaimState.PROVEN:
        row.proven_at, row.lost_at = row.proven_at or leave.now, None
    elif state in LEFT_BEHIND:
        row.lost_at = row.lost_at or leave.now
    session.add(row)
    session.flush()
    deed = {
        ClaimState.PROVEN: Deed.CLAIM_PROVEN,
        ClaimState.WAITING: Deed.CLAIM_PROVEN,
        ClaimState.NOTICE: Deed.CLAIM_LOST,
        ClaimState.LOST: Deed.CLAIM_LOST,
        ClaimState.OPEN: Deed.CLAIM_LOST,
        ClaimState.WITHDRAWN: Deed.CLAIM_WITHDRAWN,
        ClaimState.REFUSED: Deed.CLAIM_REVIEWED,
    }[state]
    leave.note(deed, f"claim:{row.id}", organisation_id=row.organisation_id, method=row.method, before=before, state=state.value)


def join(session: Session, leave: Permit, row: ClaimRow) -> None:
    """Make the claimant an owner of the organisation."""
    if row.person_id is None:
        return
    people.join(session, row.person_id, row.organisation_id, Role.OWNER, leave.now)
    leave.note(
        Deed.ROLE_GIVEN, f"person:{row.person_id}", organisation_id=row.organisation_id, given=Role.OWNER.value, claim=f"claim:{row.id}"
    )


def _fate(session: Session, leave: Permit, organisation: OrganisationRow, row: ClaimRow) -> ClaimState:
    known = organisations.as_organisation(organisation)
    holds = row.method != Method.SIRET.value or (
        row.person_id is not None and claims.has_siret(session, row.person_id, organisation.siret or "")
    )
    return fate(
        claims.as_claim(row, organisation.slug),
        member=_member(session, row),
        belongs=belongs(Method(row.method), row.evidence, known),
        holds=holds,
        now=leave.now,
    )


def _member(session: Session, row: ClaimRow) -> bool:
    return row.person_id is not None and people.role_in(session, row.person_id, row.organisation_id) is not None
