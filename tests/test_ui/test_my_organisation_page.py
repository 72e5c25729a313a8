"""My organisation: what is left to do, how to go up a level, and how to begin for somebody who is in no team."""

from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest

from connectors.witnesses import Witnesses
from dashboard.addresses import MY_ORGANISATION
from dashboard.bootstrap import Essaim
from dashboard.domain.accounts import Origin
from dashboard.domain.claims import ClaimState, Method
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Level, Organisation
from dashboard.services.read_organisation import read_organisation
from db import organisations
from db.tables import ClaimRow, IdentityRow
from tests.factories import NOW, TODAY, a_city_that_left, log, make_account, make_organisation
from tests.people import make_person
from tests.test_ui.conftest import Reader
from tests.test_ui.test_log_departure_page import field, press


def with_domain(essaim: Essaim, slug: str = "lyon", domain: str = "lyon.example") -> None:
    with essaim.db.writing() as session:
        organisations.by_slug(session, slug).domain = domain


def claims(essaim: Essaim, method: Method, state: ClaimState, slug: str = "lyon", **fields: Any) -> None:
    """Let the institution have such a claim, and the level that follows."""
    with essaim.db.writing() as session:
        whose = organisations.by_slug(session, slug)
        session.add(ClaimRow(organisation_id=whose.id or 0, method=method.value, state=state.value, opened_at=NOW, **fields))
        whose.level = Level.L2.value


def names(essaim: Essaim) -> Mock:
    """The DNS of the tests."""
    witnesses: Witnesses = essaim.witnesses
    assert isinstance(witnesses.names, Mock)
    return witnesses.names


def challenge(reader: Reader) -> str:
    """The line to publish, as it stands beside the button that copies it."""
    return str(next(code.value for code in reader.app.code if code.value.startswith("essaim-verification=")))


def test_a_team_that_begins_sees_what_to_do_in_order(press_officer: Reader) -> None:
    press_officer.opens(MY_ORGANISATION)
    assert press_officer.title == "4 things left to do"
    tasks = ("Prove who you are", "Log the date of your departure", "Connect your new accounts", "Bring the audience left on X")
    places = [press_officer.html.index(task) for task in tasks]
    assert places == sorted(places)
    assert 'href="/dashboard/log_departure?o=lyon"' in press_officer.html
    assert 'href="#preuve"' in press_officer.html and 'id="preuve"' in press_officer.html
    assert press_officer.html.count("btn main") == 1


def test_what_is_done_is_listed_with_its_date(essaim: Essaim, press_officer: Reader) -> None:
    log(essaim.db)
    make_account(essaim.db, followers=1_000)
    claims(essaim, Method.DNS, ClaimState.PROVEN, evidence="_essaim.lyon.example", proven_at=NOW)
    press_officer.opens(MY_ORGANISATION)
    assert "Departure logged 20\u00a0Jan\u00a02025" in press_officer.text
    assert "Institution proven (L2): DNS record, _essaim.lyon.example 1\u00a0Jun\u00a02025" in press_officer.text
    assert "certified L2" in press_officer.text
    assert "Prove that the accounts are yours" in press_officer.text


def test_a_team_that_did_everything_is_told_so(essaim: Essaim, press_officer: Reader) -> None:
    a_city_that_left(essaim.db, "Évreux", regained=())
    officer = press_officer.signs_in(make_person(essaim.db, "zoe@evreux.example", editor_of="evreux"))
    claims(essaim, Method.DNS, ClaimState.PROVEN, slug="evreux", proven_at=NOW)
    make_account(essaim.db, "evreux", Network.INSTAGRAM, followers=500)
    view = read_organisation(essaim.db, "evreux", today=TODAY, holding=essaim.holding)
    assert [one.account.network for one in view.series if one.account.origin is Origin.DESTINATION] == [Network.INSTAGRAM]
    assert officer.opens(MY_ORGANISATION).title == "Everything is done"


def test_a_figure_that_holds_no_longer_is_asked_for_anew(essaim: Essaim, press_officer: Reader) -> None:
    make_account(essaim.db, network=Network.LINKEDIN, followers=963, now=NOW - timedelta(days=40))
    press_officer.opens(MY_ORGANISATION)
    assert "Bring a newer figure for LinkedIn" in press_officer.text
    assert "Last figure: 963 followers on 22\u00a0April\u00a02025." in press_officer.text


def test_an_owner_who_is_alone_is_asked_to_invite_somebody(essaim: Essaim, press_officer: Reader, reader: Reader) -> None:
    assert "Invite a colleague" not in press_officer.opens(MY_ORGANISATION).text
    make_organisation(essaim.db, "Évreux")
    reader.signs_in(make_person(essaim.db, "zoe@evreux.example", owner_of="evreux")).opens(MY_ORGANISATION)
    assert "Invite a colleague" in reader.text


def test_a_proof_on_notice_says_until_when_it_counts(essaim: Essaim, press_officer: Reader) -> None:
    claims(essaim, Method.FILE, ClaimState.NOTICE, proven_at=NOW - timedelta(days=90), lost_at=NOW - timedelta(days=2))
    press_officer.opens(MY_ORGANISATION)
    assert "A proof is missing since 30\u00a0May\u00a02025: file on the official site." in press_officer.text
    assert "It counts until 6\u00a0June\u00a02025" in press_officer.text


def test_a_stranger_proves_by_dns_that_they_speak_for_it(essaim: Essaim, lyon: Organisation, stranger: Reader) -> None:
    with_domain(essaim)
    stranger.opens(MY_ORGANISATION, o="lyon")
    assert stranger.title == "Do you speak for Lyon?"
    press(stranger, "Show me the line to publish")
    assert [code.value for code in stranger.app.code] == ["_essaim.lyon.example", challenge(stranger)]
    names(essaim).txt.return_value = []
    press(stranger, "Look for it now")
    assert "The DNS has no such record yet at _essaim.lyon.example." in stranger.text
    names(essaim).txt.return_value = [challenge(stranger)]
    press(stranger, "Look for it now")
    assert "Proven at level L2: DNS record, _essaim.lyon.example." in stranger.text
    assert stranger.title == "4 things left to do"  # they are its owner now


def test_the_line_is_each_persons_own(essaim: Essaim, lyon: Organisation, stranger: Reader, reader: Reader) -> None:
    with_domain(essaim)
    reader.signs_in(make_person(essaim.db, "other@elsewhere.example"))
    for one in (stranger, reader):
        press(one.opens(MY_ORGANISATION, o="lyon"), "Show me the line to publish")
    assert challenge(stranger) != challenge(reader)


def test_a_claim_for_people_to_decide_waits_and_can_be_withdrawn(essaim: Essaim, lyon: Organisation, stranger: Reader) -> None:
    stranger.opens(MY_ORGANISATION, o="lyon")
    assert "The official domain of Lyon is not known here yet." in stranger.text
    press(stranger, "Ask the collective")
    assert "Write who you are and how that can be checked" in stranger.text
    field(stranger, "text_area", "claim.note").input("Press office, named on lyon.example/presse")
    press(stranger, "Ask the collective")
    assert "Two people of the collective are to look at it." in stranger.text
    press(stranger, "Withdraw this proof")
    assert "Choose the proof to withdraw." in stranger.text
    field(stranger, "selectbox", "withdraw.claim", 1).select_index(0)
    press(stranger, "Withdraw this proof")
    assert "Withdrawn: two reviewers of the collective." in stranger.text


def test_a_proof_that_counts_is_withdrawn_only_if_that_is_meant(essaim: Essaim, press_officer: Reader) -> None:
    claims(essaim, Method.REVIEW, ClaimState.PROVEN, proven_at=NOW)
    press_officer.opens(MY_ORGANISATION)
    field(press_officer, "selectbox", "withdraw.claim").select_index(0)
    press(press_officer, "Withdraw this proof")
    assert "Tick the box if that is meant." in press_officer.text
    field(press_officer, "checkbox", "withdraw.meant").check()
    press(press_officer, "Withdraw this proof")
    assert "You may not do that." in press_officer.text  # an editor: the owner decides


def test_a_proof_by_an_account_begins_with_the_account(essaim: Essaim, press_officer: Reader) -> None:
    with_domain(essaim)
    press_officer.opens(MY_ORGANISATION)
    press_officer.app.radio(key="claim.way.lyon").set_value(Method.MASTODON)
    assert "First connect the account of Lyon on Mastodon." in press_officer.sees().text


@pytest.mark.parametrize(
    ("siret", "said"), [("26690027800014", "In the register that is Lyon."), ("13002526500013", "No institution of the")]
)
def test_what_the_identity_provider_says_comes_first(essaim: Essaim, lyon: Organisation, stranger: Reader, siret: str, said: str) -> None:
    with essaim.db.writing() as session:
        organisations.by_slug(session, "lyon").siret = "26690027800014"
        person = stranger.actor.person_id or 0
        session.add(IdentityRow(person_id=person, provider="https://agents.example", subject="1", siret=siret, linked_at=NOW, used_at=NOW))
    stranger.opens(MY_ORGANISATION)
    assert stranger.title == "Which institution do you speak for?"
    assert f"Your identity provider says that you work for SIRET {siret}." in stranger.text
    assert said in stranger.text


def test_somebody_in_two_teams_chooses(essaim: Essaim, reader: Reader) -> None:
    for name in ("Lyon", "Évreux"):
        make_organisation(essaim.db, name)
    reader.signs_in(make_person(essaim.db, owner_of="lyon", editor_of="evreux")).opens(MY_ORGANISATION)
    assert reader.title == "Which of your institutions?"
    assert 'href="/dashboard/my_organisation?o=evreux"' in reader.html
    assert "left to do" in reader.opens(MY_ORGANISATION, o="evreux").title


def test_an_unknown_institution_is_named_and_another_can_be_chosen(lyon: Organisation, stranger: Reader) -> None:
    stranger.opens(MY_ORGANISATION, o="atlantide")
    assert "atlantide" in stranger.text
    assert stranger.app.selectbox(key="view.organisation").options == ["Lyon"]
