"""The page of a team: what its owners see and change, and what others do not."""

import html
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from connectors.mail import Mail
from dashboard.addresses import TEAM
from dashboard.bootstrap import Essaim, install
from dashboard.config import Settings
from dashboard.domain.organisations import Organisation
from dashboard.domain.people import OPERATOR, Role
from dashboard.services.people.accept import invitation_for
from dashboard.services.people.invite import list_invitations
from dashboard.services.people.team import change_role, list_team
from db.engine import Database
from tests.factories import NOW, make_organisation
from tests.network.smtp_server import smtp_server
from tests.people import make_essaim, make_person
from tests.test_ui.conftest import Reader


@pytest.fixture
def owner(essaim: Essaim, lyon: Organisation) -> Reader:
    """Ana, who owns the team of Lyon."""
    return Reader(essaim, "en-GB").signs_in(make_person(essaim.db, "ana@lyon.example", owner_of=lyon.slug, name="Ana"))


@pytest.fixture
def zoe(essaim: Essaim, lyon: Organisation) -> int:
    """Zoé, who edits for Lyon."""
    return make_person(essaim.db, "zoe@lyon.example", editor_of=lyon.slug, name="Zoé")


def press(reader: Reader, label: str) -> Reader:
    """Press the button that reads so."""
    next(button for button in reader.app.button if button.label == label).click()
    return reader.sees()


def choose(reader: Reader, key: str, start: str) -> None:
    """Choose the option of a list that begins so."""
    box: Any = reader.app.selectbox(key=key)
    box.select(next(option for option in box.options if option.startswith(start)))


def roles(essaim: Essaim) -> dict[str, Role]:
    return {one.email: one.role for one in list_team(essaim.db, OPERATOR, "lyon", now=NOW)}


def test_an_owner_sees_the_team_and_what_it_lacks(owner: Reader, zoe: int) -> None:
    owner.opens(TEAM)
    assert owner.title == "2 people work for Lyon here"
    assert "The team has one owner. A second one can go on" in owner.text
    assert "Ana you ana@lyon.example team owner" in owner.text and "Zoé zoe@lyon.example editor" in owner.text
    assert "None is open. An invitation stays open for 48 hours." in owner.text


def test_an_invitation_is_shown_as_a_link_until_the_next_save(essaim: Essaim, owner: Reader) -> None:
    owner.opens(TEAM)
    owner.app.text_input(key="invite.email.0").input("Lea@Lyon.example")
    press(owner, "Make an invitation")
    assert "The invitation is made. Hand the link over" in owner.text
    link = owner.app.code[0].value
    assert link.startswith("http://127.0.0.1:8501/invitation?link=")
    offer = invitation_for(essaim.db, essaim.vault, parse_qs(urlsplit(link).query)["link"][0], now=NOW)
    assert (offer.role, offer.email, offer.organisation) == (Role.EDITOR, "lea@lyon.example", "Lyon")
    assert "lea@lyon.example editor 3\xa0June\xa02025, 09:00\xa0UTC" in owner.text
    owner.sees()
    assert owner.app.code[0].value == link, "a run of the page loses nothing"
    press(owner, "Make an invitation")
    assert [code.value == link for code in owner.app.code] == [False]


def test_an_invitation_goes_by_mail_with_a_link_to_the_public_address(sqlite_db: Database, tmp_path: Path) -> None:
    make_organisation(sqlite_db)
    with smtp_server() as server, closing(Mail(server.url, "essaim@essaim.example")) as mail:
        install(essaim := make_essaim(sqlite_db, Settings(data_dir=tmp_path, public_url="https://essaim.example"), mail=mail))
        reader = Reader(essaim, "en-GB").signs_in(make_person(sqlite_db, "ana@lyon.example", owner_of="lyon")).opens(TEAM)
        reader.app.text_input(key="invite.email.0").input("lea@lyon.example")
        press(reader, "Make an invitation")
    install(None)
    assert "The invitation was sent to lea@lyon.example." in reader.text
    link = reader.app.code[0].value
    assert link.startswith("https://essaim.example/invitation?link=") and link in server.received[0].text


def test_what_is_wrong_is_said_and_what_was_typed_stays(owner: Reader) -> None:
    owner.opens(TEAM)
    owner.app.text_input(key="invite.email.0").input("lea")
    press(owner, "Make an invitation")
    assert "“lea” is not an e-mail address." in owner.text
    assert owner.app.text_input(key="invite.email.0").value == "lea" and not owner.app.code


def test_an_invitation_is_revoked(essaim: Essaim, owner: Reader) -> None:
    press(owner.opens(TEAM), "Make an invitation")
    choose(owner, "revoke.chosen.1", "whoever holds the link · editor")
    press(owner, "Revoke this invitation")
    assert "The invitation is revoked" in owner.text and not owner.app.code
    assert list_invitations(essaim.db, OPERATOR, slug="lyon", now=NOW) == []


def test_an_editor_becomes_owner_then_is_removed(essaim: Essaim, owner: Reader, zoe: int) -> None:
    owner.opens(TEAM)
    choose(owner, "change.member.0", "Zoé")
    owner.app.radio(key="change.what.0").set_value("owner")
    press(owner, "Change this")
    assert "Zoé has a new role: team owner." in owner.text and roles(essaim)["zoe@lyon.example"] is Role.OWNER
    choose(owner, "change.member.1", "Zoé")
    owner.app.radio(key="change.what.1").set_value("remove")
    press(owner, "Change this")
    assert "Zoé is no longer in the team." in owner.text and list(roles(essaim)) == ["ana@lyon.example"]


def test_the_last_owner_is_kept_and_nobody_chosen_is_said(essaim: Essaim, owner: Reader) -> None:
    press(owner.opens(TEAM), "Change this")
    assert "Choose the person." in owner.text
    choose(owner, "change.member.0", "Ana")
    owner.app.radio(key="change.what.0").set_value("remove")
    press(owner, "Change this")
    assert "This is the last owner of the team." in owner.text and roles(essaim) == {"ana@lyon.example": Role.OWNER}


def test_an_owner_demoted_while_the_tab_is_open_changes_nothing(essaim: Essaim, owner: Reader, zoe: int) -> None:
    owner.opens(TEAM)
    change_role(essaim.db, OPERATOR, "lyon", owner.actor.person_id or 0, Role.EDITOR, now=NOW)
    press(owner, "Make an invitation")
    assert not owner.app.code and list_invitations(essaim.db, OPERATOR, slug="lyon", now=NOW) == []


@pytest.mark.parametrize("parameters", [{}, {"o": "lyon"}])
def test_editors_and_strangers_see_no_team(parameters: dict[str, str], press_officer: Reader, stranger: Reader, reader: Reader) -> None:
    for somebody in (press_officer, stranger, reader):
        somebody.opens(TEAM, **parameters)
        assert "ana@lyon.example" not in somebody.text and not somebody.app.button


def test_the_team_of_another_institution_is_not_shown_to_an_owner(essaim: Essaim, owner: Reader) -> None:
    make_organisation(essaim.db, "Besançon")
    make_person(essaim.db, "lea@besancon.example", owner_of="besancon")
    owner.opens(TEAM, o="besancon")
    assert "You may not do that" in owner.text and "lea@besancon.example" not in owner.text


def test_whoever_owns_two_teams_chooses(essaim: Essaim, lyon: Organisation) -> None:
    make_organisation(essaim.db, "Besançon")
    make_organisation(essaim.db, "Évreux")
    both = make_person(essaim.db, "both@teams.example", owner_of="besancon", editor_of="evreux")
    reader = Reader(essaim, "en-GB").signs_in(both).opens(TEAM)
    assert reader.title == "1 person works for Besançon here"


def test_the_collective_reaches_every_team(collective: Reader, lyon: Organisation) -> None:
    collective.opens(TEAM)
    assert collective.title == "Team" and collective.app.selectbox(key="view.organisation").options == ["Lyon"]
    collective.opens(TEAM, o="lyon")
    assert collective.title == "Nobody works for Lyon here yet" and "Invite somebody of its press office." in collective.text


def test_an_unknown_institution_is_named(collective: Reader, lyon: Organisation) -> None:
    assert "No organisation is called “nowhere”" in collective.opens(TEAM, o="nowhere").text


def test_names_are_shown_as_they_are_written(essaim: Essaim, owner: Reader) -> None:
    make_person(essaim.db, "eve@lyon.example", editor_of="lyon", name="<img src=x onerror=alert(1)>")
    assert "<img src=x" not in owner.opens(TEAM).html and "<img src=x onerror=alert(1)>" in html.unescape(owner.html)
