"""Teams: who may change them, and that they keep an owner."""

import pytest

from dashboard.domain.errors import EssaimError, NotAllowed, NotFound, Refused, SignInNeeded
from dashboard.domain.people import OPERATOR, VISITOR, Actor, Role
from dashboard.services.people.team import change_role, leave_team, list_team, remove_member
from tests.factories import NOW
from tests.people import actor
from tests.test_invitations.conftest import BESANCON, LYON, Office


@pytest.fixture
def editor(office: Office) -> Actor:
    """Zoé edits for Lyon."""
    return actor(office.db, "zoe@lyon.example", editor_of=LYON)


@pytest.fixture
def neighbour(office: Office) -> Actor:
    """Léa owns the team of Besançon."""
    return actor(office.db, "lea@besancon.example", owner_of=BESANCON)


def key(of: Actor) -> int:
    assert of.person_id is not None
    return of.person_id


def test_a_team_is_listed_owners_first(office: Office, editor: Actor) -> None:
    actor(office.db, "aaron@lyon.example", editor_of=LYON)
    members = list_team(office.db, office.owner, LYON, now=NOW)
    assert [(one.email, one.role, one.you) for one in members] == [
        ("ana@lyon.example", Role.OWNER, True),
        ("aaron@lyon.example", Role.EDITOR, False),
        ("zoe@lyon.example", Role.EDITOR, False),
    ]
    assert not any(one.you for one in list_team(office.db, office.collective, LYON, now=NOW))


def test_nobody_else_sees_or_changes_it(office: Office, editor: Actor, neighbour: Actor) -> None:
    weak = actor(office.db, "weak@collective.example", Role.COLLECTIVE, strong=False)
    coordinator = actor(office.db, "co@collective.example", Role.COORDINATOR)
    for by, problem in (
        (editor, NotAllowed),
        (neighbour, NotAllowed),
        (coordinator, NotAllowed),
        (weak, SignInNeeded),
        (VISITOR, SignInNeeded),
    ):
        kind: type[EssaimError] = problem
        with pytest.raises(kind):
            list_team(office.db, by, LYON, now=NOW)
        with pytest.raises(kind):
            change_role(office.db, by, LYON, key(editor), Role.OWNER, now=NOW)
        with pytest.raises(kind):
            remove_member(office.db, by, LYON, key(editor), now=NOW)
    assert office.role("zoe@lyon.example") is Role.EDITOR


def test_an_owner_changes_nobody_of_another_team_by_their_number(office: Office, neighbour: Actor) -> None:
    with pytest.raises(NotFound):
        change_role(office.db, office.owner, LYON, key(neighbour), Role.EDITOR, now=NOW)
    with pytest.raises(NotFound):
        remove_member(office.db, office.owner, LYON, key(neighbour), now=NOW)
    with pytest.raises(NotAllowed):
        remove_member(office.db, office.owner, BESANCON, key(neighbour), now=NOW)
    assert office.role("lea@besancon.example", BESANCON) is Role.OWNER


def test_an_editor_becomes_owner_and_editor_again(office: Office, editor: Actor) -> None:
    for role, before in ((Role.OWNER, "editor"), (Role.EDITOR, "owner")):
        change_role(office.db, office.owner, LYON, key(editor), role, now=NOW)
        assert office.role("zoe@lyon.example") is role
        assert office.audit()[-1] == ("role.given", f"person:{key(editor)}", {"given": role.value, "before": before})


def test_the_same_role_again_changes_and_notes_nothing(office: Office, editor: Actor) -> None:
    before = office.audit()
    change_role(office.db, office.owner, LYON, key(editor), Role.EDITOR, now=NOW)
    assert office.audit() == before


@pytest.mark.parametrize("role", [Role.COLLECTIVE, Role.COORDINATOR, Role.OPERATOR, Role.PERSON])
def test_a_team_gives_no_other_role(role: Role, office: Office, editor: Actor) -> None:
    with pytest.raises(Refused, match="editors and owners"):
        change_role(office.db, office.owner, LYON, key(editor), role, now=NOW)


def test_a_demoted_owner_can_do_nothing_from_the_tab_still_open(office: Office, editor: Actor) -> None:
    change_role(office.db, office.owner, LYON, key(editor), Role.OWNER, now=NOW)
    change_role(office.db, editor, LYON, key(office.owner), Role.EDITOR, now=NOW)
    with pytest.raises(NotAllowed):
        change_role(office.db, office.owner, LYON, key(editor), Role.EDITOR, now=NOW)
    with pytest.raises(NotAllowed):
        office.invite()


def test_the_last_owner_stays(office: Office, editor: Actor) -> None:
    with pytest.raises(Refused, match="last owner"):
        change_role(office.db, office.owner, LYON, key(office.owner), Role.EDITOR, now=NOW)
    with pytest.raises(Refused, match="last owner"):
        remove_member(office.db, office.owner, LYON, key(office.owner), now=NOW)
    with pytest.raises(Refused, match="last owner"):
        leave_team(office.db, office.owner, LYON, now=NOW)
    assert office.role("ana@lyon.example") is Role.OWNER


@pytest.mark.parametrize("by", ["collective", "operator"])
def test_the_collective_may_take_even_the_last_owner(by: str, office: Office) -> None:
    who = office.collective if by == "collective" else OPERATOR
    change_role(office.db, who, LYON, key(office.owner), Role.EDITOR, now=NOW)
    remove_member(office.db, who, LYON, key(office.owner), now=NOW)
    assert office.role("ana@lyon.example") is None


def test_whoever_is_removed_is_out_at_once(office: Office, editor: Actor) -> None:
    remove_member(office.db, office.owner, LYON, key(editor), now=NOW)
    assert office.role("zoe@lyon.example") is None
    assert office.audit()[-1] == ("role.taken", f"person:{key(editor)}", {"taken": "editor"})
    with pytest.raises(NotFound, match="not in the team"):
        remove_member(office.db, office.owner, LYON, key(editor), now=NOW)


def test_one_leaves_a_team_oneself(office: Office, editor: Actor) -> None:
    leave_team(office.db, editor, LYON, now=NOW)
    assert office.role("zoe@lyon.example") is None
    with pytest.raises(NotFound):
        leave_team(office.db, editor, LYON, now=NOW)
    with pytest.raises(SignInNeeded):
        leave_team(office.db, VISITOR, LYON, now=NOW)


def test_an_unknown_team_is_named(office: Office) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        list_team(office.db, OPERATOR, "nowhere", now=NOW)
