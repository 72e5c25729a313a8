"""Beside each account: how sure it is that it is the institution's, and what can be done about it."""

import re
from datetime import timedelta
from typing import cast
from unittest.mock import Mock

import pytest

from connectors.base import ConnectorError, Remedy
from connectors.mastodon_consent import App
from dashboard.addresses import CONNECT_ACCOUNTS
from dashboard.bootstrap import Essaim
from dashboard.domain.accounts import Account, Link, LinkMethod
from dashboard.domain.form_tokens import form_token
from dashboard.domain.networks import Network
from dashboard.services.links.read import links_of
from dashboard.services.links.recheck import recheck_links
from dashboard.services.links.state import record
from dashboard.services.links.tokens import keep
from db import grants, organisations
from db.tables import MastodonAppRow
from tests.factories import NOW, make_account
from tests.test_ui.conftest import Reader
from tests.test_ui.test_log_departure_page import press

DID = "did:plc:" + "a" * 24


@pytest.fixture
def bluesky(essaim: Essaim, press_officer: Reader) -> Account:
    """Lyon's account on Bluesky; its official domain is known."""
    with essaim.db.writing() as session:
        organisations.by_slug(session, "lyon").domain = "lyon.fr"
    return make_account(essaim.db, "lyon", Network.BLUESKY, "lyon.fr", followers=5, remote_id=DID)


@pytest.fixture
def mastodon(essaim: Essaim, press_officer: Reader) -> Account:
    """Lyon's account on Mastodon."""
    return make_account(essaim.db, "lyon", Network.MASTODON, "lyon@social.example", followers=5, remote_id="1", host="social.example")


def opens(reader: Reader) -> Reader:
    return reader.opens(CONNECT_ACCOUNTS, o="lyon")


def links(essaim: Essaim) -> list[Link]:
    return [one.account.link for one in links_of(essaim.db, "lyon")]


def authorise(essaim: Essaim, account: Account) -> None:
    """Let the account have agreed."""
    with essaim.db.writing() as session:
        app = MastodonAppRow(host="social.example", redirect_uri="x", scopes="read:accounts", client_id="1", secret="", made_at=NOW)
        session.add(app)
        session.flush()
        app.secret = essaim.vault.seal("secret", f"mastodon_app:{app.id}")
        keep(session, essaim.vault, account.id, app_id=app.id or 0, token="token", scopes="read:accounts", by=None, now=NOW)
        held = grants.with_owner(session, account.id)
        assert held is not None
        record(session, held[0], LinkMethod.OAUTH, "social.example", NOW)


def test_a_listed_account_says_so_and_offers_its_ways(press_officer: Reader, bluesky: Account) -> None:
    opens(press_officer)
    assert "listed only Nobody has shown yet that it is the institution’s." in press_officer.text
    labels = [button.label for button in press_officer.app.button]
    assert {"Look at the handle", "Give me a code"} <= set(labels) and "Look at the link" not in labels
    assert f'href="/authorise/bluesky?o=lyon&amp;account={bluesky.id}"' in press_officer.html


def test_the_handle_is_looked_at_and_what_is_found_is_told(essaim: Essaim, press_officer: Reader, bluesky: Account) -> None:
    handle_of = cast(Mock, essaim.witnesses.bluesky).handle_of
    handle_of.return_value = "lyon.bsky.social"
    press(opens(press_officer), "Look at the handle")
    assert "The handle of this account is lyon.bsky.social, neither lyon.fr nor a name under it." in press_officer.text
    handle_of.return_value = "lyon.fr"
    press(press_officer, "Look at the handle")
    assert "lyon.fr is proven." in press_officer.text
    assert "proven Since 1 June 2025: handle at the official domain." in press_officer.text.replace("\u00a0", " ")
    assert links(essaim) == [Link.PROVEN]
    assert "Look at the handle" not in [button.label for button in press_officer.app.button]


def test_a_server_that_does_not_answer_is_told(essaim: Essaim, press_officer: Reader, bluesky: Account) -> None:
    silence = ConnectorError("{host} takes too long to answer. It will be asked again later.", Remedy.RETRY_LATER, host="plc.directory")
    cast(Mock, essaim.witnesses.bluesky).handle_of.side_effect = silence
    press(opens(press_officer), "Look at the handle")
    assert "plc.directory takes too long to answer." in press_officer.text
    assert links(essaim) == [Link.LISTED]


def test_a_code_is_given_to_be_copied_then_looked_for(essaim: Essaim, press_officer: Reader, bluesky: Account) -> None:
    press(opens(press_officer), "Give me a code")
    (code,) = [one.value for one in press_officer.app.code]
    assert re.fullmatch(r"essaim-\w{8}", code)
    cast(Mock, essaim.witnesses.bluesky_account).profile_text.return_value = f"Compte officiel {code}"
    press(press_officer, "Look at the profile")
    assert links(essaim) == [Link.PROVEN]


def test_without_an_official_domain_what_needs_it_cannot_be_pressed(press_officer: Reader, mastodon: Account) -> None:
    opens(press_officer)
    assert "For this the official domain has to be known. Ask the collective to set it." in press_officer.text
    assert [button.disabled for button in press_officer.app.button if button.label == "Look at the link"] == [True]


def test_the_button_to_ask_a_mastodon_account_holds_the_token_of_this_very_session(press_officer: Reader, mastodon: Account) -> None:
    opens(press_officer)
    token = form_token(press_officer.cookies["essaim"])
    (form,) = re.findall(r"<form.*?</form>", press_officer.html)
    assert 'method="post" action="/authorise/mastodon"' in form
    assert {f'name="token" value="{token}"', 'name="o" value="lyon"', f'name="account" value="{mastodon.id}"'} <= set(
        re.findall(r'name="\w+" value="[^"]*"', form)
    )
    assert press_officer.cookies["essaim"] not in press_officer.html


def test_what_we_ask_and_keep_and_how_to_take_it_back_is_said_before(press_officer: Reader, mastodon: Account) -> None:
    text = opens(press_officer).text
    for told in ("We ask to read whose account it is, nothing else", "keep a token, encrypted", "You can take it back here"):
        assert told in text


def test_an_account_that_agreed_can_take_it_back(essaim: Essaim, press_officer: Reader, mastodon: Account) -> None:
    authorise(essaim, mastodon)
    opens(press_officer)
    assert "authorised Since 1 June 2025: authorised by the account." in press_officer.text.replace("\u00a0", " ")
    assert "<form" not in press_officer.html
    press(press_officer, "Give the authorisation back")
    assert "The authorisation of lyon@social.example was given back." in press_officer.text
    app = App("social.example", "1", "secret", "x")
    cast(Mock, essaim.witnesses.consent).give_back.assert_called_once_with(app, "token")
    assert links(essaim) == [Link.PROVEN]


def test_a_server_that_cannot_take_it_back_is_told_with_what_to_do(essaim: Essaim, press_officer: Reader, mastodon: Account) -> None:
    authorise(essaim, mastodon)
    cast(Mock, essaim.witnesses.consent).give_back.side_effect = ConnectorError("down", Remedy.RETRY_LATER)
    press(opens(press_officer), "Give the authorisation back")
    assert "social.example did not answer: end it in the account’s settings too." in press_officer.text


def test_a_lost_proof_is_shown_with_its_day(essaim: Essaim, press_officer: Reader, bluesky: Account) -> None:
    handle_of = cast(Mock, essaim.witnesses.bluesky).handle_of
    handle_of.return_value = "lyon.fr"
    press(opens(press_officer), "Look at the handle")
    handle_of.return_value = None
    recheck_links(essaim.db, essaim.witnesses, now=NOW + timedelta(days=7))
    opens(press_officer)
    said = press_officer.text.replace("\u00a0", " ")
    assert "Lost on 8 June 2025: handle at the official domain. It counts again once it is back." in said
    assert "listed" in said


def test_nothing_is_offered_for_accounts_that_are_dated_by_hand(essaim: Essaim, press_officer: Reader) -> None:
    make_account(essaim.db, "lyon", Network.THREADS, followers=3)
    assert "Prove the accounts" not in opens(press_officer).text


def test_a_hostile_handle_stays_text(essaim: Essaim, press_officer: Reader) -> None:
    make_account(essaim.db, "lyon", Network.MASTODON, "lyon@social.example", followers=5, remote_id="1", host="<b>x</b>.example")
    assert "<b>x</b>" not in opens(press_officer).html and "&lt;b&gt;x" in press_officer.html
