"""Sessions: open one, find who is behind a token, list one's own, end them. The token itself is in the browser's cookie alone."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, NotFound
from dashboard.domain.people import Act, Actor, SignedIn
from dashboard.services.permit import permit
from db import people, sessions
from db.engine import Database
from db.tables import PersonRow, SessionRow

TOKEN_BYTES = 32
SEEN_EVERY = timedelta(minutes=5)
"""How exactly the last use is known: writing it at each look would cost a write for every page."""


@dataclass(frozen=True)
class OpenSession:
    """One line of the list of one's sessions.

    :param browser: name and system of the browser, as it says itself.
    :param here: the one through which the list is read.
    """

    id: int
    made_at: datetime
    seen_at: datetime
    how: str
    strong: bool
    browser: str
    here: bool


def token_hash(token: str) -> str:
    """What the database keeps of a token: 256 random bits cannot be guessed back from their digest."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(session: Session, person_id: int, *, how: str, strong: bool, browser: str, now: datetime) -> tuple[str, Actor]:
    """A new session inside the caller's transaction: its token, for the cookie, and its actor.

    :param how: ``password``, ``mail``, ``oidc``, ``passkey``, ``set_up``.
    :param strong: whether a second factor was given.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = SessionRow(
        token_hash=token_hash(token),
        person_id=person_id,
        made_at=now,
        seen_at=now,
        proved_at=now,
        strong_at=now if strong else None,
        how=how,
        browser=browser[:100],
    )
    session.add(row)
    session.flush()
    return token, Actor(person_id, row.id)


def renew(session: Session, row: SessionRow, *, strong: bool, now: datetime) -> str:
    """A new token for a session whose rights change: what was known of the old one is worth nothing."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row.token_hash, row.proved_at, row.seen_at = token_hash(token), now, now
    row.strong_at = now if strong else row.strong_at
    session.add(row)
    session.flush()
    return token


def who(db: Database, token: str | None, *, now: datetime) -> SignedIn | None:
    """Who is behind a token; None if nobody, or no longer."""
    if not token or len(token) > 200:
        return None
    hashed = token_hash(token)
    with db.reading() as session:
        row = sessions.by_token(session, hashed)
        person = people.by_id(session, row.person_id) if row else None
        if row is None or person is None or not sessions.alive(row, now):
            return None
        found = _signed_in(session, row, person)
        stale = now - row.seen_at >= SEEN_EVERY
    if stale:
        with db.writing() as session:
            row = sessions.by_token(session, hashed)
            if row is not None and sessions.alive(row, now):
                row.seen_at = now
    return found


def _signed_in(session: Session, row: SessionRow, person: PersonRow) -> SignedIn:
    return SignedIn(
        actor=Actor(row.person_id, row.id),
        email=person.email,
        name=person.name,
        roles=people.roles_of(person),
        memberships=people.memberships(session, row.person_id),
        strong=row.strong_at is not None,
        has_factor=people.has_factor(session, row.person_id),
        language=person.language,
    )


def holds(db: Database, by: Actor, *, now: datetime) -> bool:
    """Whether a session still holds: what an open tab asks every few seconds."""
    with db.reading() as session:
        row = session.get(SessionRow, by.session_id) if by.session_id is not None else None
        return row is not None and row.person_id == by.person_id and sessions.alive(row, now)


def list_sessions(db: Database, by: Actor, *, now: datetime) -> list[OpenSession]:
    """One's living sessions, the last used first.

    :raises SignInNeeded: nobody is signed in.
    """
    with db.reading() as session:
        permit(session, by, Act.OWN_ACCOUNT, now=now)
        return [
            OpenSession(row.id or 0, row.made_at, row.seen_at, row.how, row.strong_at is not None, row.browser, row.id == by.session_id)
            for row in sessions.of_person(session, by.person_id or 0, now)
        ]


def sign_out(db: Database, by: Actor, *, now: datetime) -> None:
    """End the session through which one came. Twice changes nothing."""
    with db.writing() as session:
        end_here(session, by, now=now)


def end_here(session: Session, by: Actor, *, now: datetime) -> None:
    """The same inside the caller's transaction: before another session is opened in the same browser, for instance."""
    row = session.get(SessionRow, by.session_id) if by.session_id is not None else None
    if row is None or row.person_id != by.person_id or not sessions.alive(row, now):
        return
    permit(session, by, Act.OWN_ACCOUNT, now=now).note(Deed.SIGNED_OUT, f"session:{row.id}")
    row.ended_at = now


def revoke_session(db: Database, by: Actor, session_id: int, *, now: datetime) -> None:
    """End one of one's own sessions.

    :raises NotFound: no living session of one's own has that number; somebody else's is none of one's own.
    """
    with db.writing() as session:
        leave = permit(session, by, Act.OWN_ACCOUNT, now=now)
        row = session.get(SessionRow, session_id)
        if row is None or row.person_id != by.person_id or not sessions.alive(row, now):
            raise NotFound(N_("You have no such session. It may have ended already."))
        row.ended_at = now
        leave.note(Deed.SESSION_REVOKED, f"session:{session_id}")


def sign_out_everywhere(db: Database, by: Actor, *, now: datetime, besides_here: bool = False) -> None:
    """End all of one's sessions, or all but the one through which one came."""
    with db.writing() as session:
        permit(session, by, Act.OWN_ACCOUNT, now=now).note(Deed.SESSION_REVOKED, "session:*", besides_here=besides_here)
        sessions.end(session, by.person_id or 0, now, besides=by.session_id if besides_here else None)
