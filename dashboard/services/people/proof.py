"""Changes that would let a thief stay (password, address, factors) ask again who sits there when the last proof is 15 minutes old."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, Refused, SignInNeeded
from dashboard.domain.people import Act, Actor
from dashboard.services.people import codes, limits, passkeys
from dashboard.services.people.passwords import verify
from dashboard.services.people.sessions import renew
from dashboard.services.people.sign_in import count_attempt, note_failure, note_wrong_code
from dashboard.services.permit import Permit, permit
from db import factors, people
from db.engine import Database
from db.tables import FactorKind, PersonRow, SessionRow
from db.vault import Vault

FRESH = timedelta(minutes=15)


class ProveAgain(SignInNeeded):
    """The session holds, but for this it has to be proven again who sits there."""


def own_account(session: Session, by: Actor, *, now: datetime) -> tuple[Permit, SessionRow, PersonRow]:
    """Leave for a change of one's own account, with the rows of one's session and oneself.

    :raises SignInNeeded: nobody is signed in.
    """
    leave = permit(session, by, Act.OWN_ACCOUNT, now=now)
    row, person = session.get(SessionRow, by.session_id), people.by_id(session, by.person_id or 0)
    if row is None or person is None:
        raise SignInNeeded(N_("You are not signed in, or no longer. Sign in, then do it again."))
    return leave, row, person


def proven(session: Session, by: Actor, *, now: datetime) -> tuple[Permit, SessionRow, PersonRow]:
    """The same for a sensitive change.

    :raises ProveAgain: the last proof is too old, or the second factor of somebody who has one was not given in this session.
    """
    leave, row, person = own_account(session, by, now=now)
    strong_enough(session, row)
    if now - row.proved_at >= FRESH:
        raise ProveAgain(N_("For this, give your password or a code again: somebody else may sit at your desk."))
    return leave, row, person


def strong_enough(session: Session, row: SessionRow) -> None:
    """A password alone changes nothing of somebody who has a second factor.

    :raises ProveAgain: the second factor was not given in this session.
    """
    if row.strong_at is None and people.has_factor(session, row.person_id):
        raise ProveAgain(N_("For this, give a code of your second factor: it was added after you signed in here."))


@dataclass(frozen=True)
class Proofs:
    """With what somebody who is signed in can prove again that they sit there.

    :param why: what asks for it; None if nothing does.
    :param password: it is enough, and there is one.
    :param passkeys: JSON for ``navigator.credentials.get``; None where there is no passkey, or none can be used at this address.
    """

    why: ProveAgain | None
    password: bool
    has_totp: bool
    passkeys: str | None
    recovery: bool


def proofs(db: Database, vault: Vault, by: Actor, *, rp_id: str, origin: str, now: datetime) -> Proofs:
    """With what one can prove it; makes a new question for passkeys each time.

    :raises SignInNeeded: nobody is signed in.
    """
    with db.writing() as session:
        _, row, person = own_account(session, by, now=now)
        why, key = None, row.person_id
        try:
            proven(session, by, now=now)
        except ProveAgain as problem:
            why = problem
        weak = row.strong_at is None and people.has_factor(session, key)
        asks = passkeys.possible(rp_id, origin)
        return Proofs(
            why=why,
            password=person.password_hash is not None and not weak,
            has_totp=bool(factors.of_person(session, key, FactorKind.TOTP)),
            passkeys=passkeys.question(session, vault, key, _about(row), rp_id=rp_id, now=now) if asks else None,
            recovery=factors.codes_left(session, key) > 0,
        )


def prove_again(
    db: Database,
    vault: Vault,
    by: Actor,
    *,
    password: str = "",
    code: str = "",
    credential: str = "",
    rp_id: str = "",
    origin: str = "",
    address: str,
    now: datetime,
) -> str:
    """Prove again who sits there; gives the renewed token of the session.

    Somebody who has a second factor and did not give it in this session needs a code, which makes the session strong.

    :param code: of a generator, or a recovery one; wins over the password.
    :param credential: a browser's answer with a passkey; wins over both. ``rp_id`` and ``origin`` as in ``proofs``.
    :raises TooMany: too many attempts.
    :raises Refused: the password or the code is wrong, or there is no password.
    :raises ProveAgain: a password is not enough: the second factor was not given in this session.
    """
    if credential or code:
        return _by_factor(db, vault, by, code, credential, rp_id=rp_id, origin=origin, address=address, now=now)
    with db.reading() as session:
        _, row, person = own_account(session, by, now=now)
        strong_enough(session, row)
        email, stored = person.email, person.password_hash
    if stored is None:
        raise Refused(N_("You have no password. Sign in again in the way you came, then do it within 15 minutes."))
    count_attempt(db, vault, email, address, now=now)
    right = verify(stored, password)
    with db.writing() as session:
        _, row, person = own_account(session, by, now=now)
        if right and person.password_hash == stored:
            strong_enough(session, row)
            return renew(session, row, strong=False, now=now)
        note_failure(session, by.person_id, "password", now=now)
    raise Refused(N_("The password is wrong. Check it, or ask for a new one."))


def _about(row: SessionRow) -> dict[str, int]:
    return {"session": row.id or 0}


def _by_factor(
    db: Database, vault: Vault, by: Actor, code: str, credential: str, *, rp_id: str, origin: str, address: str, now: datetime
) -> str:
    with db.writing() as session:
        leave, row, person = own_account(session, by, now=now)
        limits.check(session, vault, limits.FROM, address, now=now, most=limits.PER_ADDRESS)
        limits.check(session, vault, limits.SECOND_STEP, str(person.id), now=now, most=limits.PER_ACCOUNT)
        if credential:
            right = passkeys.answers(session, vault, row.person_id, _about(row), credential, rp_id=rp_id, origin=origin, now=now)
            used = FactorKind.PASSKEY if right else None
        else:
            used = codes.is_code(session, vault, row.person_id, code, now=now)
        if used is not None:
            if used == codes.RECOVERY:
                leave.note(Deed.RECOVERY_CODE_USED, f"person:{person.id}")
            return renew(session, row, strong=True, now=now)
        limits.note(session, vault, limits.FROM, address, now=now)
        note_wrong_code(session, vault, person.id or 0, now=now)
    raise passkeys.not_accepted() if credential else codes.not_accepted()
