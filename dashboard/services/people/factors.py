"""One's second factors: code generators, passkeys, and the sheet of recovery codes."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from connectors.mail import Mail
from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, Conflict, NotFound, Refused
from dashboard.domain.people import PRIVILEGED, Actor
from dashboard.services.people import codes, limits, passkeys
from dashboard.services.people.generators import TotpOffer, begin_totp, begun_totp, never_begun
from dashboard.services.people.passkeys import PasskeyOffer
from dashboard.services.people.proof import ProveAgain, own_account, prove_again, proven
from dashboard.services.people.sessions import renew
from dashboard.services.people.sign_in import note_wrong_code
from dashboard.services.people.tell import Changed, news, tell
from dashboard.services.permit import Permit
from dashboard.services.typed import one_line
from db import factors, people, sessions
from db.engine import Database
from db.tables import FactorRow, SessionRow
from db.vault import Vault

__all__ = [
    "Enrolled",
    "Factor",
    "PasskeyOffer",
    "ProveAgain",
    "TotpOffer",
    "begin_passkey",
    "begin_totp",
    "begun_totp",
    "confirm_totp",
    "finish_passkey",
    "list_factors",
    "new_recovery_codes",
    "prove_again",
    "recovery_codes_left",
    "remove_factor",
]
LONGEST_NAME = 100


@dataclass(frozen=True)
class Factor:
    """One factor that works.

    :param kind: ``totp`` or ``passkey``.
    """

    id: int
    kind: str
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Enrolled:
    """A factor was added.

    :param token: the session's new one; the session is strong from now on.
    :param recovery_codes: only with somebody's first factor.
    """

    token: str
    recovery_codes: tuple[str, ...] | None

    def __repr__(self) -> str:
        return "Enrolled(...)"


def confirm_totp(db: Database, vault: Vault, by: Actor, factor_id: int, code: str, *, now: datetime, mail: Mail | None = None) -> Enrolled:
    """Add the generator that was begun, by a first code of it.

    :param mail: where set, they are told.
    :raises NotFound: one has begun no such generator, or begun another since.
    :raises Refused: the code is wrong.
    """
    with db.writing() as session:
        leave, row, person = proven(session, by, now=now)
        limits.check(session, vault, limits.SECOND_STEP, str(person.id), now=now, most=limits.PER_ACCOUNT)
        factor = factors.own(session, person.id or 0, factor_id, confirmed=False)
        if factor is None:
            raise never_begun()
        if codes.accepts(factor, vault, "".join(code.split()), now=now):
            first = _is_first(session, person.id or 0)
            factor.confirmed = True
            made, told = _enrolled(session, vault, leave, row, factor, first=first, now=now), news(person, Changed.FACTOR_ADDED, now=now)
        else:
            made = None
            note_wrong_code(session, vault, person.id or 0, now=now)
    if made is not None:
        tell(mail, told)
        return made
    raise Refused(N_("This code is not the one that the generator shows now. Check the clock of your telephone and type the next one."))


def begin_passkey(db: Database, vault: Vault, by: Actor, *, rp_id: str, origin: str, now: datetime) -> PasskeyOffer:
    """Begin to add a passkey.

    :param rp_id: host name of this server, ``origin`` its scheme, host and port, as browsers know it.
    :raises ProveAgain: the session has to be proven again.
    :raises Refused: browsers make no passkeys for this address.
    """
    if not passkeys.possible(rp_id, origin):
        raise Refused(N_("Browsers make passkeys only for a site with a name, over https. Use a code generator instead."))
    with db.writing() as session:
        _, row, person = proven(session, by, now=now)
        return passkeys.creation(session, vault, person, row.id, rp_id=rp_id, now=now)


def finish_passkey(
    db: Database,
    vault: Vault,
    by: Actor,
    ticket: str,
    credential: str,
    *,
    name: str,
    rp_id: str,
    origin: str,
    now: datetime,
    mail: Mail | None = None,
) -> Enrolled:
    """Add the passkey in the browser's answer.

    :param ticket: of the offer; good once, for the session that began.
    :param mail: where set, they are told.
    :raises Conflict: this passkey is somebody's already.
    :raises Refused: the answer cannot be accepted.
    """
    label = one_line(name)[:LONGEST_NAME]
    with db.writing() as session:
        proven(session, by, now=now)
        passkeys.redeem_offer(session, vault, ticket, by.session_id, now=now)
    made = passkeys.created(credential, ticket, rp_id=rp_id, origin=origin)
    with db.writing() as session:
        leave, row, person = proven(session, by, now=now)
        factor = passkeys.row_of(made, person.id or 0, label, now=now)
        if factors.by_credential(session, factor.credential_id or "") is not None:
            raise Conflict(N_("This passkey was added already. Make another one, or use it."))
        first = _is_first(session, person.id or 0)
        session.add(factor)
        session.flush()
        enrolled, told = _enrolled(session, vault, leave, row, factor, first=first, now=now), news(person, Changed.FACTOR_ADDED, now=now)
    tell(mail, told)
    return enrolled


def list_factors(db: Database, by: Actor, *, now: datetime) -> list[Factor]:
    """One's factors, the oldest first.

    :raises SignInNeeded: nobody is signed in.
    """
    with db.reading() as session:
        own_account(session, by, now=now)
        rows = factors.of_person(session, by.person_id or 0)
        return [Factor(row.id or 0, row.kind, row.name, row.added_at, row.used_at) for row in rows]


def remove_factor(db: Database, by: Actor, factor_id: int, *, now: datetime, mail: Mail | None = None) -> None:
    """Remove one of one's factors; with the last one the recovery codes go too.

    :param mail: where set, they are told.
    :raises NotFound: one has no such factor.
    :raises Refused: it is the last one, and one's role needs one.
    :raises ProveAgain: the session has to be proven again.
    """
    with db.writing() as session:
        leave, _, person = proven(session, by, now=now)
        factor = factors.own(session, person.id or 0, factor_id, confirmed=True)
        if factor is None:
            raise NotFound(N_("You have no such second factor. It may have been removed already."))
        last = len(factors.of_person(session, person.id or 0)) == 1
        if last and people.roles_of(person) & PRIVILEGED:
            raise Refused(N_("Your role needs a second factor. Add another one first, then remove this one."))
        session.delete(factor)
        if last:
            factors.drop_codes(session, person.id or 0)
            sessions.weaken(session, person.id or 0)
        leave.note(Deed.FACTOR_REMOVED, f"factor:{factor_id}", kind=factor.kind)
        told = news(person, Changed.FACTOR_REMOVED, now=now)
    tell(mail, told)


def new_recovery_codes(db: Database, vault: Vault, by: Actor, *, now: datetime) -> tuple[str, ...]:
    """Ten new recovery codes; the old ones are void.

    :raises Refused: there is no second factor for which they would stand.
    :raises ProveAgain: the session has to be proven again.
    """
    with db.writing() as session:
        leave, _, person = proven(session, by, now=now)
        if _is_first(session, person.id or 0):
            raise Refused(N_("Recovery codes stand in for a second factor. Add one first."))
        leave.note(Deed.PERSON_CHANGED, f"person:{person.id}", changed=["recovery_codes"])
        return codes.new_sheet(session, vault, person.id or 0)


def recovery_codes_left(db: Database, by: Actor, *, now: datetime) -> int:
    """How many recovery codes one can still use.

    :raises SignInNeeded: nobody is signed in.
    """
    with db.reading() as session:
        own_account(session, by, now=now)
        return factors.codes_left(session, by.person_id or 0)


def _is_first(session: Session, person_id: int) -> bool:
    return not people.has_factor(session, person_id)


def _enrolled(session: Session, vault: Vault, leave: Permit, row: SessionRow, factor: FactorRow, *, first: bool, now: datetime) -> Enrolled:
    sheet = None
    if first:
        # Whoever else is signed in with the password alone has to come back with the factor.
        sessions.end(session, row.person_id, now, besides=row.id)
        sheet = codes.new_sheet(session, vault, row.person_id)
    leave.note(Deed.FACTOR_ADDED, f"factor:{factor.id}", kind=factor.kind)
    return Enrolled(renew(session, row, strong=True, now=now), sheet)
