"""What a provider, or somebody in its place, may not say: each of these signs nobody in."""

import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
import requests

from connectors.base import ConnectorError, Remedy
from connectors.oidc import OidcProvider
from tests.network.postgres import free_port
from tests.network.proconnect_fake import ProConnectFake
from tests.test_oidc.journeys import NONCE, asked, statement, went

Agents = Callable[..., OidcProvider]
SOON = 3_600


def refused(provider: OidcProvider, part: str, **how: Any) -> None:
    """Nobody is signed in, and the sentence names the part that does not hold."""
    with pytest.raises(ConnectorError) as caught:
        statement(provider, **how)
    assert caught.value.remedy is Remedy.GIVE_UP
    assert caught.value.values == {"name": provider.name, "part": part}


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"nonce": "m" * 43}, "nonce"),
        ({"nonce": ...}, "nonce"),
        ({"nonce": [NONCE]}, "nonce"),
        ({"aud": "another-client"}, "aud"),
        ({"aud": ...}, "aud"),
        ({"aud": ["essaim-of-the-tests", "another-client"]}, "azp"),
        ({"aud": ["essaim-of-the-tests", "another-client"], "azp": "another-client"}, "azp"),
        ({"azp": "another-client"}, "azp"),
        ({"iss": "https://evil.example"}, "iss"),
        ({"iss": ...}, "iss"),
        ({"iss": ["https://evil.example"]}, "iss"),
        ({"exp": int(time.time()) - 120}, "exp"),
        ({"exp": ...}, "exp"),
        ({"exp": "never"}, "exp"),
        ({"iat": int(time.time()) + SOON}, "iat"),
        ({"iat": ...}, "iat"),
        ({"sub": ""}, "sub"),
        ({"sub": ...}, "sub"),
        ({"sub": 7}, "sub"),
        ({"sub": "x" * 256}, "sub"),
    ],
)
def test_a_token_that_was_not_made_for_this_sign_in(proconnect: ProConnectFake, agents: Agents, changed: dict[str, Any], part: str) -> None:
    proconnect.id_token = changed
    refused(agents(), part)


def test_a_token_for_several_clients_that_names_this_one(proconnect: ProConnectFake, agents: Agents) -> None:
    proconnect.id_token = {"aud": [proconnect.client_id, "another-client"], "azp": proconnect.client_id}
    assert statement(agents()).subject == "b1f2c3d4-ana"


def test_a_token_may_have_expired_by_what_clocks_differ(proconnect: ProConnectFake, agents: Agents) -> None:
    proconnect.id_token = {"exp": int(time.time()) - 30}
    assert statement(agents()).subject == "b1f2c3d4-ana"


@pytest.mark.parametrize("profile", ["standard", "proconnect"])
@pytest.mark.parametrize("forge", ["none", "stranger", "secret"])
def test_a_token_that_the_provider_did_not_sign(proconnect: ProConnectFake, agents: Agents, forge: str, profile: str) -> None:
    proconnect.forge = forge
    refused(agents(profile=profile), "signature")


def test_a_token_signed_with_the_shared_secret_of_a_standard_provider(proconnect: ProConnectFake, agents: Agents) -> None:
    proconnect.algorithm = "HS256"
    refused(agents(profile="standard"), "signature")


def test_no_token_at_all(proconnect: ProConnectFake, agents: Agents, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proconnect, "token", lambda form: (200, {"access_token": "a", "token_type": "Bearer"}))
    refused(agents(), "signature")


def test_userinfo_of_proconnect_without_a_signature(proconnect: ProConnectFake, agents: Agents) -> None:
    proconnect.unsigned = True
    refused(agents(), "userinfo")


def test_proconnect_without_userinfo(proconnect: ProConnectFake, agents: Agents) -> None:
    proconnect.metadata = {"userinfo_endpoint": ...}
    refused(agents(), "userinfo")


@pytest.mark.parametrize("unsigned", [False, True])
def test_userinfo_of_somebody_else(proconnect: ProConnectFake, agents: Agents, unsigned: bool) -> None:
    proconnect.unsigned, proconnect.userinfo = unsigned, {"sub": "somebody-else"}
    refused(agents(profile="standard"), "sub")


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"sub": "somebody-else"}, "sub"),
        ({"aud": "another-client"}, "aud"),
        ({"aud": ...}, "aud"),
        ({"iss": "https://evil.example"}, "iss"),
        ({"exp": 1}, "exp"),
        ({"idp_id": ...}, "idp_id"),
        ({"idp_id": "x" * 100}, "idp_id"),
    ],
)
def test_signed_userinfo_that_was_not_made_for_this_sign_in(
    proconnect: ProConnectFake, agents: Agents, changed: dict[str, Any], part: str
) -> None:
    proconnect.userinfo = changed
    refused(agents(), part)


def test_a_code_that_was_used(proconnect: ProConnectFake, agents: Agents) -> None:
    provider = agents()
    code = went(asked(provider))["code"]
    statement(provider, code=code)
    with pytest.raises(ConnectorError, match="it was used, or took too long"):
        statement(provider, code=code)


def test_a_code_with_the_verifier_of_another_browser(agents: Agents) -> None:
    with pytest.raises(ConnectorError, match="it was used, or took too long"):
        statement(agents(), verifier="w" * 43)


def test_a_wrong_client_secret(agents: Agents) -> None:
    with pytest.raises(ConnectorError, match="Check ESSAIM_OIDC_CLIENT_ID"):
        statement(agents(client_secret="another secret"))


def test_an_address_to_come_back_to_that_was_not_declared(proconnect: ProConnectFake, agents: Agents) -> None:
    provider = agents()
    proconnect.redirect_uris = {"https://essaim.example/elsewhere"}
    answer = requests.get(asked(provider), allow_redirects=False, timeout=10)
    assert (answer.status_code, answer.text) == (400, "redirect_uri")


@pytest.mark.parametrize("said", ["https://evil.example", "", None])
def test_an_answer_that_another_provider_gave(agents: Agents, said: str | None) -> None:
    with pytest.raises(ConnectorError) as caught:
        agents().check_issuer(said)
    assert caught.value.values["part"] == "iss"


def test_an_answer_of_a_provider_that_does_not_name_itself(proconnect: ProConnectFake, agents: Agents) -> None:
    proconnect.metadata = {"authorization_response_iss_parameter_supported": ...}
    agents().check_issuer(None)
    with pytest.raises(ConnectorError):
        agents().check_issuer("https://evil.example")


def test_a_server_that_speaks_for_another_issuer(proconnect: ProConnectFake, agents: Agents) -> None:
    proconnect.metadata = {"issuer": "https://accounts.example"}
    with pytest.raises(ConnectorError, match="the server there calls itself https"):
        asked(agents())


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": ...},
        {"token_endpoint": "http://elsewhere.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "https://essaim.example@evil.example/"},
        {"authorization_endpoint": 7},
        {"jwks_uri": ...},
    ],
)
def test_a_server_that_sends_browsers_or_secrets_somewhere_else(
    proconnect: ProConnectFake, agents: Agents, metadata: dict[str, Any]
) -> None:
    proconnect.metadata = metadata
    with pytest.raises(ConnectorError, match="does not answer as an OpenID provider does"):
        asked(agents())


def test_keys_that_are_none(proconnect: ProConnectFake, agents: Agents, monkeypatch: pytest.MonkeyPatch) -> None:
    published: list[dict[str, object]] = [{}, {"keys": []}, {"keys": 3}, {"keys": [{"kty": "RSA"}]}]
    for keys in published:
        monkeypatch.setattr(proconnect, "keys", lambda answer=keys: answer)
        with pytest.raises(ConnectorError, match="does not answer as an OpenID provider does"):
            statement(agents())


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_provider_that_is_down(proconnect: ProConnectFake, agents: Agents, status: int) -> None:
    known, new = agents(), agents()
    code = went(asked(known))["code"]
    proconnect.down = status
    for provider in (known, new):
        with pytest.raises(ConnectorError, match="does not answer at the moment") as caught:
            statement(provider, code=code)
        assert caught.value.remedy is Remedy.RETRY_LATER


def test_a_provider_that_is_not_there() -> None:
    with closing(OidcProvider(f"http://localhost:{free_port()}", "essaim", "secret", name="Agents", profile="standard")) as provider:
        with pytest.raises(ConnectorError, match="Agents does not answer at the moment") as caught:
            asked(provider)
        assert caught.value.remedy is Remedy.RETRY_LATER
