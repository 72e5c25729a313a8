"""Accepting an invitation, as somebody new or as somebody who is signed in. It can only ever add to what somebody may do."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dashboard.config import LANGUAGES
from dashboard.domain.audit import Deed
from dashboard.domain.email_addresses import email_address
from dashboard.domain.errors import N_, Conflict, Refused
from dashboard.domain.passwords import check_password
from dashboard.domain.people import TEAM, Act, Actor, Role
from dashboard.services.people import tickets
from dashboard.services.people.invite import has_already, stands
from dashboard.services.people.passwords import hash_password
from dashboard.services.people.sessions import open_session
from dashboard.services.people.sign_in import Entered
from dashboard.services.people.tickets import Ticket
from dashboard.services.permit import Permit, permit
from dashboard.services.typed import one_line
from db import people
from db.engine import Database
from db.tables import OrganisationRow, PersonRow, Purpose
from db.vault import Vault


@dataclass(frozen=True)
class Offer:
    """What an invitation offers.

    :param organisation: name of the institution, ``slug`` its name in addresses; None for a role over all of them.
    :param email: the only address for which it is good, or None.
    :param has_account: whether somebody signs in with that address, and has to do so first.
    :param invited_by: address of whoever made it; None for the command line.
    """

    role: Role
    organisation: str | None
    slug: str | None
    email: str | None
    has_account: bool
    invited_by: str | None


def invitation_for(db: Database, vault: Vault, secret: str, *, now: datetime) -> Offer:
    """What the link offers, without using it.

    :raises Refused: it offers nothing, or no longer.
    """
    with db.reading() as session:
        return _offer(session, _ticket(session, vault, secret, now))


def accept_as_new(
    db: Database, vault: Vault, secret: str, *, email: str, name: str, password: str, browser: str, language: str, now: datetime
) -> Entered:
    """Make an account and accept with it. Somebody who has one signs in with it first: an invitation opens nobody's account.

    :param email: an empty one stands for the address that was invited.
    :raises Refused: the link is no longer good, it is for another address, or the address or the password cannot be used.
    :raises Conflict: there is an account with this address.
    """
    with db.reading() as session:
        offer = _offer(session, _ticket(session, vault, secret, now))
        address = email_address(email or offer.email or "")
        _check_address(offer.email, address)
        _check_free(session, address)
    line = one_line(name)[:200]
    check_password(password, address, line)
    # It takes a quarter of a second: nobody waits for it in a transaction.
    hashed = hash_password(password)
    with db.writing() as session:
        ticket = _use(session, vault, secret, now)
        _check_address(ticket.email, address)
        _check_free(session, address)
        tongue = language if language in LANGUAGES else LANGUAGES[0]
        person = PersonRow(email=address, name=line, language=tongue, password_hash=hashed, added_at=now)
        session.add(person)
        session.flush()
        token, actor = open_session(session, person.id or 0, how="invitation", strong=False, browser=browser, now=now)
        leave = permit(session, actor, Act.OWN_ACCOUNT, now=now)
        leave.note(Deed.PERSON_ADDED, f"person:{person.id}", how="invitation")
        _grant(session, leave, ticket, person)
        leave.note(Deed.SIGNED_IN, f"session:{actor.session_id}", how="invitation")
    return Entered(token=token)


def accept_as(db: Database, vault: Vault, secret: str, by: Actor, *, now: datetime) -> Offer:
    """Accept with the account through which one is signed in.

    :raises Refused: the link is no longer good, or it is for another address.
    :raises SignInNeeded: nobody is signed in.
    """
    with db.writing() as session:
        leave = permit(session, by, Act.OWN_ACCOUNT, now=now)
        person = session.get_one(PersonRow, leave.person_id)
        ticket = _use(session, vault, secret, now)
        _check_address(ticket.email, person.email)
        offer = _offer(session, ticket)
        _grant(session, leave, ticket, person)
        return offer


def _ticket(session: Session, vault: Vault, secret: str, now: datetime) -> Ticket:
    ticket = tickets.look_up(session, vault, Purpose.INVITATION, secret, now=now)
    if not stands(session, ticket.role, ticket.organisation_id, ticket.made_by):
        raise tickets.no_longer_good()
    return ticket


def _use(session: Session, vault: Vault, secret: str, now: datetime) -> Ticket:
    _ticket(session, vault, secret, now)
    return tickets.redeem(session, vault, Purpose.INVITATION, secret, now=now)


def _offer(session: Session, ticket: Ticket) -> Offer:
    whose = session.get(OrganisationRow, ticket.organisation_id) if ticket.organisation_id is not None else None
    inviter = people.by_id(session, ticket.made_by) if ticket.made_by is not None else None
    return Offer(
        role=Role(ticket.role or ""),
        organisation=whose.name if whose else None,
        slug=whose.slug if whose else None,
        email=ticket.email,
        has_account=ticket.email is not None and people.by_email(session, ticket.email) is not None,
        invited_by=inviter.email if inviter else None,
    )


def _check_address(invited: str | None, address: str) -> None:
    if invited is not None and invited != address:
        raise Refused(
            N_("This invitation is for another address than {email}. Sign in with the address to which it was sent."), email=address
        )


def _check_free(session: Session, address: str) -> None:
    if people.by_email(session, address) is not None:
        raise Conflict(N_("{email} has an account here. Sign in with it, then open the link again."), email=address)


def _grant(session: Session, leave: Permit, ticket: Ticket, person: PersonRow) -> None:
    """Give the role. Whoever has it already, or a greater one in the team, keeps what they have."""
    role, key = Role(ticket.role or ""), ticket.organisation_id
    leave.note(Deed.INVITATION_ACCEPTED, f"invitation:{ticket.id}", organisation_id=key)
    if has_already(session, person, role, key):
        return
    if key is not None and role in TEAM:
        people.join(session, person.id or 0, key, role, leave.now)
    else:
        people.set_role(person, role, True)
    leave.note(Deed.ROLE_GIVEN, f"person:{person.id}", organisation_id=key, given=role.value)
