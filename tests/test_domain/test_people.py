"""Roles and acts: who may do what, in which capacity, and what a signed-in person is offered."""

import pytest

from dashboard.domain.people import (
    ALLOWED,
    INVITED,
    OPERATOR,
    PRIVILEGED,
    ROUTINE,
    TEAM,
    VISITOR,
    Act,
    Actor,
    Membership,
    Role,
    SignedIn,
    strongest,
)

LYON = Membership(1, "lyon", "Lyon", Role.EDITOR)


def signed_in(*roles: Role, strong: bool = True, has_factor: bool = True, memberships: tuple[Membership, ...] = ()) -> SignedIn:
    return SignedIn(Actor(1, 1), "ana@lyon.example", "Ana", frozenset(roles), memberships, strong=strong, has_factor=has_factor)


def test_every_act_is_in_the_table_and_somebody_may_do_it() -> None:
    assert set(ALLOWED) == set(Act)
    assert all(ALLOWED.values())


def test_no_role_is_of_a_team_and_over_all_at_once() -> None:
    assert not TEAM & PRIVILEGED
    assert set(INVITED) == TEAM | PRIVILEGED


def test_a_background_job_manages_no_people_and_reads_no_audit() -> None:
    may = {act for act in Act if Role.ROUTINE in ALLOWED[act]}
    assert may == {Act.CONTRIBUTE, Act.COLLECT, Act.MODERATE, Act.CAMPAIGN}


@pytest.mark.parametrize("act", [Act.MODERATE, Act.READ_AUDIT, Act.MANAGE_PEOPLE, Act.INVITE])
def test_what_touches_others_is_for_the_collective_and_the_machine_alone(act: Act) -> None:
    assert ALLOWED[act] - {Role.ROUTINE} == {Role.COLLECTIVE, Role.OPERATOR}


@pytest.mark.parametrize(
    ("roles", "act", "role"),
    [
        ({Role.PERSON}, Act.CONTRIBUTE, None),
        ({Role.PERSON}, Act.CLAIM, Role.PERSON),
        ({Role.PERSON, Role.EDITOR, Role.COLLECTIVE}, Act.CONTRIBUTE, Role.EDITOR),
        ({Role.EDITOR, Role.OWNER}, Act.CONTRIBUTE, Role.OWNER),
        ({Role.EDITOR}, Act.MANAGE_TEAM, None),
        ({Role.COORDINATOR, Role.COLLECTIVE}, Act.CAMPAIGN, Role.COLLECTIVE),
        (set(), Act.OWN_ACCOUNT, None),
    ],
)
def test_one_acts_in_the_nearest_capacity(roles: set[Role], act: Act, role: Role | None) -> None:
    assert strongest(act, roles) is role


def test_a_role_over_all_sleeps_until_the_second_factor() -> None:
    asleep, awake = signed_in(Role.COLLECTIVE, strong=False), signed_in(Role.COLLECTIVE)
    assert (asleep.has(Role.COLLECTIVE), asleep.may(Act.MODERATE)) == (False, False)
    assert (awake.has(Role.COLLECTIVE), awake.may(Act.MODERATE)) == (True, True)


def test_whoever_has_such_a_role_must_enrol_a_factor() -> None:
    assert signed_in(Role.COORDINATOR, has_factor=False).must_enrol
    assert not signed_in(Role.COORDINATOR).must_enrol
    assert not signed_in(has_factor=False).must_enrol


def test_a_member_is_offered_the_acts_of_their_own_organisation() -> None:
    ana = signed_in(memberships=(LYON,))
    assert (ana.may(Act.CONTRIBUTE, "lyon"), ana.may(Act.CONTRIBUTE, "besancon"), ana.may(Act.CONTRIBUTE)) == (True, False, False)
    assert ana.roles_in("lyon") == {Role.EDITOR} and ana.roles_in(None) == set()


def test_a_visitor_and_machines_are_nobody() -> None:
    assert (VISITOR.person_id, VISITOR.session_id, VISITOR.machine) == (None, None, None)
    assert (OPERATOR.machine, ROUTINE.machine) == (Role.OPERATOR, Role.ROUTINE)
