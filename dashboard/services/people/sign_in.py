"""Sign in: the password, then the second factor of those who have one. Other ways in end here too (``enter``)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.email_addresses import email_address
from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import Act, Actor, Role
from dashboard.services.people import codes, limits, passkeys
from dashboard.services.people.passwords import hash_password, outdated, verify
from dashboard.services.people.sessions import end_here, open_session
from dashboard.services.people.tickets import Ticket, issue, look_up, redeem
from dashboard.services.permit import permit
from db import audit, factors, people, tickets
from db.engine import Database
from db.tables import FactorKind, PersonRow, Purpose
from db.vault import Vault

WRONG_CODES = 5
"""After as many, a second step begins anew with the password."""


@dataclass(frozen=True)
class Entered:
    """What came of a first step: exactly one of both.

    :param token: of a session, for the cookie.
    :param second_step: secret of the second step that is still to be done.
    """

    token: str | None = None
    second_step: str | None = None


@dataclass(frozen=True)
class SecondStep:
    """What a second step can be done with.

    :param passkeys: JSON for ``navigator.credentials.get``; None where there is no passkey, or none can be used at this address.
    :param recovery: whether there are recovery codes left.
    """

    has_totp: bool
    passkeys: str | None
    recovery: bool


def sign_in(db: Database, vault: Vault, by: Actor, *, email: str, password: str, address: str, browser: str, now: datetime) -> Entered:
    """Sign in by password. The answer, and the time it takes, are the same for an address that nobody has.

    :param by: who is signed in there already, if anybody: that session ends once another one is opened.
    :param address: of the caller, as limits count it.
    :raises TooMany: too many attempts from there, or at this account.
    :raises Refused: the address or the password is wrong: which of both is not said.
    """
    account = _account(email)
    count_attempt(db, vault, account, address, now=now)
    person_id, stored = _stored(db, account)
    right = verify(stored, password)
    renewed = hash_password(password) if right and stored and outdated(stored) else None
    with db.writing() as session:
        person = people.by_id(session, person_id) if person_id is not None else None
        # The password may have been changed while this one was being checked.
        if right and person is not None and person.password_hash == stored:
            person.password_hash = renewed or stored
            return enter(session, vault, person, by, how="password", browser=browser, now=now)
        note_failure(session, person_id, "password", now=now)
    raise Refused(N_("The address or the password is wrong. Check both, or ask for a new password."))


def count_attempt(db: Database, vault: Vault, account: str, address: str, *, now: datetime) -> None:
    """Count one attempt at an account from an address.

    :raises TooMany: one of both limits is reached.
    """
    limits.count(db, vault, limits.FROM, address, now=now, most=limits.PER_ADDRESS)
    limits.count(db, vault, limits.SIGN_IN, account, now=now, most=limits.PER_ACCOUNT)


def enter(session: Session, vault: Vault, person: PersonRow, by: Actor, *, how: str, browser: str, now: datetime) -> Entered:
    """Let somebody in who has proven who they are, inside the caller's transaction: a session, or the second step if they have a factor.

    :param by: who is signed in in that browser so far, or the visitor.
    :param how: ``password``, ``mail``, ``oidc``, ``invitation``.
    """
    if people.has_factor(session, person.id or 0):
        secret, _ = issue(session, vault, Purpose.SECOND_STEP, now=now, payload={"how": how}, person_id=person.id)
        return Entered(second_step=secret)
    return Entered(token=opened(session, person.id or 0, by, how=how, strong=False, browser=browser, now=now))


def second_step(db: Database, vault: Vault, secret: str, *, rp_id: str, origin: str, now: datetime) -> SecondStep:
    """What the second step of that secret can be done with; makes a new question for passkeys each time.

    :param rp_id: host name of this server, ``origin`` its scheme, host and port, as browsers know it.
    :raises Refused: the step is no longer good.
    """
    with db.writing() as session:
        step = look_up(session, vault, Purpose.SECOND_STEP, secret, now=now)
        person_id = step.person_id or 0
        able = passkeys.possible(rp_id, origin)
        asked = passkeys.question(session, vault, person_id, _about(step), rp_id=rp_id, now=now) if able else None
        return SecondStep(
            has_totp=bool(factors.of_person(session, person_id, FactorKind.TOTP)),
            passkeys=asked,
            recovery=factors.codes_left(session, person_id) > 0,
        )


def finish_second_step(
    db: Database,
    vault: Vault,
    by: Actor,
    secret: str,
    *,
    code: str = "",
    credential: str = "",
    rp_id: str,
    origin: str,
    address: str,
    browser: str,
    now: datetime,
) -> str:
    """Do the second step, by a code (of a generator, or a recovery one) or by a passkey's answer; gives the token of a strong session.

    :raises TooMany: too many wrong codes at this account, or from this address.
    :raises Refused: the step is no longer good, or the code is wrong; five wrong ones end the step.
    """
    with db.writing() as session:
        step = look_up(session, vault, Purpose.SECOND_STEP, secret, now=now)
        person_id = step.person_id or 0
        limits.check(session, vault, limits.FROM, address, now=now, most=limits.PER_ADDRESS)
        limits.check(session, vault, limits.SECOND_STEP, str(person_id), now=now, most=limits.PER_ACCOUNT)
        if credential:
            by_passkey = passkeys.answers(session, vault, person_id, _about(step), credential, rp_id=rp_id, origin=origin, now=now)
            proven = FactorKind.PASSKEY if by_passkey else None
        else:
            proven = codes.is_code(session, vault, person_id, code, now=now)
        if proven is not None:
            redeem(session, vault, Purpose.SECOND_STEP, secret, now=now)
            how = str(step.payload["how"])
            return opened(session, person_id, by, how=how, strong=True, browser=browser, now=now, second=proven)
        _wrong(session, vault, step, address, now=now)
    raise passkeys.not_accepted() if credential else codes.not_accepted()


def _about(step: Ticket) -> dict[str, int]:
    return {"step": step.id}


def _wrong(session: Session, vault: Vault, step: Ticket, address: str, *, now: datetime) -> None:
    limits.note(session, vault, limits.FROM, address, now=now)
    note_wrong_code(session, vault, step.person_id or 0, now=now)
    if tickets.note_wrong(session, step.id) >= WRONG_CODES:
        tickets.use(session, step.id, now)


def note_wrong_code(session: Session, vault: Vault, person_id: int, *, now: datetime) -> None:
    """Count a wrong second factor of somebody, and note it in the audit."""
    limits.note(session, vault, limits.SECOND_STEP, str(person_id), now=now)
    note_failure(session, person_id, "second_step", now=now)


def note_failure(session: Session, person_id: int | None, step: str, *, now: datetime) -> None:
    """Note a failed sign-in in the audit, without the address that was typed: it may be a password in the wrong field."""
    note_outside(session, Deed.SIGN_IN_FAILED, person_id, now=now, step=step)


def note_outside(session: Session, deed: Deed, person_id: int | None, *, now: datetime, subject: str = "", **details: object) -> None:
    """Note what somebody did to their own account without being signed in.

    :param subject: the row it was done to; themselves if empty.
    """
    audit.append(
        session,
        deed,
        role=Role.PERSON,
        at=now,
        person_id=person_id,
        session_id=None,
        organisation_id=None,
        subject=subject or (f"person:{person_id}" if person_id is not None else ""),
        details=details,
    )


def opened(session: Session, person_id: int, by: Actor, *, how: str, strong: bool, browser: str, now: datetime, second: str = "") -> str:
    """A session of somebody, and its line of the audit, inside the caller's transaction; gives its token.

    The session that was open in that browser ends: nobody leaves one behind of which the browser knows nothing any more.

    :param second: with which second factor.
    """
    end_here(session, by, now=now)
    token, actor = open_session(session, person_id, how=how, strong=strong, browser=browser, now=now)
    leave = permit(session, actor, Act.OWN_ACCOUNT, now=now)
    if second == codes.RECOVERY:
        leave.note(Deed.RECOVERY_CODE_USED, f"person:{person_id}", left=factors.codes_left(session, person_id))
    leave.note(Deed.SIGNED_IN, f"session:{actor.session_id}", how=how, second=second)
    return token


def _account(email: str) -> str:
    """The account that somebody means, as limits count it, whether it can exist or not."""
    try:
        return email_address(email)
    except Refused:
        return email.strip().lower()[:254]


def _stored(db: Database, account: str) -> tuple[int | None, str | None]:
    with db.reading() as session:
        person = people.by_email(session, account)
        return (person.id, person.password_hash) if person else (None, None)
