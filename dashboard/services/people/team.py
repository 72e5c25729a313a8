"""The team of an institution: who is in it, in which role. A change holds at once: roles are read anew for every act."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, NotFound, Refused
from dashboard.domain.people import TEAM, Act, Actor, Role
from dashboard.services.permit import Permit, permit
from db import organisations, people
from db.engine import Database
from db.tables import MembershipRow


@dataclass(frozen=True)
class Member:
    """Somebody in a team.

    :param you: whoever reads the list.
    """

    person_id: int
    email: str
    name: str
    role: Role
    since: datetime
    you: bool


def list_team(db: Database, by: Actor, slug: str, *, now: datetime) -> list[Member]:
    """Who is in the team, owners first, then by address.

    :raises NotFound: there is no such organisation.
    :raises NotAllowed: neither an owner of this team nor the collective.
    """
    with db.reading() as session:
        whose = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.MANAGE_TEAM, now=now, organisation_id=whose.id)
        members = [
            Member(person.id or 0, person.email, person.name, Role(row.role), row.since, person.id == leave.person_id)
            for person, row in people.team(session, whose.id or 0)
        ]
        return sorted(members, key=lambda one: one.role is not Role.OWNER)


def change_role(db: Database, by: Actor, slug: str, person_id: int, role: Role, *, now: datetime) -> None:
    """Make a member an editor or an owner. The same role twice changes nothing.

    :raises Refused: it is no role of a team, or they are its last owner.
    :raises NotFound: nobody of that number is in this team.
    :raises NotAllowed: neither an owner of this team nor the collective.
    """
    if role not in TEAM:
        raise Refused(N_("A team has editors and owners, and nobody else. Choose one of the two."))
    with db.writing() as session:
        leave, row = _member(session, by, slug, person_id, now)
        if row.role == role.value:
            return
        if role is not Role.OWNER:
            _keep_an_owner(session, leave, row)
        before, row.role = row.role, role.value
        leave.note(Deed.ROLE_GIVEN, f"person:{person_id}", organisation_id=row.organisation_id, given=role.value, before=before)


def remove_member(db: Database, by: Actor, slug: str, person_id: int, *, now: datetime) -> None:
    """Take somebody out of a team.

    :raises Refused: they are its last owner.
    :raises NotFound: nobody of that number is in this team.
    :raises NotAllowed: neither an owner of this team nor the collective.
    """
    with db.writing() as session:
        leave, row = _member(session, by, slug, person_id, now)
        _remove(session, leave, row)


def leave_team(db: Database, by: Actor, slug: str, *, now: datetime) -> None:
    """Leave a team oneself.

    :raises Refused: one is its last owner.
    :raises NotFound: one is not in it.
    :raises SignInNeeded: nobody is signed in.
    """
    with db.writing() as session:
        leave = permit(session, by, Act.OWN_ACCOUNT, now=now)
        _remove(session, leave, _row(session, organisations.by_slug(session, slug).id, leave.person_id))


def _member(session: Session, by: Actor, slug: str, person_id: int, now: datetime) -> tuple[Permit, MembershipRow]:
    whose = organisations.by_slug(session, slug)
    leave = permit(session, by, Act.MANAGE_TEAM, now=now, organisation_id=whose.id)
    return leave, _row(session, whose.id, person_id)


def _row(session: Session, organisation_id: int | None, person_id: int | None) -> MembershipRow:
    row = session.get(MembershipRow, (person_id, organisation_id))
    if row is None:
        raise NotFound(N_("This person is not in the team, or no longer."))
    return row


def _remove(session: Session, leave: Permit, row: MembershipRow) -> None:
    _keep_an_owner(session, leave, row)
    leave.note(Deed.ROLE_TAKEN, f"person:{row.person_id}", organisation_id=row.organisation_id, taken=row.role)
    session.delete(row)


def _keep_an_owner(session: Session, leave: Permit, row: MembershipRow) -> None:
    """A team without an owner can change nothing of itself any more: only the collective, which can name another, may leave it so."""
    over_all = leave.role in (Role.COLLECTIVE, Role.OPERATOR)
    if row.role == Role.OWNER.value and not over_all and people.owners(session, row.organisation_id) == 1:
        raise Refused(N_("This is the last owner of the team. Make somebody else an owner first."))
