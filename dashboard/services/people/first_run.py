"""First run: on a database without people, whoever reads the server's output becomes the first member of the collective."""

from datetime import datetime

from sqlmodel import Session

from dashboard.config import LANGUAGES
from dashboard.domain.audit import Deed
from dashboard.domain.email_addresses import email_address
from dashboard.domain.errors import N_, Conflict
from dashboard.domain.passwords import check_password
from dashboard.domain.people import Act, Role
from dashboard.services.people.passwords import hash_password
from dashboard.services.people.sessions import open_session
from dashboard.services.people.tickets import issue, look_up, redeem
from dashboard.services.permit import permit
from dashboard.services.typed import one_line
from db import people, tickets
from db.engine import Database
from db.tables import PersonRow, Purpose
from db.vault import Vault


def set_up_link(db: Database, vault: Vault, *, base: str, now: datetime) -> str | None:
    """A new link that makes the first person, good for 30 minutes and once; those made before are void. None once there are people.

    :param base: ``https://host`` with which it begins.
    """
    with db.reading() as session:
        if people.anybody(session):
            return None
    with db.writing() as session:
        tickets.void(session, now, purpose=Purpose.SET_UP)
        secret, _ = issue(session, vault, Purpose.SET_UP, now=now)
    return f"{base}/set-up?link={secret}"


def set_up(
    db: Database, vault: Vault, secret: str, *, email: str, name: str, password: str, browser: str, language: str, now: datetime
) -> str:
    """Make the first person, a member of the collective, and sign them in; gives the token of their session.

    The session is not strong: their role sleeps until they add a second factor.

    :raises Refused: the link is no longer good, or the address or the password cannot be accepted.
    :raises Conflict: there is somebody already.
    """
    address, line = email_address(email), one_line(name)[:200]
    check_password(password, address, line)
    with db.reading() as session:
        _nobody(session)
        look_up(session, vault, Purpose.SET_UP, secret, now=now)
    hashed = hash_password(password)
    with db.writing() as session:
        _nobody(session)
        redeem(session, vault, Purpose.SET_UP, secret, now=now)
        tongue = language if language in LANGUAGES else LANGUAGES[0]
        person = PersonRow(email=address, name=line, language=tongue, password_hash=hashed, collective=True, added_at=now)
        session.add(person)
        session.flush()
        token, actor = open_session(session, person.id or 0, how="set_up", strong=False, browser=browser, now=now)
        leave = permit(session, actor, Act.OWN_ACCOUNT, now=now)
        leave.note(Deed.PERSON_ADDED, f"person:{person.id}", how="set_up")
        leave.note(Deed.ROLE_GIVEN, f"person:{person.id}", given=Role.COLLECTIVE.value)
        leave.note(Deed.SIGNED_IN, f"session:{actor.session_id}", how="set_up")
    return token


def check_needed(db: Database) -> None:
    """Say before anything is typed that there is nothing left to set up.

    :raises Conflict: there is somebody already.
    """
    with db.reading() as session:
        _nobody(session)


def _nobody(session: Session) -> None:
    if people.anybody(session):
        raise Conflict(N_("Essaim is set up already. Sign in, or ask the collective for an invitation."))
