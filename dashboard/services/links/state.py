"""How sure it is that an account is its organisation's, from what it has granted and what was proven of it."""

from datetime import datetime

from sqlmodel import Session

from dashboard.domain.accounts import Link, LinkMethod
from db import grants
from db.tables import AccountProofRow, AccountRow

STRENGTH = (LinkMethod.OAUTH, LinkMethod.DOMAIN_HANDLE, LinkMethod.VERIFIED_LINK, LinkMethod.PROFILE_CODE, LinkMethod.APP_PASSWORD)
"""Which proof is told where there are several."""


def holds(proof: AccountProofRow) -> bool:
    """Whether a proof was given and not lost since."""
    return proof.proven_at is not None and proof.lost_at is None


def record(session: Session, account: AccountRow, method: LinkMethod, evidence: str, now: datetime) -> bool:
    """Note that a proof was found; returns whether that is news. It stands since it was first found, or found again."""
    row = grants.proof(session, account.id or 0, method)
    if row is None:
        row = AccountProofRow(account_id=account.id or 0, method=method.value, opened_at=now)
        session.add(row)
    news = not holds(row)
    if news:
        row.proven_at, row.lost_at = now, None
    row.evidence, row.checked_at = evidence[:600], now
    session.flush()
    settle(session, account)
    return news


def lose(session: Session, account: AccountRow, method: LinkMethod, now: datetime) -> bool:
    """Note that a proof is no longer found; returns whether that is news."""
    row = grants.proof(session, account.id or 0, method)
    if row is None:
        return False
    news = holds(row)
    row.checked_at, row.lost_at = now, row.lost_at or now
    session.flush()
    settle(session, account)
    return news


def settle(session: Session, account: AccountRow) -> None:
    """Let the account say what holds now: authorised while a token is kept, else proven, else listed."""
    grant = grants.grant_of(session, account.id or 0)
    if grant is not None:
        account.link, account.linked_how, account.linked_at = Link.AUTHORISED.value, LinkMethod.OAUTH.value, grant.made_at
    else:
        proofs = {LinkMethod(one.method): one for one in grants.proofs_of(session, [account.id or 0]) if holds(one)}
        best = next((method for method in STRENGTH if method in proofs), None)
        account.link = (Link.PROVEN if best else Link.LISTED).value
        account.linked_how = best.value if best else None
        account.linked_at = proofs[best].proven_at if best else None
    session.add(account)
    session.flush()
