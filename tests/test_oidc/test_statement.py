"""What is taken from a provider, and how it is asked."""

from collections.abc import Callable
from contextlib import closing
from urllib.parse import parse_qs, urlsplit

import pytest

from connectors.oidc import OidcProvider, Statement
from tests.network.oidc_provider import RealProvider
from tests.network.proconnect_fake import ANA, LYON_CITY_HALL, ProConnectFake
from tests.test_oidc.conftest import BACK
from tests.test_oidc.journeys import NONCE, STATE, VERIFIER, asked, statement, went

Agents = Callable[..., OidcProvider]


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "HS256"])
def test_proconnect_says_who_somebody_is_and_where_they_work(proconnect: ProConnectFake, agents: Agents, algorithm: str) -> None:
    proconnect.algorithm = algorithm
    directory = f"{proconnect.issuer}#{ANA['idp_id']}"
    assert statement(agents()) == Statement(directory, "b1f2c3d4-ana", "ana@lyon.example", "Ana Béranger", LYON_CITY_HALL)


def test_the_question_to_proconnect_holds_what_it_asks_for_and_nothing_else(agents: Agents, proconnect: ProConnectFake) -> None:
    parts = urlsplit(asked(agents()))
    sent = {name: value for name, [value] in parse_qs(parts.query).items()}
    assert sent.pop("code_challenge") not in ("", VERIFIER)
    assert f"http://{parts.netloc}{parts.path}" == f"{proconnect.issuer}/authorize"
    assert sent == {
        "response_type": "code",
        "client_id": proconnect.client_id,
        "redirect_uri": BACK,
        "scope": "openid given_name usual_name email siret uid idp_id",
        "acr_values": "eidas1",
        "state": STATE,
        "nonce": NONCE,
        "code_challenge_method": "S256",
    }


def test_any_other_provider_is_asked_for_the_standard_claims(agents: Agents) -> None:
    sent = parse_qs(urlsplit(asked(agents(profile="standard"))).query)
    assert sent["scope"] == ["openid profile email"]
    assert "acr_values" not in sent


def test_a_real_provider_says_who_somebody_is(oidc_provider: RealProvider) -> None:
    with closing(OidcProvider(oidc_provider.issuer, "essaim", "secret", name="", profile="standard")) as provider:
        back = parse_qs(urlsplit(oidc_provider.sign_in(asked(provider))).query)
        assert back["state"] == [STATE]
        said = statement(provider, code=back["code"][0])
    assert said == Statement(oidc_provider.issuer, "ana", "ana@lyon.example", "Ana Béranger", None)


def test_only_proconnect_vouches_for_a_siret(proconnect: ProConnectFake, agents: Agents) -> None:
    assert proconnect.who["siret"] == LYON_CITY_HALL
    assert statement(agents(profile="standard")).siret is None


@pytest.mark.parametrize("siret", [..., None, "", "21690123100012", "216901231", 21690123100011, ["21690123100011"], "00000000000000"])
def test_what_is_no_siret_counts_as_none(proconnect: ProConnectFake, agents: Agents, siret: object) -> None:
    proconnect.userinfo = {"siret": siret}
    assert statement(agents()).siret is None


def test_an_address_that_the_provider_did_not_verify_counts_as_none(proconnect: ProConnectFake, agents: Agents) -> None:
    provider = agents(profile="standard")
    assert statement(provider).email is None
    proconnect.userinfo = {"email_verified": False}
    assert statement(provider).email is None
    assert statement(agents()).email is None
    proconnect.userinfo = {"email_verified": True}
    assert statement(provider).email == "ana@lyon.example"


def test_an_address_is_never_cut_short_into_somebody_elses(proconnect: ProConnectFake, agents: Agents) -> None:
    proconnect.userinfo = {"email": "a" * 240 + "@lyon.example.attacker.example", "given_name": "Ana\u202e", "usual_name": 3}
    said = statement(agents())
    assert (said.email, said.name) == (None, "")


def test_a_standard_provider_may_answer_without_a_signature(proconnect: ProConnectFake, agents: Agents) -> None:
    proconnect.unsigned = True
    proconnect.userinfo = {"name": "Ana Béranger"}
    assert statement(agents(profile="standard")).name == "Ana Béranger"


def test_a_standard_provider_may_say_everything_in_its_token(proconnect: ProConnectFake, agents: Agents) -> None:
    proconnect.metadata = {"userinfo_endpoint": ...}
    proconnect.id_token = {"email": "ana@lyon.example", "email_verified": True}
    assert statement(agents(profile="standard")).email == "ana@lyon.example"
    assert f"{urlsplit(proconnect.issuer).path}/userinfo" not in proconnect.asked


def test_an_issuer_may_end_in_a_slash(proconnect: ProConnectFake, agents: Agents) -> None:
    proconnect.metadata = {"issuer": proconnect.issuer + "/"}
    proconnect.id_token = proconnect.userinfo = {"iss": proconnect.issuer + "/"}
    assert statement(agents()).provider == f"{proconnect.issuer}#{ANA['idp_id']}"


def test_a_provider_describes_itself_once_an_hour(proconnect: ProConnectFake, agents: Agents) -> None:
    now = [1_750_000_000.0]
    provider = agents(clock=lambda: now[0])
    for _ in range(3):
        asked(provider)
    now[0] += 3_599
    asked(provider)
    described = f"{urlsplit(proconnect.issuer).path}/.well-known/openid-configuration"
    assert proconnect.asked.count(described) == 1
    now[0] += 1
    asked(provider)
    assert proconnect.asked.count(described) == 2


def test_new_keys_of_a_provider_are_fetched_when_a_token_names_one(proconnect: ProConnectFake, agents: Agents) -> None:
    provider = agents()
    statement(provider)
    statement(provider)
    keys = f"{urlsplit(proconnect.issuer).path}/jwks"
    assert proconnect.asked.count(keys) == 1
    proconnect.rotate()
    assert statement(provider).subject == "b1f2c3d4-ana"
    assert proconnect.asked.count(keys) == 2


def test_an_answer_names_the_provider_that_gave_it(proconnect: ProConnectFake, agents: Agents) -> None:
    provider = agents()
    provider.check_issuer(went(asked(provider))["iss"])


def test_a_provider_without_a_name_has_that_of_its_profile_or_host(agents: Agents) -> None:
    assert (agents().name, agents(profile="standard").name, agents(name="Agents de Lyon").name) == (
        "ProConnect",
        "localhost",
        "Agents de Lyon",
    )


def test_no_secret_is_in_a_repr(proconnect: ProConnectFake, agents: Agents) -> None:
    provider = agents()
    assert proconnect.client_secret not in repr((provider, provider._verifier, provider._server))
