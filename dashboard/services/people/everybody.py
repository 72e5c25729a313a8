"""Everybody who can sign in, for the collective: who they are, and the roles over all institutions."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.email_addresses import email_address
from dashboard.domain.errors import N_, NotFound, Refused
from dashboard.domain.names import match_key
from dashboard.domain.people import PRIVILEGED, Act, Actor, Membership, Role
from dashboard.services.permit import permit
from db import people, sessions
from db.engine import Database
from db.tables import PersonRow

PAGE_LENGTH = 50


@dataclass(frozen=True)
class KnownPerson:
    """Somebody who can sign in.

    :param roles: over all organisations; ``has_factor``: without a second factor those sleep.
    :param you: whoever reads the list.
    """

    id: int
    email: str
    name: str
    roles: frozenset[Role]
    teams: tuple[Membership, ...]
    has_factor: bool
    added_at: datetime
    you: bool


@dataclass(frozen=True)
class PeoplePage:
    """One page of those who were asked for.

    :param found: how many there are on all pages; ``known``: how many can sign in at all.
    """

    people: tuple[KnownPerson, ...]
    found: int
    known: int
    page: int
    pages: int


def list_people(db: Database, by: Actor, *, now: datetime, find: str = "", role: Role | None = None, page: int = 1) -> PeoplePage:
    """People by address.

    :param find: words, all of which the name or the address holds, whatever the accents and the case.
    :param role: those who hold this role over all organisations.
    :raises NotAllowed: not the collective.
    """
    wanted = match_key(find).split()
    with db.reading() as session:
        leave = permit(session, by, Act.MANAGE_PEOPLE, now=now)
        everybody = people.everybody(session)
        found = [one for one in everybody if _is_wanted(one, wanted, role)]
        pages = max(1, -(-len(found) // PAGE_LENGTH))
        page = min(max(page, 1), pages)
        shown = found[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH]
        keys = [one.id or 0 for one in shown]
        teams, enrolled = people.memberships_of(session, keys), people.with_factor(session, keys)
        known = tuple(
            KnownPerson(
                id=one.id or 0,
                email=one.email,
                name=one.name,
                roles=people.roles_of(one),
                teams=tuple(teams.get(one.id or 0, ())),
                has_factor=one.id in enrolled,
                added_at=one.added_at,
                you=one.id == leave.person_id,
            )
            for one in shown
        )
        return PeoplePage(known, len(found), len(everybody), page, pages)


def number_of(db: Database, by: Actor, email: str, *, now: datetime) -> int:
    """The number of whoever signs in with that address.

    :raises NotFound: nobody does.
    :raises NotAllowed: not the collective.
    """
    with db.reading() as session:
        permit(session, by, Act.MANAGE_PEOPLE, now=now)
        person = people.by_email(session, email_address(email))
        if person is None or person.id is None:
            raise NotFound(N_("Nobody signs in as {email}."), email=email.strip())
        return person.id


def give_role(db: Database, by: Actor, person_id: int, role: Role, *, now: datetime) -> None:
    """Make somebody a coordinator, or a member of the collective. It sleeps until they have given a second factor.

    :raises Refused: it is no role over all organisations, or they have it already.
    :raises NotFound: nobody has that number.
    :raises NotAllowed: not the collective.
    """
    with db.writing() as session:
        leave = permit(session, by, Act.MANAGE_PEOPLE, now=now)
        person = _person(session, person_id, role)
        if role in people.roles_of(person):
            raise Refused(N_("{email} has this role already."), email=person.email)
        people.set_role(person, role, True)
        leave.note(Deed.ROLE_GIVEN, f"person:{person_id}", given=role.value)


def take_role(db: Database, by: Actor, person_id: int, role: Role, *, now: datetime) -> None:
    """Take such a role away. All sessions of that person end.

    :raises Refused: it is no such role, they do not have it, or they are the last of the collective.
    :raises NotFound: nobody has that number.
    :raises NotAllowed: not the collective.
    """
    with db.writing() as session:
        leave = permit(session, by, Act.MANAGE_PEOPLE, now=now)
        person = _person(session, person_id, role)
        if role not in people.roles_of(person):
            raise Refused(N_("{email} does not have this role, or no longer."), email=person.email)
        if role is Role.COLLECTIVE and people.of_the_collective(session) == 1:
            raise Refused(N_("This is the last member of the collective. Give the role to somebody else first."))
        leave.note(Deed.ROLE_TAKEN, f"person:{person_id}", taken=role.value)
        people.set_role(person, role, False)
        sessions.end(session, person_id, now)


def _is_wanted(person: PersonRow, words: list[str], role: Role | None) -> bool:
    if role is not None and role not in people.roles_of(person):
        return False
    text = f"{match_key(person.name)} {match_key(person.email)}"
    return all(word in text for word in words)


def _person(session: Session, person_id: int, role: Role) -> PersonRow:
    if role not in PRIVILEGED:
        raise Refused(N_("This is no role over all institutions. Choose coordinator or collective."))
    person = people.by_id(session, person_id)
    if person is None:
        raise NotFound(N_("There is no such person, or no longer."))
    return person
