"""How often something may be tried: counted in the database, so that a restart or a second process forgets nothing."""

from datetime import datetime, timedelta

from sqlmodel import Session

from dashboard.domain.errors import N_, Refused
from db import attempts
from db.engine import Database
from db.vault import Vault

HOUR = timedelta(hours=1)
PER_ADDRESS = 20
"""Attempts per hour from one address (one /64 network), whoever is tried."""
PER_ACCOUNT = 10
"""Attempts per hour at one account, whether it exists or not, from wherever."""
MAILS_PER_ACCOUNT = 5
"""Messages per hour to one address: nobody's mailbox is filled through us."""
FROM = "address"
SIGN_IN = "sign-in"
SECOND_STEP = "second step"
MAIL = "mail"


class TooMany(Refused):
    """The limit is reached; the attempt was not even looked at."""


def count(db: Database, vault: Vault, kind: str, who: str, *, now: datetime, most: int, window: timedelta = HOUR) -> None:
    """Note one attempt, in a transaction of its own: it counts whatever comes of it.

    :param kind: what is tried; each kind counts for itself.
    :param who: an address or an account; only its keyed digest is kept.
    :raises TooMany: there were ``most`` within the window already. Attempts that are turned away do not prolong it.
    """
    with db.writing() as session:
        take(session, vault, kind, who, now=now, most=most, window=window)


def take(session: Session, vault: Vault, kind: str, who: str, *, now: datetime, most: int, window: timedelta = HOUR) -> None:
    """The same inside the caller's transaction.

    :raises TooMany: there were ``most`` within the window already.
    """
    check(session, vault, kind, who, now=now, most=most, window=window)
    note(session, vault, kind, who, now=now)


def check(session: Session, vault: Vault, kind: str, who: str, *, now: datetime, most: int, window: timedelta = HOUR) -> None:
    """Look without noting: where only failures count.

    :raises TooMany: there were ``most`` within the window already.
    """
    known = attempts.latest(session, vault.digests(_named(kind, who)), now - window, most)
    if len(known) >= most:
        minutes = -(-(known[-1] + window - now) // timedelta(minutes=1))
        raise TooMany(N_("Too many attempts. Try again in {minutes} minutes."), minutes=minutes)


def note(session: Session, vault: Vault, kind: str, who: str, *, now: datetime) -> None:
    """Note a failure inside the caller's transaction."""
    attempts.note(session, vault.digest(_named(kind, who)), now)


def digests(vault: Vault, kind: str, who: str) -> tuple[str, ...]:
    """Under what the attempts at somebody may be kept."""
    return tuple(vault.digests(_named(kind, who)))


def _named(kind: str, who: str) -> str:
    return f"attempt:{kind}:{who}"
