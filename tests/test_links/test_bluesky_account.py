"""What a Bluesky account says of itself, and one sign-in at its own server, against one that is scripted."""

import logging

import pytest

from connectors.base import ConnectorError, Remedy
from connectors.bluesky_account import BlueskyAccount
from connectors.guarded_http import GuardedTransport
from connectors.hosts import Guard
from tests.network.http_fake import FAULTS, Query, Reply
from tests.network.pds_fake import CREATE, DELETE, PdsFake

APP_PASSWORD = "abcd-efgh-ijkl-mnop"
FAULTY = sorted(set(FAULTS) - {"slow", "drip", "loop", "error200", "object"})


@pytest.fixture
def account(pds_fake: PdsFake) -> BlueskyAccount:
    return asks(pds_fake)


def asks(*fakes: PdsFake) -> BlueskyAccount:
    """The first is directory and AppView; all may be asked."""
    transport = GuardedTransport(Guard([one.host for one in fakes], seconds=2.0))
    return BlueskyAccount(fakes[0].url, transport=transport, plc=fakes[0].host)


@pytest.fixture
def lyon(pds_fake: PdsFake) -> str:
    did = pds_fake.add("lyon.fr")
    pds_fake.passwords[did] = APP_PASSWORD
    return did


def test_the_profile_text_is_what_the_account_says(pds_fake: PdsFake, account: BlueskyAccount, lyon: str) -> None:
    pds_fake.set("lyon.fr", description="Compte officiel essaim-23456789 é")
    assert account.profile_text(lyon) == "Compte officiel essaim-23456789 é"


@pytest.mark.parametrize("value", [..., None, 5, ["essaim-23456789"]])
def test_a_profile_without_a_text_says_nothing(pds_fake: PdsFake, account: BlueskyAccount, lyon: str, value: object) -> None:
    pds_fake.set("lyon.fr", description=value)
    assert account.profile_text(lyon) == ""


def test_the_profile_of_another_account_is_not_believed(pds_fake: PdsFake, account: BlueskyAccount, lyon: str) -> None:
    pds_fake.set("lyon.fr", did="did:plc:" + "b" * 24)
    with pytest.raises(ConnectorError, match="cannot be read"):
        account.profile_text(lyon)


def test_an_account_that_is_gone_says_so(account: BlueskyAccount) -> None:
    with pytest.raises(ConnectorError, match="Nothing is published") as said:
        account.profile_text("did:plc:" + "z" * 24)
    assert said.value.remedy is Remedy.FIX_HANDLE


def test_one_sign_in_names_the_account_and_ends_its_session(pds_fake: PdsFake, account: BlueskyAccount, lyon: str) -> None:
    assert account.sign_in_once(lyon, APP_PASSWORD) == lyon
    assert (pds_fake.calls[CREATE], pds_fake.calls[DELETE], pds_fake.sessions) == (1, 1, set())


def test_a_wrong_password_is_refused_without_repeating_it(account: BlueskyAccount, lyon: str) -> None:
    with pytest.raises(ConnectorError, match="did not accept the app password") as said:
        account.sign_in_once(lyon, "aaaa-bbbb-cccc-dddd")
    assert said.value.remedy is Remedy.FIX_HANDLE
    assert "aaaa-bbbb" not in repr(said.value) + str(said.value)


@pytest.mark.parametrize("fault", ["down", "huge", "html", "slow", "loop"])
def test_a_server_that_does_not_let_go_of_a_session_changes_nothing(
    pds_fake: PdsFake, account: BlueskyAccount, lyon: str, fault: str
) -> None:
    pds_fake.signing_out = fault
    assert account.sign_in_once(lyon, APP_PASSWORD) == lyon


def test_a_server_says_which_account_it_opened(pds_fake: PdsFake, account: BlueskyAccount, lyon: str) -> None:
    pds_fake.names = "did:plc:" + "b" * 24
    assert account.sign_in_once(lyon, APP_PASSWORD) == pds_fake.names


def service(address: object, kind: str = "AtprotoPersonalDataServer") -> dict[str, object]:
    return {"id": "#atproto_pds", "type": kind, "serviceEndpoint": address}


@pytest.mark.parametrize(
    "document",
    [
        {"service": []},
        {"service": "x"},
        {"service": [service("https://pds.example", kind="Other")]},
        *(
            {"service": [service(address)]}
            for address in (None, "", "x", "ftp://pds.example", "http://pds.example", "https://a@pds.example")
        ),
        *({"service": [service(address)]} for address in ("https://pds.example/path", "https://pds.example:x", "https://[", "https://")),
    ],
)
def test_the_password_goes_nowhere_when_no_server_is_named_that_may_be_asked(
    pds_fake: PdsFake, account: BlueskyAccount, lyon: str, document: dict[str, object]
) -> None:
    pds_fake.documents[lyon] = {"id": lyon, **document}
    with pytest.raises(ConnectorError):
        account.sign_in_once(lyon, APP_PASSWORD)
    assert pds_fake.calls[CREATE] == 0


def test_a_document_of_another_account_is_not_believed(pds_fake: PdsFake, account: BlueskyAccount, lyon: str) -> None:
    pds_fake.documents[lyon] = {"id": "did:plc:" + "b" * 24, "service": [service(pds_fake.url)]}
    with pytest.raises(ConnectorError, match="Nothing is published"):
        account.sign_in_once(lyon, APP_PASSWORD)
    assert pds_fake.calls[CREATE] == 0


def test_a_server_on_a_private_network_is_never_sent_a_password(pds_fake: PdsFake, account: BlueskyAccount, lyon: str) -> None:
    with PdsFake() as private:
        pds_fake.documents[lyon] = {"id": lyon, "service": [service(private.url.replace("http", "https"))]}
        with pytest.raises(ConnectorError, match="not on the public internet"):
            account.sign_in_once(lyon, APP_PASSWORD)
        assert not private.asked


@pytest.mark.parametrize("did", ["", "lyon.fr", "did:key:x", "did:web:localhost", "did:web:127.0.0.1", "did:plc:../../x", "did:plc:AAAA"])
def test_what_is_no_did_asks_nobody(pds_fake: PdsFake, account: BlueskyAccount, did: str) -> None:
    with pytest.raises(ConnectorError):
        account.sign_in_once(did, APP_PASSWORD)
    assert not pds_fake.asked


@pytest.mark.parametrize("fault", FAULTY)
def test_a_server_that_misbehaves_proves_nothing(pds_fake: PdsFake, account: BlueskyAccount, lyon: str, fault: str) -> None:
    pds_fake.fault = fault
    with pytest.raises(ConnectorError):
        account.profile_text(lyon)
    with pytest.raises(ConnectorError):
        account.sign_in_once(lyon, APP_PASSWORD)


class Elsewhere(PdsFake):
    """Sends whoever signs in to another server, with what they sent."""

    leads_to = ""

    def reply_to_post(self, path: str, fields: Query) -> Reply:
        return Reply(307, b"", {"Location": self.leads_to + path})


def test_a_redirect_does_not_carry_the_password_to_another_server(pds_fake: PdsFake, lyon: str) -> None:
    with Elsewhere() as elsewhere:
        elsewhere.leads_to = pds_fake.url
        pds_fake.documents[lyon] = {"id": lyon, "service": [service(elsewhere.url)]}
        with pytest.raises(ConnectorError, match="refuses to answer"):
            asks(pds_fake, elsewhere).sign_in_once(lyon, APP_PASSWORD)
        assert (elsewhere.calls[CREATE], pds_fake.calls[CREATE]) == (1, 0)


def test_nothing_of_it_is_logged(pds_fake: PdsFake, account: BlueskyAccount, lyon: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        account.sign_in_once(lyon, APP_PASSWORD)
    assert "localhost" in caplog.text  # the libraries do say whom they asked
    assert not any(secret in caplog.text for secret in (APP_PASSWORD, *pds_fake.secrets))
