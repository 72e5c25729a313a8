"""What the job engine looks after besides readings: proofs are looked at again, and what is no longer needed about people is forgotten."""

from datetime import datetime

from dbos import DBOS

from dashboard import bootstrap
from dashboard.services.claims.recheck import recheck
from dashboard.services.links.recheck import recheck_links
from dashboard.services.people.forget import forget


@DBOS.workflow()
def look_at_proofs(scheduled: datetime, context: object) -> None:
    """Look at every proof that is due, of institutions and of accounts; run every hour."""
    recheck_claims()
    recheck_accounts()


@DBOS.workflow()
def forget_people(scheduled: datetime, context: object) -> None:
    """Forget dead sessions, expired links and old attempts; run every day."""
    forget_what_is_over()


# A step that is run twice looks twice, and stores what it saw: nothing is doubled by it.
@DBOS.step(retries_allowed=True, max_attempts=3, interval_seconds=2.0)
def recheck_claims() -> int:
    """Proofs of institutions; a level falls here when the notice of a lost one has run out."""
    essaim = bootstrap.current()
    return recheck(essaim.db, essaim.witnesses, now=essaim.clock())


@DBOS.step(retries_allowed=True, max_attempts=3, interval_seconds=2.0)
def recheck_accounts() -> int:
    """Proofs of accounts."""
    essaim = bootstrap.current()
    return recheck_links(essaim.db, essaim.witnesses, now=essaim.clock())


@DBOS.step()
def forget_what_is_over() -> None:
    """Of people."""
    essaim = bootstrap.current()
    forget(essaim.db, now=essaim.clock())
