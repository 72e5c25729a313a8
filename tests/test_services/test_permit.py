"""permit(): every act, for every role, in every state of a session; and nobody without a session gets through."""

from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.errors import NotAllowed, SignInNeeded
from dashboard.domain.people import ALLOWED, OPERATOR, PRIVILEGED, ROUTINE, TEAM, VISITOR, Act, Actor, Role
from dashboard.services.permit import permit
from db import audit, organisations, sessions
from db.engine import Database
from db.tables import MembershipRow, PersonRow, SessionRow
from tests.factories import NOW, make_organisation
from tests.people import come_in, make_person

HUMAN = (Role.PERSON, Role.EDITOR, Role.OWNER, Role.COORDINATOR, Role.COLLECTIVE)


@pytest.fixture
def register(db: Database) -> Database:
    """Lyon and Université de Besançon."""
    make_organisation(db, "Lyon")
    make_organisation(db, "Université de Besançon")
    return db


def somebody(db: Database, role: Role, *, strong: bool = True) -> Actor:
    """Somebody who is that, in Lyon where it is a role of a team."""
    place: dict[str, Any] = {Role.EDITOR: {"editor_of": "lyon"}, Role.OWNER: {"owner_of": "lyon"}}.get(role, {})
    return come_in(db, make_person(db, f"{role.value}@people.example", role, **place), strong=strong)[1]


def key(db: Database, slug: str | None) -> int | None:
    with db.reading() as session:
        return organisations.by_slug(session, slug).id if slug else None


def outcome(db: Database, by: Actor, act: Act, slug: str | None = None, now: datetime = NOW) -> Role | type[Exception]:
    """The role in which the act is done, or the error."""
    whose = key(db, slug)
    with db.reading() as session:
        try:
            return permit(session, by, act, now=now, organisation_id=whose).role
        except NotAllowed as problem:
            return type(problem)


def expected(role: Role, act: Act, slug: str | None) -> Role | type[Exception]:
    """From the table of DESIGN: a role of a team counts at home only; everybody is a person as well."""
    here = {Role.PERSON} | ({role} if role not in TEAM or slug == "lyon" else set())
    able = ALLOWED[act] & here
    return (role if role in able else Role.PERSON) if able else NotAllowed


@pytest.mark.parametrize("slug", [None, "lyon", "universite-de-besancon"])
def test_every_act_for_every_role_and_place(register: Database, slug: str | None) -> None:
    people = {role: somebody(register, role) for role in HUMAN}
    for role, act in product(HUMAN, Act):
        assert outcome(register, people[role], act, slug) == expected(role, act, slug), (role, act, slug)


@pytest.mark.parametrize("slug", [None, "lyon"])
def test_machines_do_what_the_table_says_and_never_act_as_a_person(register: Database, slug: str | None) -> None:
    for machine, act in product((OPERATOR, ROUTINE), Act):
        assert machine.machine is not None
        allowed = machine.machine in ALLOWED[act]
        assert outcome(register, machine, act, slug) == (machine.machine if allowed else NotAllowed)
    assert outcome(register, OPERATOR, Act.OWN_ACCOUNT) is outcome(register, OPERATOR, Act.CLAIM) is NotAllowed


@pytest.mark.parametrize("role", sorted(PRIVILEGED))
def test_without_the_second_factor_a_role_over_all_sleeps_and_says_so(register: Database, role: Role) -> None:
    weak = somebody(register, role, strong=False)
    for act in Act:
        allowed = ALLOWED[act]
        wanted = Role.PERSON if Role.PERSON in allowed else SignInNeeded if role in allowed else NotAllowed
        assert outcome(register, weak, act, "lyon") == wanted, act


def test_a_member_of_a_team_needs_no_second_factor(register: Database) -> None:
    assert outcome(register, somebody(register, Role.OWNER, strong=False), Act.MANAGE_TEAM, "lyon") is Role.OWNER


def test_one_who_is_of_the_team_and_of_the_collective_acts_for_the_team(register: Database) -> None:
    both = come_in(register, make_person(register, "ana@lyon.example", Role.COLLECTIVE, editor_of="lyon"))[1]
    assert outcome(register, both, Act.CONTRIBUTE, "lyon") is Role.EDITOR
    assert outcome(register, both, Act.CONTRIBUTE, "universite-de-besancon") is Role.COLLECTIVE
    assert outcome(register, both, Act.MANAGE_TEAM, "lyon") is Role.COLLECTIVE


def change(db: Database, by: Actor, how: str, now: datetime) -> None:
    """What somebody else did to them a second ago."""
    with db.writing() as session:
        row = session.get_one(SessionRow, by.session_id)
        person = session.get_one(PersonRow, by.person_id)
        if how == "demoted":
            person.collective = False
            if membership := session.get(MembershipRow, (person.id, 1)):
                session.delete(membership)
        elif how == "erased":
            session.delete(person)
        elif how == "signed out":
            row.ended_at = now
        elif how == "signed out everywhere":
            sessions.end(session, by.person_id or 0, now)


@pytest.mark.parametrize(
    ("how", "problem"),
    [("demoted", NotAllowed), ("erased", SignInNeeded), ("signed out", SignInNeeded), ("signed out everywhere", SignInNeeded)],
)
def test_what_changed_a_second_ago_holds_now(register: Database, how: str, problem: type[Exception]) -> None:
    editor, zoe = somebody(register, Role.EDITOR), somebody(register, Role.COLLECTIVE)
    assert outcome(register, editor, Act.CONTRIBUTE, "lyon") is Role.EDITOR
    assert outcome(register, zoe, Act.MODERATE) is Role.COLLECTIVE
    for one in (editor, zoe):
        change(register, one, how, NOW)
    assert outcome(register, editor, Act.CONTRIBUTE, "lyon") is problem
    assert outcome(register, zoe, Act.MODERATE) is problem


@pytest.mark.parametrize(
    ("later", "holds"),
    [
        (sessions.IDLE - timedelta(seconds=1), True),
        (sessions.IDLE, False),
        (sessions.ABSOLUTE, False),
    ],
)
def test_a_session_ends_by_itself(register: Database, later: timedelta, holds: bool) -> None:
    editor = somebody(register, Role.EDITOR)
    assert outcome(register, editor, Act.CONTRIBUTE, "lyon", NOW + later) == (Role.EDITOR if holds else SignInNeeded)


def test_a_session_in_use_still_ends_after_fourteen_days(register: Database) -> None:
    editor = somebody(register, Role.EDITOR)
    end = NOW + sessions.ABSOLUTE
    with register.writing() as session:
        session.get_one(SessionRow, editor.session_id).seen_at = end - timedelta(seconds=2)
    assert outcome(register, editor, Act.CONTRIBUTE, "lyon", end - timedelta(seconds=1)) is Role.EDITOR
    assert outcome(register, editor, Act.CONTRIBUTE, "lyon", end) is SignInNeeded


def test_nobody_acts_through_the_session_of_another(register: Database) -> None:
    editor, zoe = somebody(register, Role.EDITOR), somebody(register, Role.COLLECTIVE)
    assert outcome(register, Actor(zoe.person_id, editor.session_id), Act.MODERATE) is SignInNeeded
    assert outcome(register, Actor(editor.person_id, zoe.session_id), Act.MODERATE) is SignInNeeded
    assert outcome(register, Actor(zoe.person_id), Act.MODERATE) is SignInNeeded
    assert outcome(register, Actor(None, zoe.session_id), Act.MODERATE) is SignInNeeded


def without_a_session(db: Database) -> tuple[int, Session]:
    """Everybody there is, with all roles, and no session that holds."""
    person = make_person(db, "zoe@essaim.example", Role.COLLECTIVE, Role.COORDINATOR, owner_of="lyon")
    ended = come_in(db, person)[1]
    with db.writing() as session:
        session.get_one(SessionRow, ended.session_id).ended_at = NOW
    return person, Session(db.engine)


@pytest.mark.parametrize("db", ["sqlite"], indirect=True)
def test_nobody_without_a_session_passes(register: Database) -> None:
    person, session = without_a_session(register)
    numbers = st.none() | st.integers(-1, 5)

    @given(person_id=numbers, session_id=numbers, act=st.sampled_from(Act), organisation_id=numbers)
    @example(person, None, Act.OWN_ACCOUNT, 1)
    @example(person, 1, Act.CONTRIBUTE, 1)
    @settings(derandomize=True, max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def refused(person_id: int | None, session_id: int | None, act: Act, organisation_id: int | None) -> None:
        with pytest.raises(SignInNeeded):
            permit(session, Actor(person_id, session_id), act, now=NOW, organisation_id=organisation_id)

    with session:
        refused()
        with pytest.raises(SignInNeeded):
            permit(session, VISITOR, Act.CLAIM, now=NOW)


def test_leave_notes_who_and_in_what_capacity(register: Database) -> None:
    editor = somebody(register, Role.EDITOR)
    with register.writing() as session:
        leave = permit(session, editor, Act.CONTRIBUTE, now=NOW, organisation_id=1)
        leave.note(Deed.FIGURE_RECORDED, "account:1", organisation_id=1, followers=9_000)
        line = audit.entries(session, audit.Wanted(deed=Deed.FIGURE_RECORDED), 1)[0]
    assert (line.person_id, line.session_id, line.role, line.at) == (editor.person_id, editor.session_id, Role.EDITOR, NOW)
    assert (line.slug, line.subject, line.details) == ("lyon", "account:1", {"followers": 9_000})
    assert leave.person_id == editor.person_id
