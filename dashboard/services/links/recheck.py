"""Look again, once a week, at the proofs that stay in public; what is no longer there counts no longer."""

from datetime import datetime, timedelta

from connectors.base import ConnectorError, Remedy
from connectors.witnesses import Witnesses
from dashboard.domain.account_proofs import RECHECKED
from dashboard.domain.audit import Deed
from dashboard.domain.errors import Refused
from dashboard.domain.people import ROUTINE, Act, Actor
from dashboard.services.links.looks import LOOKS, Asked
from dashboard.services.links.state import lose, record
from dashboard.services.permit import permit
from db import accounts, grants
from db.engine import Database

EVERY = timedelta(days=7)
PATIENCE = timedelta(days=28)
"""How long a proof counts that nobody can look at, because a server does not answer."""


def recheck_links(db: Database, witnesses: Witnesses, *, now: datetime, by: Actor = ROUTINE) -> int:
    """Look at every proof that was last looked at a week ago; returns how many were looked at.

    A server that does not answer proves nothing either way: its proofs are due again at the next run. A proof that was lost and is
    there again counts again.
    """
    with db.reading() as session:
        permit(session, by, Act.MODERATE, now=now)
        due = grants.to_recheck(session, RECHECKED, now - EVERY)
    return sum(_recheck(db, witnesses, by, one, now) for one in due)


def _recheck(db: Database, witnesses: Witnesses, by: Actor, due: grants.Due, now: datetime) -> bool:
    account_id, method = due.account_id, due.method
    asked = _asked(db, account_id)
    if asked is None:
        return False
    try:
        evidence: str | None = LOOKS[method](witnesses, asked)
    except ConnectorError as problem:
        if problem.remedy is not Remedy.FIX_HANDLE and now - due.checked_at < PATIENCE:
            return False
        evidence = None
    except Refused:
        evidence = None
    with db.writing() as session:
        held = grants.with_owner(session, account_id)
        if held is None:
            return False
        account, organisation = held
        leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        news = lose(session, account, method, now) if evidence is None else record(session, account, method, evidence, now)
        if news:
            deed = Deed.ACCOUNT_PROOF_LOST if evidence is None else Deed.ACCOUNT_PROVEN
            subject, network, handle = f"account:{account_id}", account.network, account.handle
            leave.note(deed, subject, organisation_id=organisation.id, method=method.value, network=network, handle=handle)
        return True


def _asked(db: Database, account_id: int) -> Asked | None:
    with db.reading() as session:
        held = grants.with_owner(session, account_id)
        if held is None or held[0].remote_id is None:
            return None
        account, organisation = held
        return Asked(accounts.as_account(account, organisation.slug), held[0].remote_id, organisation.domain)
