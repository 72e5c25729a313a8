"""Invitations: a link of one use, for 48 hours, to one role, in one organisation or over all of them."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from connectors.base import ConnectorError
from connectors.mail import Mail
from dashboard.domain.audit import Deed
from dashboard.domain.email_addresses import email_address
from dashboard.domain.errors import N_, Conflict, EssaimError, NotFound, Refused
from dashboard.domain.people import INVITED, TEAM, WEIGHT, Act, Actor, Role
from dashboard.i18n import Words
from dashboard.services.people import limits, tickets
from dashboard.services.permit import Permit, permit
from db import organisations, people
from db import tickets as stored
from db.engine import Database
from db.tables import OrganisationRow, PersonRow, Purpose, TicketRow
from db.vault import Vault

PER_PERSON = 20
"""Invitations per hour and person."""
INVITATION = "invitation"


@dataclass(frozen=True)
class Invitation:
    """One that was just made.

    :param link: told this once; the database cannot give it back.
    :param mailed: whether a mail server took it for the person invited.
    :param problem: why it did not, where it was asked to.
    """

    link: str = field(repr=False)
    expires_at: datetime
    mailed: bool = False
    problem: EssaimError | None = None


@dataclass(frozen=True)
class OpenInvitation:
    """One that can still be accepted.

    :param email: the only address for which it is good, or None if it is for whoever holds the link.
    :param slug: of its organisation, ``organisation`` its name; None for a role over all of them.
    """

    id: int
    role: Role
    email: str | None
    slug: str | None
    organisation: str | None
    expires_at: datetime


def invite(
    db: Database,
    vault: Vault,
    by: Actor,
    *,
    email: str | None,
    role: Role,
    slug: str | None,
    base: str,
    now: datetime,
    words: Words,
    mail: Mail | None = None,
) -> Invitation:
    """Invite somebody. An earlier invitation of the same address to the same is void from then on.

    :param email: for that address alone; None for whoever holds the link.
    :param slug: the organisation for a role in a team; None for a role over all of them.
    :param base: ``https://host`` with which the link begins: the settings', never a request's.
    :param mail: where set, and an address is given, the link is sent there too. A mail that does not leave undoes nothing.
    :raises Refused: no such role, address or organisation, the person has the role already, or 20 invitations within the hour.
    :raises NotAllowed: only owners invite to their team, only the collective to roles over all organisations.
    """
    address = email_address(email) if email and email.strip() else None
    if role not in INVITED or (role in TEAM) != bool(slug):
        raise Refused(N_("Such an invitation cannot be made. Choose a role, and for a team its institution."))
    with db.writing() as session:
        whose = organisations.by_slug(session, slug) if slug else None
        leave = _leave(session, by, whose, now)
        if leave.person_id is not None:
            limits.take(session, vault, INVITATION, f"person:{leave.person_id}", now=now, most=PER_PERSON)
        if address:
            _check_new(session, address, role, whose)
            _void_earlier(session, address, role, whose, now)
        key = whose.id if whose else None
        secret, number = tickets.issue(
            session, vault, Purpose.INVITATION, now=now, organisation_id=key, role=role.value, email=address, made_by=leave.person_id
        )
        leave.note(Deed.INVITED, f"invitation:{number}", organisation_id=key, invited_to=role.value)
        inviter = people.by_id(session, leave.person_id) if leave.person_id is not None else None
        made_by, name = inviter.email if inviter else None, whose.name if whose else None
    made = Invitation(f"{base}/invitation?link={secret}", now + tickets.LIFETIMES[Purpose.INVITATION])
    if address is None or mail is None:
        return made
    try:
        mail.send(address, _subject(words, name), _text(words, made, role, name, made_by))
    except ConnectorError as problem:
        return Invitation(made.link, made.expires_at, problem=problem)
    return Invitation(made.link, made.expires_at, mailed=True)


def list_invitations(db: Database, by: Actor, *, slug: str | None, now: datetime) -> list[OpenInvitation]:
    """The invitations that can still be accepted, newest first: of one team, or (``slug`` None) all of them.

    :raises NotAllowed: not an owner of that team; for all of them, not the collective.
    """
    with db.reading() as session:
        whose = organisations.by_slug(session, slug) if slug else None
        _leave(session, by, whose, now)
        rows = stored.open_ones(session, Purpose.INVITATION, now, organisation_id=whose.id if whose else None)
        standing = [row for row in rows if stands(session, row.role, row.organisation_id, row.made_by)]
        keys = {row.organisation_id for row in standing if row.organisation_id is not None}
        named = {one.id: one for one in organisations.of_ids(session, keys)}
        return [_open(row, named.get(row.organisation_id)) for row in standing]


def revoke_invitation(db: Database, by: Actor, invitation_id: int, *, slug: str | None, now: datetime) -> None:
    """Make an invitation useless.

    :param slug: the team from whose page it is done; None for the page of everybody.
    :raises NotFound: that team has no such invitation; that of another team is none of its own.
    :raises NotAllowed: not an owner of that team; for all of them, not the collective.
    """
    with db.writing() as session:
        whose = organisations.by_slug(session, slug) if slug else None
        leave = _leave(session, by, whose, now)
        row = session.get(TicketRow, invitation_id)
        own = row is not None and row.purpose == Purpose.INVITATION.value and (whose is None or row.organisation_id == whose.id)
        if row is None or not own or not stored.use(session, invitation_id, now):
            raise NotFound(N_("There is no such invitation. It may have been accepted, revoked, or have expired."))
        leave.note(Deed.INVITATION_REVOKED, f"invitation:{invitation_id}", organisation_id=row.organisation_id)


def stands(session: Session, role: str | None, organisation_id: int | None, made_by: int | None) -> bool:
    """Whether whoever made an invitation may still invite to that. The command line, which made it if nobody did, always may."""
    if made_by is None:
        return True
    person = people.by_id(session, made_by)
    if person is None:
        return False
    owner = organisation_id is not None and people.role_in(session, made_by, organisation_id) is Role.OWNER
    return person.collective or (owner and role in TEAM)


def has_already(session: Session, person: PersonRow, role: Role, organisation_id: int | None) -> bool:
    """Whether somebody is what an invitation would make them, or more."""
    if organisation_id is None:
        return role in people.roles_of(person)
    held = people.role_in(session, person.id or 0, organisation_id)
    return held is not None and WEIGHT[held] >= WEIGHT[role]


def _leave(session: Session, by: Actor, whose: OrganisationRow | None, now: datetime) -> Permit:
    if whose is None:
        return permit(session, by, Act.INVITE, now=now)
    return permit(session, by, Act.MANAGE_TEAM, now=now, organisation_id=whose.id)


def _check_new(session: Session, address: str, role: Role, whose: OrganisationRow | None) -> None:
    person = people.by_email(session, address)
    if person is not None and has_already(session, person, role, whose.id if whose else None):
        raise Conflict(N_("{email} has this role already."), email=address)


def _void_earlier(session: Session, address: str, role: Role, whose: OrganisationRow | None, now: datetime) -> None:
    for row in stored.open_ones(session, Purpose.INVITATION, now, organisation_id=whose.id if whose else None):
        if (row.email, row.role, row.organisation_id) == (address, role.value, whose.id if whose else None):
            stored.use(session, row.id or 0, now)


def _open(row: TicketRow, whose: OrganisationRow | None) -> OpenInvitation:
    return OpenInvitation(
        id=row.id or 0,
        role=Role(row.role or ""),
        email=row.email,
        slug=whose.slug if whose else None,
        organisation=whose.name if whose else None,
        expires_at=row.expires_at,
    )


def _subject(words: Words, name: str | None) -> str:
    return words("Invitation to the team of {name}", name=name) if name else words("Invitation to Essaim")


def _text(words: Words, made: Invitation, role: Role, name: str | None, made_by: str | None) -> str:
    """Who invites is named by their address alone: a name is free text, and would be sent to whom its owner likes."""
    who = made_by or words("Whoever runs this server")
    if name:
        first = words("{who} invites you to the team of {name} on Essaim, as {role}.", who=who, name=name, role=role)
    else:
        first = words("{who} invites you to Essaim, as {role}.", who=who, role=role)
    return "\n\n".join(
        (
            words("Hello,"),
            first,
            words("To accept, open this link. It works once, until {until}, and for this address alone:", until=made.expires_at),
            made.link,
            words("If you did not expect this message, do nothing: nothing happens without you."),
        )
    )
