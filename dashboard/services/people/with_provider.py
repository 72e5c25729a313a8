"""Sign in at an OpenID provider, and connect one to one's account. The state is a ticket: good once, for ten minutes, in one browser.

Somebody is known by provider and subject. An address alone opens nobody's account: whoever holds it elsewhere need not be the same person.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from connectors.oidc import OidcProvider, Statement
from dashboard.config import LANGUAGES
from dashboard.domain.audit import Deed
from dashboard.domain.email_addresses import email_address
from dashboard.domain.errors import N_, Conflict, Refused
from dashboard.domain.people import Act, Actor
from dashboard.services.people import limits, tickets
from dashboard.services.people.proof import proven
from dashboard.services.people.sign_in import Entered, enter, note_outside
from dashboard.services.people.tickets import Ticket
from dashboard.services.permit import permit
from dashboard.services.typed import one_line
from db import identities, people
from db.engine import Database
from db.tables import IdentityRow, PersonRow, Purpose
from db.vault import Vault

BACK = "/sign-in/with/back"
"""Where the provider sends browsers back to: to be declared there, after the address of this server."""
PROVIDER = "provider"
BEGUN_PER_ADDRESS = 100
"""Journeys begun per hour from one address: a town hall has one address for everybody, and nothing is guessed on the way."""
LONGEST_NEXT = 1_000
HOW = "oidc"


@dataclass(frozen=True)
class Arrival:
    """Somebody is back.

    :param entered: None where they were signed in already and have connected the provider.
    :param next: where they wanted to go.
    """

    entered: Entered | None
    next: str


def begin(
    db: Database,
    vault: Vault,
    provider: OidcProvider,
    *,
    by: Actor,
    connect: bool,
    form_token: str,
    next: str,
    base: str,
    address: str,
    now: datetime,
) -> str:
    """Address at the provider to which the browser goes.

    :param connect: add the provider to the account through which one is signed in, instead of signing in.
    :param form_token: what binds the journey to this browser.
    :param next: where to go on to, as it came: it is given back as it is, or empty if it is far too long.
    :param base: beginning of this server's own addresses; ``address``: of the caller, as limits count it.
    :raises ConnectorError: the provider does not answer.
    :raises ProveAgain: to connect, one has to have proven lately who one is.
    """
    limits.count(db, vault, PROVIDER, address, now=now, most=BEGUN_PER_ADDRESS)
    if connect:
        with db.reading() as session:
            proven(session, by, now=now)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    question = provider.question(redirect_uri=base + BACK, state=state, nonce=nonce, verifier=verifier)
    kept = next if len(next) <= LONGEST_NEXT else ""
    payload = {"nonce": nonce, "verifier": verifier, "browser": form_token, "next": kept, "connect": connect}
    bound = {"person_id": by.person_id, "session_id": by.session_id} if connect else {}
    with db.writing() as session:
        tickets.issue(session, vault, Purpose.OIDC, now=now, secret=state, payload=payload, **bound)
    return question


def finish(
    db: Database,
    vault: Vault,
    provider: OidcProvider,
    *,
    state: str,
    code: str,
    iss: str | None,
    error: str,
    by: Actor,
    form_token: str,
    base: str,
    browser: str,
    language: str,
    now: datetime,
) -> Arrival:
    """What comes of the journey.

    :param state: as ``code``, ``iss`` and ``error``, from the address to which the provider sent the browser back.
    :param language: of somebody new.
    :raises ConnectorError: the provider does not answer, or what it says does not hold.
    :raises Refused: begun elsewhere, used, cancelled, or nobody who may come in.
    """
    if error and not state:  # some providers forget it when somebody cancels
        raise _given_up(provider, error)
    journey = _used(db, vault, state, form_token, now)
    provider.check_issuer(iss)
    if error or not code:
        raise _given_up(provider, error)
    said = provider.statement(
        redirect_uri=base + BACK, code=code, nonce=str(journey.payload["nonce"]), verifier=str(journey.payload["verifier"])
    )
    next = str(journey.payload["next"])
    with db.writing() as session:
        if journey.payload["connect"]:
            _connect(session, provider, said, journey, by, now)
            return Arrival(None, next)
        identity = identities.by_subject(session, said.provider, said.subject)
        if identity is None:
            identity = _new_person(session, provider, said, language, now)
        _note_use(identity, said, now)
        person = session.get_one(PersonRow, identity.person_id)
        return Arrival(enter(session, vault, person, by, how=HOW, browser=browser, now=now), next)


def _used(db: Database, vault: Vault, state: str, form_token: str, now: datetime) -> Ticket:
    """The journey of that state, which nobody can finish again, whatever comes of this."""
    try:
        with db.writing() as session:
            journey = tickets.redeem(session, vault, Purpose.OIDC, state, now=now)
    except Refused:
        raise Refused(N_("This sign-in is no longer good: it was used, or took more than ten minutes. Begin again.")) from None
    if not secrets.compare_digest(str(journey.payload["browser"]), form_token):
        # Somebody could send a link that signs one in as them, and read what one then types.
        raise Refused(N_("This sign-in was begun in another browser, or you have signed in here since. Begin again."))
    return journey


def _given_up(provider: OidcProvider, error: str) -> Refused:
    if error == "access_denied":
        return Refused(
            N_("You did not let {name} say who you are, and nothing was changed. Begin again, or sign in in another way."),
            name=provider.name,
        )
    if error in ("temporarily_unavailable", "server_error"):
        return Refused(
            N_("{name} has a problem of its own at the moment. Try again in a few minutes, or sign in in another way."), name=provider.name
        )
    return Refused(
        N_("{name} did not accept the request of this server. Sign in in another way, and tell whoever runs this server."),
        name=provider.name,
    )


def _connect(session: Session, provider: OidcProvider, said: Statement, journey: Ticket, by: Actor, now: datetime) -> None:
    leave = permit(session, by, Act.OWN_ACCOUNT, now=now)
    if (journey.person_id, journey.session_id) != (by.person_id, by.session_id):
        raise Refused(N_("You have signed in anew since this was begun. Begin again."))
    identity = identities.by_subject(session, said.provider, said.subject)
    if identity is not None and identity.person_id != by.person_id:
        raise Conflict(N_("This account at {name} opens another account here. Take it off that account first."), name=provider.name)
    if identity is None:
        identity = _linked(session, by.person_id or 0, said, now)
        leave.note(Deed.IDENTITY_LINKED, f"identity:{identity.id}", provider=said.provider)
    _note_use(identity, said, now)


def _new_person(session: Session, provider: OidcProvider, said: Statement, language: str, now: datetime) -> IdentityRow:
    """Somebody who was never here: an account that may do nothing yet."""
    if not people.anybody(session):
        raise Refused(
            N_("Nobody runs this server yet. Open the set-up link that it printed when it started; {name} comes after."), name=provider.name
        )
    try:
        email = email_address(said.email or "")
    except Refused:
        raise Refused(
            N_("{name} names no e-mail address of yours that it has checked. Ask for an invitation, then connect {name} in your account."),
            name=provider.name,
        ) from None
    if people.by_email(session, email) is not None:
        raise Conflict(
            N_("{email} has an account here already. Sign in as usual first, then connect {name} in your account."),
            email=email,
            name=provider.name,
        )
    tongue = language if language in LANGUAGES else LANGUAGES[0]
    person = PersonRow(email=email, name=one_line(said.name)[:200], language=tongue, added_at=now)
    session.add(person)
    session.flush()
    identity = _linked(session, person.id or 0, said, now)
    note_outside(session, Deed.PERSON_ADDED, identity.person_id, subject=f"person:{person.id}", now=now, how=HOW)
    note_outside(session, Deed.IDENTITY_LINKED, identity.person_id, subject=f"identity:{identity.id}", now=now, provider=said.provider)
    return identity


def _linked(session: Session, person_id: int, said: Statement, now: datetime) -> IdentityRow:
    identity = IdentityRow(person_id=person_id, provider=said.provider, subject=said.subject, linked_at=now)
    session.add(identity)
    session.flush()
    return identity


def _note_use(identity: IdentityRow, said: Statement, now: datetime) -> None:
    """People change employers: what counts is what the provider says today, an absent SIRET included."""
    identity.siret, identity.used_at = said.siret, now
