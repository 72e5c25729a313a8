"""What the job engine looks after besides the networks that anybody may read: proofs are looked at again, X is read with tokens, exit
days end and are reminded of, and what is no longer needed about people is forgotten.
"""

from datetime import datetime

from dbos import DBOS

from dashboard import bootstrap
from dashboard.services.claims.recheck import recheck
from dashboard.services.exit_days.remind import remind
from dashboard.services.exit_days.steps import end_exit_days
from dashboard.services.links.recheck import recheck_links
from dashboard.services.people.forget import forget
from dashboard.services.x_api.read import read_x


@DBOS.workflow()
def look_at_proofs(scheduled: datetime, context: object) -> None:
    """Look at every proof that is due, of institutions and of accounts; run every hour."""
    recheck_claims()
    recheck_accounts()


@DBOS.workflow()
def forget_people(scheduled: datetime, context: object) -> None:
    """Forget dead sessions, expired links and old attempts; run every day."""
    forget_what_is_over()


@DBOS.workflow()
def read_counts_on_x(scheduled: datetime, context: object) -> None:
    """Read the accounts on X that are due; run every hour, so that what a limit of X held back goes on soon. Each is due once a day."""
    read_x_with_tokens()


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
def read_x_with_tokens() -> int:
    """With the tokens there are; returns how many counts X gave. X charges for its answers: a step that fails waits for the next hour."""
    essaim = bootstrap.current()
    now = essaim.clock()
    return read_x(essaim.db, essaim.vault, essaim.sources.x, now=now, holding=essaim.holding, every=essaim.every).read


@DBOS.workflow()
def look_after_exit_days(scheduled: datetime, context: object) -> None:
    """End the exit days that are over, and remind of what is to be prepared; run every five minutes: somewhere it is always nine."""
    end_what_is_over()
    send_reminders()


@DBOS.step(retries_allowed=True, max_attempts=3, interval_seconds=2.0)
def end_what_is_over() -> int:
    """Of exit days; returns how many."""
    essaim = bootstrap.current()
    return end_exit_days(essaim.db, now=essaim.clock())


@DBOS.step()
def send_reminders() -> int:
    """By mail, where a mail server is set; returns how many. A step that is run twice sends nothing twice: each is claimed first."""
    essaim = bootstrap.current()
    if essaim.mail is None:
        return 0
    return remind(essaim.db, essaim.vault, essaim.mail, base=essaim.settings.base, clock=essaim.clock)


@DBOS.step()
def forget_what_is_over() -> None:
    """Of people."""
    essaim = bootstrap.current()
    forget(essaim.db, now=essaim.clock())
