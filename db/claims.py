"""Claims and reviews: find them, hand them out as the domain's own, and the facts on which their fate rests."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, and_, col, exists, func, or_, select

from dashboard.domain.audit import Deed
from dashboard.domain.claim_steps import CONTROL
from dashboard.domain.claims import Claim, ClaimState, Method
from db.audit import formerly
from db.tables import (
    AccountProofRow,
    AuditRow,
    ClaimRow,
    GrantRow,
    IdentityRow,
    MembershipRow,
    OrganisationRow,
    Purpose,
    ReviewRow,
    TicketRow,
)

PENDING = (ClaimState.OPEN.value, ClaimState.WAITING.value)
STANDING = (ClaimState.PROVEN.value, ClaimState.NOTICE.value)
OF_TEAMS = (Deed.ROLE_GIVEN.value, Deed.ROLE_TAKEN.value)


def as_claim(row: ClaimRow, slug: str) -> Claim:
    """The row as the domain knows it."""
    return Claim(
        id=row.id or 0,
        organisation=slug,
        method=Method(row.method),
        state=ClaimState(row.state),
        challenge=row.challenge,
        evidence=row.evidence,
        opened_at=row.opened_at,
        proven_at=row.proven_at,
        checked_at=row.checked_at,
        lost_at=row.lost_at,
        person_id=row.person_id,
    )


def of_organisation(session: Session, organisation_id: int) -> Sequence[ClaimRow]:
    """All claims of an organisation, in the order in which they were opened."""
    return session.exec(select(ClaimRow).where(ClaimRow.organisation_id == organisation_id).order_by(col(ClaimRow.id))).all()


def with_owner(session: Session, claim_id: int) -> tuple[ClaimRow, OrganisationRow] | None:
    """A claim and whose it is."""
    query = select(ClaimRow, OrganisationRow).join(OrganisationRow, col(OrganisationRow.id) == col(ClaimRow.organisation_id))
    return session.exec(query.where(ClaimRow.id == claim_id)).first()


def alive(session: Session, organisation_id: int, person_id: int, method: Method) -> ClaimRow | None:
    """The claim of somebody by that method that is neither lost, refused nor withdrawn."""
    query = select(ClaimRow).where(
        ClaimRow.organisation_id == organisation_id,
        ClaimRow.person_id == person_id,
        ClaimRow.method == method.value,
        col(ClaimRow.state).in_((*PENDING, *STANDING)),
    )
    return session.exec(query.order_by(col(ClaimRow.id).desc())).first()


def pending(session: Session, person_id: int) -> int:
    """How many claims of somebody are not decided yet."""
    query = select(func.count()).where(ClaimRow.person_id == person_id, col(ClaimRow.state).in_(PENDING))
    return session.exec(query).one()


def has_interest(session: Session, organisation_id: int, person_id: int) -> bool:
    """Whether somebody claims, or holds, something of this organisation: they do not review others' claims of it."""
    query = select(ClaimRow.id).where(ClaimRow.organisation_id == organisation_id, ClaimRow.person_id == person_id)
    return session.exec(query.where(col(ClaimRow.state).in_((*PENDING, *STANDING))).limit(1)).first() is not None


def ever_had_team(session: Session, organisation_id: int) -> bool:
    """Whether anybody is, or ever was, in the team of an organisation, or of one that was merged into it; or is invited to it.

    The audit does not forget who left or was erased.
    """
    invited = col(TicketRow.purpose) == Purpose.INVITATION.value
    facts = (
        exists().where(col(MembershipRow.organisation_id) == organisation_id),
        exists().where(invited, col(TicketRow.used_at).is_(None), col(TicketRow.organisation_id) == organisation_id),
        exists().where(col(AuditRow.organisation_id).in_(formerly(session, organisation_id)), col(AuditRow.deed).in_(OF_TEAMS)),
        exists().where(col(ClaimRow.organisation_id) == organisation_id, col(ClaimRow.proven_at).is_not(None)),
    )
    return bool(session.execute(select(or_(*facts))).scalar())


def controlled(session: Session, account_ids: Iterable[int]) -> frozenset[int]:
    """Those of some accounts of which somebody of the team showed that they hold them, and not only that they are the institution's."""
    keys = list(account_ids)
    proven = select(AccountProofRow.account_id).where(
        col(AccountProofRow.account_id).in_(keys),
        col(AccountProofRow.method).in_([one.value for one in CONTROL]),
        col(AccountProofRow.proven_at).is_not(None),
        col(AccountProofRow.lost_at).is_(None),
    )
    granted = select(GrantRow.account_id).where(col(GrantRow.account_id).in_(keys))
    return frozenset({*session.exec(proven), *session.exec(granted)})


def has_siret(session: Session, person_id: int, siret: str, *, since: datetime | None = None) -> bool:
    """Whether a provider said that somebody works for that establishment, at their last sign-in there.

    :param since: only a provider that said so since then.
    """
    query = select(IdentityRow.id).where(IdentityRow.person_id == person_id, IdentityRow.siret == siret)
    if since is not None:
        query = query.where(col(IdentityRow.used_at) >= since)
    return session.exec(query.limit(1)).first() is not None


def in_states(session: Session, states: Collection[ClaimState]) -> Sequence[tuple[ClaimRow, OrganisationRow]]:
    """All claims in these states and whose they are, the oldest first."""
    query = (
        select(ClaimRow, OrganisationRow)
        .join(OrganisationRow, col(OrganisationRow.id) == col(ClaimRow.organisation_id))
        .where(col(ClaimRow.state).in_([one.value for one in states]))
        .order_by(col(ClaimRow.id))
    )
    return session.exec(query).all()


def looked_at_before(session: Session, methods: Collection[Method], before: datetime) -> Sequence[ClaimRow]:
    """Claims by these methods that stand, or wait, and were last looked at before that instant; the longest ago first."""
    query = select(ClaimRow).where(
        col(ClaimRow.method).in_([one.value for one in methods]),
        col(ClaimRow.state).in_((*STANDING, ClaimState.WAITING.value)),
        col(ClaimRow.checked_at) <= before,
    )
    return session.exec(query.order_by(col(ClaimRow.checked_at), col(ClaimRow.id))).all()


def unsettled(session: Session, personal: Collection[Method]) -> Sequence[int]:
    """Organisations of which something may be decided: a notice that runs, somebody who waits, a claimant who left or changed employer.

    :param personal: methods that prove something of the claimant alone.
    """
    there = exists().where(
        col(MembershipRow.person_id) == col(ClaimRow.person_id), col(MembershipRow.organisation_id) == col(ClaimRow.organisation_id)
    )
    moving = col(ClaimRow.state).in_((ClaimState.NOTICE.value, ClaimState.WAITING.value))
    of_nobody = col(ClaimRow.person_id).is_(None) & (ClaimRow.state == ClaimState.OPEN.value)
    left = and_(ClaimRow.state == ClaimState.PROVEN.value, col(ClaimRow.method).in_([one.value for one in personal]), ~there)
    employed = exists().where(col(IdentityRow.person_id) == col(ClaimRow.person_id), col(IdentityRow.siret) == col(ClaimRow.evidence))
    moved_on = and_(ClaimRow.state == ClaimState.PROVEN.value, ClaimRow.method == Method.SIRET.value, ~employed)
    query = select(ClaimRow.organisation_id).where(or_(moving, of_nobody, left, moved_on)).distinct()
    return session.exec(query.order_by(col(ClaimRow.organisation_id))).all()


def reviews(session: Session, claim_ids: Iterable[int]) -> Sequence[ReviewRow]:
    """What was said of some claims, in the order in which it was said."""
    return session.exec(select(ReviewRow).where(col(ReviewRow.claim_id).in_(list(claim_ids))).order_by(col(ReviewRow.id))).all()
