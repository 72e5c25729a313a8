"""What a team can do to go up a level: each way that is worth more than what it has, and what it lacks for it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.domain.accounts import Account, Link, LinkMethod
from dashboard.domain.claims import COUNTS, LEVELS, Claim, ClaimState, Method
from dashboard.domain.organisations import Level, Organisation
from dashboard.domain.proof_places import NETWORKS, place

CONTROL = frozenset({LinkMethod.PROFILE_CODE, LinkMethod.APP_PASSWORD, LinkMethod.OAUTH})
"""Proofs of an account that only somebody who holds it can give."""


class Lack(StrEnum):
    """What stands in the way of a proof."""

    DOMAIN = "domain"  # the collective has not set the official domain
    SIRET = "siret"  # the register has none
    ACCOUNT = "account"  # no account on that network is connected
    CONTROL = "control"  # nothing shows that the account is in the team's hands


@dataclass(frozen=True)
class Step:
    """One way up.

    :param reaches: the level that it gives.
    :param claim: the one that is open or waiting already, or None.
    :param lacks: what has to be done first, or None: it can begin now.
    :param place: where the challenge goes (name of a record, address of a file); empty where there is none to put.
    :param account_id: the account that would prove it.
    """

    method: Method
    reaches: Level
    claim: Claim | None = None
    lacks: Lack | None = None
    place: str = ""
    account_id: int | None = None


def next_steps(
    organisation: Organisation, claims: Sequence[Claim], accounts: Sequence[Account], controlled: frozenset[int] = frozenset()
) -> list[Step]:
    """The ways to a higher level, the next level first; none at the highest.

    :param claims: those whom the reader may see with their challenges: their own.
    :param controlled: accounts shown to be in the team's hands, beside those that say so themselves.
    """
    pending = {claim.method: claim for claim in claims if claim.state in (ClaimState.OPEN, ClaimState.WAITING)}
    standing = {claim.method for claim in claims if claim.state in COUNTS}
    steps = [
        _step(method, organisation, pending.get(method), accounts, controlled)
        for method in Method
        if LEVELS[method] > organisation.level and method not in standing
    ]
    return sorted(steps, key=lambda step: (step.reaches, step.lacks is not None))


def _step(method: Method, organisation: Organisation, claim: Claim | None, accounts: Sequence[Account], controlled: frozenset[int]) -> Step:
    domain = organisation.domain or ""
    lacks: Lack | None = None
    account: Account | None = None
    if method in NETWORKS:
        known = [one for one in accounts if one.network is NETWORKS[method] and one.remote_id]
        held = [one for one in known if one.id in controlled or one.link is Link.AUTHORISED or one.linked_how in CONTROL]
        account = next(iter(held or known), None)
        lacks = None if held else Lack.CONTROL if known else Lack.ACCOUNT
    if method is Method.SIRET and not organisation.siret:
        lacks = Lack.SIRET
    if method not in (Method.SIRET, Method.REVIEW) and not domain:
        lacks = Lack.DOMAIN
    return Step(
        method=method,
        reaches=LEVELS[method],
        claim=claim,
        lacks=lacks,
        place=place(method, domain) if domain else "",
        account_id=account.id if account else None,
    )
