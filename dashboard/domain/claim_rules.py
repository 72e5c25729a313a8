"""What becomes of a claim as time passes and teams change, and when its proof is looked at again. Pure."""

from datetime import datetime, timedelta

from dashboard.domain.claims import COUNTS, NOTICE, RECHECK_EVERY, RECHECKED, Claim, ClaimState, Method

PERSONAL = frozenset({Method.MAIL, Method.SIRET})
"""Proofs of what one person is: they count while that person is in the team."""
PENDING = frozenset({ClaimState.OPEN, ClaimState.WAITING})
SPREAD = timedelta(days=1)
"""Proofs that were looked at in the same hour are not all due in the same hour a week later."""
RECHECK_MISSING = timedelta(days=1)
"""A proof on notice is looked for every day, so that one that was put back is seen long before the notice runs out."""
PATIENCE = timedelta(days=30)
"""How long a proof counts that nobody can look at, because nobody answers."""


def fate(claim: Claim, *, member: bool, belongs: bool, holds: bool, now: datetime) -> ClaimState:
    """The state of a claim now, if nothing new was found.

    :param member: whether the claimant is in the team.
    :param belongs: whether the proof speaks of the official domain, or the SIRET, as it is today.
    :param holds: for a SIRET, whether the provider still says it of the claimant.
    """
    state = claim.state
    if state in PENDING and claim.person_id is None:
        return ClaimState.WITHDRAWN
    if (state is ClaimState.WAITING or state in COUNTS) and not belongs:
        return ClaimState.LOST
    if state is ClaimState.WAITING and member and claim.method is not Method.REVIEW:
        return ClaimState.PROVEN
    if state in COUNTS and claim.method in PERSONAL:
        state = ClaimState.PROVEN if member and holds else ClaimState.NOTICE
    over = claim.lost_at is not None and now >= claim.lost_at + NOTICE
    return ClaimState.LOST if state is ClaimState.NOTICE and over else state


def is_due(claim: Claim, now: datetime) -> bool:
    """Whether the proof is to be looked at again: about a week after the last look that was answered."""
    if claim.method not in RECHECKED or claim.checked_at is None or not (claim.state in COUNTS or claim.state is ClaimState.WAITING):
        return False
    every = RECHECK_MISSING if claim.state is ClaimState.NOTICE else RECHECK_EVERY - SPREAD + _spread(claim.id)
    return now - claim.checked_at >= every


def _spread(key: int) -> timedelta:
    """Up to a day, the same for a claim each week, unlike that of its neighbours."""
    return SPREAD * (key * 2_654_435_761 % 1_440) / 1_440


def gone_silent(claim: Claim, now: datetime) -> bool:
    """Whether nobody has answered for so long that the proof counts as missing."""
    return claim.checked_at is None or now - claim.checked_at >= PATIENCE
