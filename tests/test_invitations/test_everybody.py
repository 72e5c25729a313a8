"""Everybody, for the collective: who there is, and roles over all institutions."""

import pytest

from dashboard.domain.errors import EssaimError, NotAllowed, NotFound, Refused, SignInNeeded
from dashboard.domain.people import OPERATOR, VISITOR, Role
from dashboard.services.people import everybody
from dashboard.services.people.everybody import give_role, list_people, take_role
from dashboard.services.people.sessions import holds
from tests.factories import NOW
from tests.people import actor, come_in, make_person
from tests.test_invitations.conftest import BESANCON, LYON, Office


def emails(office: Office, **asked: object) -> list[str]:
    return [one.email for one in list_people(office.db, office.collective, now=NOW, **asked).people]  # type: ignore[arg-type]


def test_people_are_listed_with_what_they_are(both: Office) -> None:
    make_person(both.db, "elise@both.example", owner_of=LYON, editor_of=BESANCON, name="Élise Été")
    page = list_people(both.db, both.collective, now=NOW)
    assert [one.email for one in page.people] == ["ana@lyon.example", "chloe@collective.example", "elise@both.example"]
    ana, chloe, elise = page.people
    assert (chloe.roles, chloe.you, chloe.has_factor, ana.you) == (frozenset({Role.COLLECTIVE}), True, False, False)
    assert [(one.slug, one.role) for one in elise.teams] == [(LYON, Role.OWNER), (BESANCON, Role.EDITOR)]
    assert (page.found, page.known, page.page, page.pages) == (3, 3, 1, 1)


@pytest.mark.parametrize("typed", ["elise", "ÉLISE", "été éli", "both.example", "ELISE@both"])
def test_somebody_is_found_by_name_or_address_whatever_the_accents(typed: str, office: Office) -> None:
    make_person(office.db, "elise@both.example", name="Élise Été")
    assert emails(office, find=typed) == ["elise@both.example"]


def test_what_is_typed_is_no_pattern(office: Office) -> None:
    assert emails(office, find="100%") == [] and emails(office, find="nobody") == []
    assert len(emails(office, find="%")) == 0 and len(emails(office, find="  ")) == 2


def test_people_are_found_by_role(office: Office) -> None:
    make_person(office.db, "co@collective.example", Role.COORDINATOR)
    assert emails(office, role=Role.COORDINATOR) == ["co@collective.example"]
    assert emails(office, role=Role.COLLECTIVE) == ["chloe@collective.example"]


def test_long_lists_come_in_pages(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everybody, "PAGE_LENGTH", 2)
    for number in range(3):
        make_person(office.db, f"p{number}@lyon.example")
    assert emails(office, page=2) == ["p0@lyon.example", "p1@lyon.example"]
    assert emails(office, page=3) == emails(office, page=99) == ["p2@lyon.example"]
    assert emails(office, page=0) == ["ana@lyon.example", "chloe@collective.example"]


@pytest.mark.parametrize(
    ("who", "problem"),
    [("owner", NotAllowed), ("coordinator", NotAllowed), ("no second factor", SignInNeeded), ("visitor", SignInNeeded)],
)
def test_nobody_else_sees_or_changes_them(who: str, problem: type[EssaimError], office: Office) -> None:
    by = {
        "owner": lambda: office.owner,
        "coordinator": lambda: actor(office.db, "co@collective.example", Role.COORDINATOR),
        "no second factor": lambda: actor(office.db, "weak@collective.example", Role.COLLECTIVE, strong=False),
        "visitor": lambda: VISITOR,
    }[who]()
    ana = office.number("ana@lyon.example")
    with pytest.raises(problem):
        list_people(office.db, by, now=NOW)
    with pytest.raises(problem):
        give_role(office.db, by, ana, Role.COLLECTIVE, now=NOW)
    with pytest.raises(problem):
        take_role(office.db, by, office.number("chloe@collective.example"), Role.COLLECTIVE, now=NOW)
    assert emails(office, role=Role.COORDINATOR) in ([], ["co@collective.example"])


def test_a_role_is_given_once_and_noted(office: Office) -> None:
    ana = office.number("ana@lyon.example")
    give_role(office.db, office.collective, ana, Role.COORDINATOR, now=NOW)
    assert emails(office, role=Role.COORDINATOR) == ["ana@lyon.example"]
    assert office.audit()[-1] == ("role.given", f"person:{ana}", {"given": "coordinator"})
    with pytest.raises(Refused, match="has this role already"):
        give_role(office.db, office.collective, ana, Role.COORDINATOR, now=NOW)


def test_a_role_taken_ends_every_session_of_that_person_and_of_nobody_else(both: Office) -> None:
    leaving = make_person(both.db, "leaving@collective.example", Role.COLLECTIVE, Role.COORDINATOR)
    tabs = [come_in(both.db, leaving)[1] for _ in range(2)]
    take_role(both.db, both.collective, leaving, Role.COLLECTIVE, now=NOW)
    assert [holds(both.db, tab, now=NOW) for tab in (*tabs, both.collective)] == [False, False, True]
    assert emails(both, role=Role.COORDINATOR) == ["leaving@collective.example"]
    assert both.audit()[-1] == ("role.taken", f"person:{leaving}", {"taken": "collective"})
    with pytest.raises(Refused, match="does not have this role"):
        take_role(both.db, both.collective, leaving, Role.COLLECTIVE, now=NOW)


def test_the_last_of_the_collective_stays(office: Office) -> None:
    for by in (office.collective, OPERATOR):
        with pytest.raises(Refused, match="last member of the collective"):
            take_role(office.db, by, office.number("chloe@collective.example"), Role.COLLECTIVE, now=NOW)
    assert emails(office, role=Role.COLLECTIVE) == ["chloe@collective.example"]


def test_one_may_give_up_ones_own_role_where_others_remain(office: Office) -> None:
    make_person(office.db, "other@collective.example", Role.COLLECTIVE)
    take_role(office.db, office.collective, office.number("chloe@collective.example"), Role.COLLECTIVE, now=NOW)
    with pytest.raises(SignInNeeded):
        list_people(office.db, office.collective, now=NOW)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OWNER, Role.OPERATOR, Role.ROUTINE, Role.PERSON])
def test_no_other_role_is_given_here(role: Role, office: Office) -> None:
    with pytest.raises(Refused, match="no role over all institutions"):
        give_role(office.db, office.collective, office.number("ana@lyon.example"), role, now=NOW)


def test_a_number_that_nobody_has(office: Office) -> None:
    with pytest.raises(NotFound):
        give_role(office.db, office.collective, 9_999, Role.COORDINATOR, now=NOW)
    with pytest.raises(NotFound):
        take_role(office.db, office.collective, 9_999, Role.COORDINATOR, now=NOW)
