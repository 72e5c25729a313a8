"""The proofs of a Bluesky account on a real network: its own server, its directory, its AppView."""

from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from connectors.base import ConnectorError
from connectors.bluesky_account import BlueskyAccount
from connectors.guarded_http import GuardedTransport
from connectors.hosts import Guard
from dashboard.domain.account_proofs import APP_PASSWORD, holds_code
from tests.network.bluesky_network import PASSWORD, BlueskyNetwork


@pytest.fixture
def account(bluesky_network: BlueskyNetwork) -> Iterator[BlueskyAccount]:
    net = bluesky_network
    trusted = [urlsplit(url).netloc for url in (net.plc, net.pds, net.appview)]
    with closing(GuardedTransport(Guard(trusted, seconds=20.0))) as transport:
        yield BlueskyAccount(net.appview, transport=transport, plc=urlsplit(net.plc).netloc)


def test_a_code_that_the_account_publishes_is_found(bluesky_network: BlueskyNetwork, account: BlueskyAccount) -> None:
    did = bluesky_network.create_account("lyon-code.test")
    bluesky_network.describe("lyon-code.test", description="Compte officiel de la Ville de Lyon. essaim-23456789")
    bluesky_network.flush()
    text = account.profile_text(did)
    assert holds_code(text, "essaim-23456789") and not holds_code(text, "essaim-23456788")


def test_an_app_password_opens_its_own_account_and_no_other(bluesky_network: BlueskyNetwork, account: BlueskyAccount) -> None:
    lyon, besancon = (bluesky_network.create_account(f"{name}-once.test") for name in ("lyon", "besancon"))
    password = bluesky_network.app_password("lyon-once.test", "essaim")
    assert APP_PASSWORD.fullmatch(password)
    assert account.sign_in_once(lyon, password) == lyon
    for did, typed in ((besancon, password), (lyon, "aaaa-bbbb-cccc-dddd")):
        with pytest.raises(ConnectorError, match="did not accept the app password"):
            account.sign_in_once(did, typed)


def test_the_password_of_an_account_does_not_look_like_an_app_password() -> None:
    assert not APP_PASSWORD.fullmatch(PASSWORD)
