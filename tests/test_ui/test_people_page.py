"""The page of everybody, for the collective."""

from typing import Any

import pytest

from dashboard.addresses import PEOPLE
from dashboard.bootstrap import Essaim
from dashboard.domain.organisations import Organisation
from dashboard.domain.people import OPERATOR, Role
from dashboard.services.people import everybody
from dashboard.services.people.everybody import list_people
from tests.factories import NOW
from tests.people import make_person
from tests.test_ui.conftest import Reader, enrol
from tests.test_ui.test_team_page import choose, press


@pytest.fixture
def elise(essaim: Essaim, lyon: Organisation) -> int:
    """Élise, a coordinator without a second factor, who edits for Lyon."""
    return make_person(essaim.db, "elise@lyon.example", Role.COORDINATOR, editor_of=lyon.slug, name="Élise")


def holders(essaim: Essaim, role: Role) -> list[str]:
    return [one.email for one in list_people(essaim.db, OPERATOR, now=NOW, role=role).people]


def test_everybody_is_there_with_roles_teams_and_factor(collective: Reader, elise: int) -> None:
    collective.opens(PEOPLE)
    assert "2 of 2, by address." in collective.text
    assert "Chloé you chloe@collective.example collective none yes" in collective.text
    assert "Élise elise@lyon.example coordinator Lyon editor missing: the role sleeps" in collective.text
    assert 'href="/dashboard/team?o=lyon"' in collective.html


def test_somebody_is_found_by_part_of_a_name(collective: Reader, elise: int) -> None:
    collective.opens(PEOPLE).app.text_input(key="people.find").input("ELIS")
    assert "1 of 1, by address." in collective.sees().text and "chloe@" not in collective.text
    collective.app.text_input(key="people.find").input("nobody")
    assert "Nobody like that can sign in." in collective.sees().text


def test_people_are_found_by_role(collective: Reader, elise: int) -> None:
    box: Any = collective.opens(PEOPLE).app.selectbox(key="people.role")
    box.select("coordinator")
    assert "elise@lyon.example" in collective.sees().text and "chloe@" not in collective.text


def test_long_lists_come_in_pages(collective: Reader, elise: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everybody, "PAGE_LENGTH", 1)
    collective.opens(PEOPLE, page="2")
    assert "elise@lyon.example" in collective.text and "Page 2 of 2" in collective.text and "chloe@" not in collective.text


def test_a_role_is_given_and_taken(essaim: Essaim, collective: Reader, elise: int) -> None:
    collective.opens(PEOPLE)
    given, taken = "Élise has a new role: collective.", "Élise no longer has the role of collective, and is signed out everywhere."
    for saves, what, said in ((0, "give", given), (1, "take", taken)):
        choose(collective, f"role.person.{saves}", "Élise")
        collective.app.radio(key=f"role.role.{saves}").set_value(Role.COLLECTIVE)
        collective.app.radio(key=f"role.what.{saves}").set_value(what)
        press(collective, "Change this")
        assert said in collective.text
        assert ("elise@lyon.example" in holders(essaim, Role.COLLECTIVE)) is (what == "give")


def test_the_last_of_the_collective_is_kept(essaim: Essaim, collective: Reader) -> None:
    collective.opens(PEOPLE)
    choose(collective, "role.person.0", "Chloé")
    collective.app.radio(key="role.role.0").set_value(Role.COLLECTIVE)
    collective.app.radio(key="role.what.0").set_value("take")
    press(collective, "Change this")
    assert "This is the last member of the collective." in collective.text


@pytest.mark.parametrize(("factor", "path"), [(False, "/sign-in/new-password?link="), (True, "/sign-in/new-factor?link=")])
def test_a_link_is_given_out_to_whoever_is_locked_out(factor: bool, path: str, essaim: Essaim, collective: Reader, elise: int) -> None:
    enrol(essaim.db, elise)
    collective.opens(PEOPLE)
    choose(collective, "lost.person.0", "Élise")
    collective.app.radio(key="lost.what.0").set_value(factor)
    press(collective, "Make a link")
    assert "The link for Élise. Hand it over to them alone:" in collective.text
    assert collective.app.code[0].value.startswith(f"http://127.0.0.1:8501{path}")


def test_nobody_gives_out_a_link_for_themselves(collective: Reader) -> None:
    collective.opens(PEOPLE)
    choose(collective, "lost.person.0", "Chloé")
    press(collective, "Make a link")
    assert "Nobody gives out a link for themselves." in collective.text and not collective.app.code


def test_somebody_is_invited_to_the_collective(collective: Reader) -> None:
    collective.opens(PEOPLE).app.radio(key="invite.role.0").set_value(Role.COLLECTIVE)
    collective.app.text_input(key="invite.email.0").input("new@collective.example")
    press(collective, "Make an invitation")
    assert "/invitation?link=" in collective.app.code[0].value
    assert "new@collective.example collective all of them" in collective.text


def test_nobody_else_sees_anybody(press_officer: Reader, stranger: Reader, reader: Reader, elise: int) -> None:
    for somebody in (press_officer, stranger, reader):
        somebody.opens(PEOPLE)
        assert "elise@lyon.example" not in somebody.text and not somebody.app.button


def test_the_collective_without_its_second_factor_sees_nobody(essaim: Essaim, elise: int) -> None:
    weak = make_person(essaim.db, "weak@collective.example", Role.COLLECTIVE)
    reader = Reader(essaim, "en-GB").signs_in(weak, strong=False).opens(PEOPLE)
    assert "elise@lyon.example" not in reader.text and not reader.app.button
