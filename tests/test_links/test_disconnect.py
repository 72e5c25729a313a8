"""An account that is disconnected takes with it what it had granted."""

import pytest
from sqlmodel import select

from dashboard.domain.accounts import Account
from dashboard.domain.errors import NotAllowed
from dashboard.domain.networks import Network
from dashboard.services.links.disconnect import disconnect
from dashboard.services.links.read import links_of
from db.tables import AccountProofRow, GrantRow
from db.vault import Vault, new_key
from tests.factories import HOLDING, NOW, make_organisation
from tests.people import VAULT, actor
from tests.test_links.conftest import Lyon


def disconnects(lyon: Lyon, account: Account, vault: Vault = VAULT) -> int:
    return disconnect(
        lyon.db, vault, lyon.witnesses.consent, "lyon", account.network, account.handle, by=lyon.ana, now=NOW, holding=HOLDING
    )


def left(lyon: Lyon) -> list[object]:
    with lyon.db.reading() as session:
        return [*session.exec(select(GrantRow)), *session.exec(select(AccountProofRow))]


def test_its_token_is_given_back(lyon: Lyon) -> None:
    assert disconnects(lyon, lyon.authorises()) == 1
    assert (lyon.strict.revoked(), left(lyon)) == ([True], [])
    assert [one.account.network for one in links_of(lyon.db, "lyon")] == [Network.BLUESKY]


def test_a_server_that_is_down_does_not_keep_the_account(lyon: Lyon) -> None:
    account = lyon.authorises()
    lyon.strict.fault = "down"
    assert disconnects(lyon, account) == 1
    assert left(lyon) == []


def test_a_token_whose_key_is_gone_does_not_keep_the_account(lyon: Lyon) -> None:
    assert disconnects(lyon, lyon.authorises(), Vault([new_key("k9")])) == 1
    assert (lyon.strict.revoked(), left(lyon)) == ([False], [])


def test_an_account_that_granted_nothing_asks_nobody(lyon: Lyon) -> None:
    assert disconnects(lyon, lyon.bluesky) == 1
    assert not lyon.strict.calls


def test_others_take_nothing_away(lyon: Lyon) -> None:
    account = lyon.authorises()
    make_organisation(lyon.db, "Évreux")
    lyon.ana = actor(lyon.db, "éva@evreux.example", owner_of="evreux")
    with pytest.raises(NotAllowed):
        disconnects(lyon, account)
    assert (lyon.strict.revoked(), len(left(lyon))) == ([False], 2)
