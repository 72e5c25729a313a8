"""People and what they are in organisations."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from dashboard.domain.people import PRIVILEGED, Membership, Role
from db.tables import FactorRow, MembershipRow, OrganisationRow, PersonRow


def anybody(session: Session) -> bool:
    """Whether there is anybody at all."""
    return session.exec(select(PersonRow.id).limit(1)).first() is not None


def by_id(session: Session, person_id: int) -> PersonRow | None:
    """The person of that key."""
    return session.get(PersonRow, person_id)


def by_email(session: Session, email: str) -> PersonRow | None:
    """The person of that address, as stored (domain.addresses_of_people)."""
    return session.exec(select(PersonRow).where(PersonRow.email == email)).first()


def everybody(session: Session) -> Sequence[PersonRow]:
    """Everybody, by address."""
    return session.exec(select(PersonRow).order_by(PersonRow.email)).all()


def roles_of(person: PersonRow) -> frozenset[Role]:
    """Roles over all organisations."""
    held = {Role.COORDINATOR: person.coordinator, Role.COLLECTIVE: person.collective}
    return frozenset(role for role in PRIVILEGED if held[role])


def role_in(session: Session, person_id: int, organisation_id: int) -> Role | None:
    """What somebody is in one organisation."""
    row = session.get(MembershipRow, (person_id, organisation_id))
    return Role(row.role) if row else None


def memberships(session: Session, person_id: int) -> tuple[Membership, ...]:
    """Every organisation of somebody, by name."""
    query = (
        select(MembershipRow, OrganisationRow)
        .join(OrganisationRow, col(OrganisationRow.id) == col(MembershipRow.organisation_id))
        .where(MembershipRow.person_id == person_id)
        .order_by(OrganisationRow.match_key)
    )
    return tuple(Membership(one.organisation_id, whose.slug, whose.name, Role(one.role)) for one, whose in session.exec(query))


def team(session: Session, organisation_id: int) -> Sequence[tuple[PersonRow, MembershipRow]]:
    """Who is in the team of an organisation, by address."""
    query = (
        select(PersonRow, MembershipRow)
        .join(MembershipRow, col(MembershipRow.person_id) == col(PersonRow.id))
        .where(MembershipRow.organisation_id == organisation_id)
        .order_by(PersonRow.email)
    )
    return session.exec(query).all()


def owners(session: Session, organisation_id: int) -> int:
    """How many owners an organisation has."""
    query = select(func.count()).where(MembershipRow.organisation_id == organisation_id, MembershipRow.role == Role.OWNER.value)
    return session.exec(query).one()


def has_factor(session: Session, person_id: int) -> bool:
    """Whether somebody has a second factor that works."""
    query = select(FactorRow.id).where(FactorRow.person_id == person_id, col(FactorRow.confirmed)).limit(1)
    return session.exec(query).first() is not None


def with_factor(session: Session, ids: Iterable[int]) -> set[int]:
    """Which of these people have a second factor that works."""
    query = select(FactorRow.person_id).where(col(FactorRow.person_id).in_(list(ids)), col(FactorRow.confirmed))
    return set(session.exec(query).all())


def memberships_of(session: Session, ids: Iterable[int]) -> dict[int, list[Membership]]:
    """Every organisation of each of these people, by name."""
    query = (
        select(MembershipRow, OrganisationRow)
        .join(OrganisationRow, col(OrganisationRow.id) == col(MembershipRow.organisation_id))
        .where(col(MembershipRow.person_id).in_(list(ids)))
        .order_by(OrganisationRow.match_key)
    )
    found: dict[int, list[Membership]] = {}
    for one, whose in session.exec(query):
        found.setdefault(one.person_id, []).append(Membership(one.organisation_id, whose.slug, whose.name, Role(one.role)))
    return found


def join(session: Session, person_id: int, organisation_id: int, role: Role, now: datetime) -> None:
    """Put somebody into the team of an organisation, or change what they are there."""
    row = session.get(MembershipRow, (person_id, organisation_id))
    if row is None:
        session.add(MembershipRow(person_id=person_id, organisation_id=organisation_id, role=role.value, since=now))
    else:
        row.role = role.value
    session.flush()


def set_role(person: PersonRow, role: Role, held: bool) -> None:
    """Give or take a role over all organisations."""
    if role is Role.COORDINATOR:
        person.coordinator = held
    elif role is Role.COLLECTIVE:
        person.collective = held


def of_the_collective(session: Session) -> int:
    """How many people the collective has."""
    return session.exec(select(func.count()).where(col(PersonRow.collective))).one()
