"""What is known of the accounts of an institution: for everybody how each is proven, for its team what can still be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.account_proofs import WAYS
from dashboard.domain.accounts import Account, LinkMethod
from dashboard.domain.networks import Network
from dashboard.domain.people import Act, Actor
from dashboard.services.links.state import holds
from dashboard.services.permit import permit
from db import accounts, grants, organisations
from db.engine import Database
from db.tables import AccountProofRow


@dataclass(frozen=True)
class Proof:
    """One proof of one account, in force or lost.

    :param evidence: what was found: a handle, an address; public by nature.
    :param proven_at: since when; ``lost_at``: since when it is missing, or None while it is there.
    """

    method: LinkMethod
    evidence: str
    proven_at: datetime
    checked_at: datetime | None
    lost_at: datetime | None


@dataclass(frozen=True)
class AccountLink:
    """One account with its proofs. What holds now is in ``account``: ``link``, ``linked_how``, ``linked_at``."""

    account: Account
    proofs: Sequence[Proof]


@dataclass(frozen=True)
class Way:
    """One way to prove an account, for its team.

    :param challenge: the code to publish, once asked for.
    :param proof: what came of it so far, or None.
    """

    method: LinkMethod
    challenge: str = ""
    proof: Proof | None = None


@dataclass(frozen=True)
class Provable:
    """One account that can be proven, and how.

    :param can_give_back: a token is kept.
    """

    account: Account
    ways: Sequence[Way]
    can_give_back: bool
    domain: str | None


def links_of(db: Database, slug: str) -> list[AccountLink]:
    """How sure it is of each account of an institution that it is its own. Public.

    :raises NotFound: no organisation is called so.
    """
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        rows = accounts.of_organisations(session, [organisation.id or 0])
        proofs = _by_account(grants.proofs_of(session, [row.id or 0 for row in rows]))
        return [
            AccountLink(accounts.as_account(row, organisation.slug), [_proof(one) for one in proofs.get(row.id or 0, []) if one.proven_at])
            for row in rows
        ]


def ways_of(db: Database, by: Actor, slug: str, *, now: datetime) -> list[Provable]:
    """The accounts that can be proven and the ways to do it, for the team.

    :raises NotFound: no organisation is called so. :raises NotAllowed: whoever asks is not in its team.
    """
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        rows = [
            row for row in accounts.of_organisations(session, [organisation.id or 0]) if row.remote_id and WAYS.get(Network(row.network))
        ]
        keys = [row.id or 0 for row in rows]
        proofs, granted = _by_account(grants.proofs_of(session, keys)), grants.grants_of(session, keys)
        return [
            Provable(
                accounts.as_account(row, organisation.slug),
                [_way(method, proofs.get(row.id or 0, [])) for method in WAYS[Network(row.network)]],
                can_give_back=row.id in granted,
                domain=organisation.domain,
            )
            for row in rows
        ]


def _way(method: LinkMethod, proofs: Sequence[AccountProofRow]) -> Way:
    row = next((one for one in proofs if one.method == method.value), None)
    return Way(method, row.challenge, _proof(row) if row.proven_at else None) if row else Way(method)


def _proof(row: AccountProofRow) -> Proof:
    assert row.proven_at is not None
    return Proof(LinkMethod(row.method), row.evidence, row.proven_at, row.checked_at, None if holds(row) else row.lost_at)


def _by_account(rows: Sequence[AccountProofRow]) -> dict[int, list[AccountProofRow]]:
    found: dict[int, list[AccountProofRow]] = {}
    for row in rows:
        found.setdefault(row.account_id, []).append(row)
    return found
