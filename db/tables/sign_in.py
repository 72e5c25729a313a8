"""Sessions, one-time links and codes, and the attempts that are counted. No secret is in the clear: digests only."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from db.tables.base import one_of
from db.types import UtcDateTime


class Purpose(StrEnum):
    """What a ticket is good for; it opens nothing else."""

    SET_UP = "set_up"  # first person of an empty database
    INVITATION = "invitation"
    SIGN_IN = "sign_in"  # link by mail
    NEW_PASSWORD = "new_password"  # lost password
    NEW_FACTOR = "new_factor"  # lost second factor
    SECOND_STEP = "second_step"  # between password and second factor
    PASSKEY = "passkey"  # challenge of a passkey
    OIDC = "oidc"  # state of a sign-in at a provider
    OAUTH = "oauth"  # state of an authorisation at a Mastodon server
    DOMAIN_CODE = "domain_code"  # code sent to an address at the official domain
    NEW_EMAIL = "new_email"  # code sent to an address that somebody wants to use


class SessionRow(SQLModel, table=True):
    """Somebody signed in with one browser.

    :param token_hash: SHA-256 of a token of 256 bits, hexadecimal.
    :param strong_at: when the second factor was given; None if it was not.
    :param proved_at: when a password, provider or factor was last given: sensitive changes ask for it anew.
    :param browser: what the browser says it is, reduced to its name and system.
    """

    __tablename__ = "session"
    # The audit names sessions by their number: it is never given again.
    __table_args__ = (Index(None, "person_id", "ended_at"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True, max_length=64)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    made_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    proved_at: datetime = Field(sa_type=UtcDateTime)
    strong_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    how: str = Field(default="password", max_length=16)
    browser: str = Field(default="", max_length=100)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class TicketRow(SQLModel, table=True):
    """A one-time secret: a link, a code, the state of a journey to another server and back.

    :param digest: keyed digest of the secret (db.vault).
    :param payload: what goes with it, sealed.
    :param attempts: wrong guesses so far, for codes short enough to be guessed.
    :param made_by: the person who gave it out, or None.
    """

    __tablename__ = "ticket"
    __table_args__ = (one_of("purpose", Purpose), Index(None, "expires_at"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    purpose: str = Field(max_length=16)
    digest: str = Field(max_length=100, index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="CASCADE", index=True)
    session_id: int | None = Field(default=None, foreign_key="session.id", ondelete="CASCADE")
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", ondelete="CASCADE", index=True)
    role: str | None = Field(default=None, max_length=16)
    email: str | None = Field(default=None, max_length=254)
    payload: str = Field(default="", max_length=8000)
    made_at: datetime = Field(sa_type=UtcDateTime)
    made_by: int | None = None
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempts: int = 0


class AttemptRow(SQLModel, table=True):
    """One attempt that counts against a limit; ``who`` is a keyed digest of an address or an account, never the address itself."""

    __tablename__ = "attempt"
    __table_args__ = (Index(None, "who", "at"), Index(None, "at"))

    id: int | None = Field(default=None, primary_key=True)
    who: str = Field(max_length=100)
    at: datetime = Field(sa_type=UtcDateTime)
