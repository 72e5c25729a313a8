"""The pages between an institution and its accounts' own servers: leaving for one, coming back, and one sign-in to Bluesky."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast
from unittest.mock import Mock
from urllib.parse import urlsplit

import pytest

from connectors.base import ConnectorError, Remedy
from connectors.guarded_http import GuardedTransport
from connectors.hosts import Guard
from connectors.mastodon_consent import MastodonConsent
from dashboard.bootstrap import Essaim
from dashboard.domain.accounts import Account, Link
from dashboard.domain.form_tokens import form_token
from dashboard.domain.networks import Network
from dashboard.services.links.read import links_of
from tests.factories import make_account, make_organisation
from tests.network.mastodon_strict import MastodonStrict
from tests.people import make_person
from tests.test_links.browser_of import CameBack, consent
from tests.test_web.browsing import Browser, Page
from tests.test_web.people import at_home

DID = "did:plc:" + "a" * 24
APP_PASSWORD = "abcd-efgh-ijkl-mnop"
ACCOUNTS = "/dashboard/connect_accounts?o=lyon"


@pytest.fixture
def lyon(essaim_with: Callable[..., Essaim], strict: MastodonStrict) -> Essaim:
    """Lyon, with an account on each network."""
    made = essaim_with()
    asked = MastodonConsent(transport=GuardedTransport(Guard([strict.host], seconds=5.0)))
    made = replace(made, witnesses=replace(made.witnesses, consent=asked))
    make_organisation(made.db, "Lyon", domain="lyon.fr")
    known: dict[str, Any] = {"followers": 5, "remote_id": strict.accounts["lyon"].id, "host": strict.host}
    make_account(made.db, "lyon", Network.MASTODON, strict.handle("lyon"), **known)
    make_account(made.db, "lyon", Network.BLUESKY, "lyon.fr", followers=5, remote_id=DID)
    return made


@pytest.fixture
def ana(lyon: Essaim) -> Browser:
    """An editor of the team, at home."""
    return at_home(lyon, make_person(lyon.db, "ana@lyon.fr", editor_of="lyon", language="en"))[0]


def account(essaim: Essaim, network: Network) -> Account:
    (found,) = [one.account for one in links_of(essaim.db, "lyon") if one.account.network is network]
    return found


def asks(browser: Browser, essaim: Essaim, **fields: str) -> Page:
    """Press the button beside the Mastodon account."""
    known = {"o": "lyon", "account": str(account(essaim, Network.MASTODON).id), "token": form_token(browser.cookies["essaim"])}
    return browser.post("/authorise/mastodon", known | fields)


def leads_to(page: Page) -> str:
    """Where the page before leaving leads."""
    (found,) = [link for link in page.links if "/oauth/authorize" in link]
    return found


def way_back(back: CameBack, **changes: str) -> str:
    """The address to which the server sends the browser."""
    known = replace(back, **changes)
    return f"/authorise/mastodon/back/{known.server}?" + (f"code={known.code}&" if known.code else "error=x&") + f"state={known.state}"


def test_before_leaving_one_reads_where_to_as_whom_and_what_is_asked(lyon: Essaim, ana: Browser, strict: MastodonStrict) -> None:
    page = asks(ana, lyon)
    assert page.status == 200
    for told in (
        f"Use the institution’s account, lyon@{strict.host}, not your own.",
        "we cannot post, follow or read messages",
        "taken back",
    ):
        assert told in page.text
    assert urlsplit(leads_to(page)).netloc == strict.host
    assert page.headers["cache-control"] == "no-store" and page.headers["referrer-policy"] in ("no-referrer", "same-origin")
    assert not page.forms, "a form could not lead to another server: form-action 'self'"


def test_whoever_agreed_comes_back_to_the_accounts_with_nothing_left_in_the_address(lyon: Essaim, ana: Browser) -> None:
    back = consent(leads_to(asks(ana, lyon)))
    page = ana.get(way_back(back))
    assert (page.status, page.location) == (303, ACCOUNTS)
    assert account(lyon, Network.MASTODON).link is Link.AUTHORISED
    again = ana.get(way_back(back))
    assert again.status == 422 and "no longer good" in again.alerts[0]


def test_whoever_declined_is_told_that_nothing_was_changed(lyon: Essaim, ana: Browser, strict: MastodonStrict) -> None:
    page = ana.get(way_back(consent(leads_to(asks(ana, lyon)), answer="no")))
    assert page.status == 200
    assert page.alerts == [f"{strict.host} says that the account did not agree. Nothing was changed."]
    assert ACCOUNTS in page.links
    assert account(lyon, Network.MASTODON).link is Link.LISTED


def test_the_wrong_account_is_told_with_a_way_to_begin_again(lyon: Essaim, ana: Browser) -> None:
    page = ana.get(way_back(consent(leads_to(asks(ana, lyon)), "ana")))
    assert page.status == 422 and "Sign in at" in page.alerts[0] and "Nothing was kept" in page.alerts[0]
    assert "/dashboard/connect_accounts" in page.links


@pytest.mark.parametrize("changes", [{"server": "social.example"}, {"state": "x" * 43}, {"state": ""}, {"code": "x" * 1_001}])
def test_a_way_back_that_was_changed_leads_nowhere(lyon: Essaim, ana: Browser, strict: MastodonStrict, changes: dict[str, str]) -> None:
    page = ana.get(way_back(consent(leads_to(asks(ana, lyon))), **changes))
    assert page.status in (403, 422) and page.alerts
    assert strict.calls["/oauth/token"] == 0
    assert account(lyon, Network.MASTODON).link is Link.LISTED


def test_another_browser_cannot_come_back_in_ones_place(lyon: Essaim, ana: Browser) -> None:
    back = consent(leads_to(asks(ana, lyon)))
    bo = at_home(lyon, make_person(lyon.db, "bo@lyon.fr", editor_of="lyon", language="en"))[0]
    page = bo.get(way_back(back))
    assert page.status == 403 and "another session" in page.alerts[0]
    nobody = Browser(lyon).get(way_back(back))
    assert nobody.status == 303 and nobody.location.startswith("/sign-in")
    assert account(lyon, Network.MASTODON).link is Link.LISTED


@pytest.mark.parametrize("wrong", [{"account": "999"}, {"account": "x"}, {"account": "-1"}, {"account": "²"}, {"o": "evreux"}, {"o": ""}])
def test_what_is_not_there_is_not_asked(lyon: Essaim, ana: Browser, strict: MastodonStrict, wrong: dict[str, str]) -> None:
    page = asks(ana, lyon, **wrong)
    assert page.status == 404
    assert strict.calls["/api/v1/apps"] == 0


def test_somebody_of_another_team_asks_for_nothing(lyon: Essaim, strict: MastodonStrict) -> None:
    make_organisation(lyon.db, "Évreux")
    eva = at_home(lyon, make_person(lyon.db, "eva@evreux.fr", owner_of="evreux"))[0]
    assert (asks(eva, lyon).status, asks(eva, lyon, o="evreux").status) == (403, 404)
    bluesky = account(lyon, Network.BLUESKY).id
    assert eva.get(f"/authorise/bluesky?o=lyon&account={bluesky}").status == 403
    assert eva.get(f"/authorise/bluesky?o=evreux&account={bluesky}").status == 404
    assert strict.calls["/api/v1/apps"] == 0


def test_a_server_that_is_down_is_said(lyon: Essaim, ana: Browser, strict: MastodonStrict) -> None:
    strict.fault = "down"
    page = asks(ana, lyon)
    assert page.status == 422 and f"{strict.host.partition(':')[0]}" in page.text and "cannot be reached" in page.text


def bluesky_page(browser: Browser, essaim: Essaim) -> Page:
    return browser.get(f"/authorise/bluesky?o=lyon&account={account(essaim, Network.BLUESKY).id}")


def test_one_sign_in_proves_a_bluesky_account(lyon: Essaim, ana: Browser) -> None:
    signs_in = cast(Mock, lyon.witnesses.bluesky_account).sign_in_once
    signs_in.return_value = DID
    page = bluesky_page(ana, lyon)
    assert page.forms[0].inputs["app_password"]["type"] == "password" and page.forms[0].inputs["app_password"]["autocomplete"] == "off"
    assert "stored nowhere" in page.text
    done = ana.send(page, app_password=APP_PASSWORD)
    assert (done.status, done.location) == (303, ACCOUNTS)
    signs_in.assert_called_once_with(DID, APP_PASSWORD)
    assert account(lyon, Network.BLUESKY).link is Link.PROVEN


@pytest.mark.parametrize(("typed", "told"), [("hunter2", "This is not an app password"), (APP_PASSWORD, "did not accept")])
def test_a_password_that_does_not_do_is_told_beside_its_field_and_not_repeated(lyon: Essaim, ana: Browser, typed: str, told: str) -> None:
    refused = ConnectorError("{host} did not accept the app password.", Remedy.FIX_HANDLE, host="pds.example")
    cast(Mock, lyon.witnesses.bluesky_account).sign_in_once.side_effect = refused
    page = ana.send(bluesky_page(ana, lyon), app_password=typed)
    assert page.status == 422 and told in page.alerts[0]
    assert typed not in page.html
    assert account(lyon, Network.BLUESKY).link is Link.LISTED


def test_only_bluesky_accounts_are_proven_by_an_app_password(lyon: Essaim, ana: Browser) -> None:
    mastodon = account(lyon, Network.MASTODON).id
    assert ana.get(f"/authorise/bluesky?o=lyon&account={mastodon}").status == 404
    assert asks(ana, lyon, account=str(account(lyon, Network.BLUESKY).id)).status == 422
