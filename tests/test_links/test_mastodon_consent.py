"""The journey to a Mastodon server and back, step by step, against one that keeps to the rules; and one that does not."""

import base64
import hashlib
import logging
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

import httpx
import pytest

from connectors.base import ConnectorError, Remedy
from connectors.guarded_http import GuardedTransport
from connectors.hosts import Guard
from connectors.mastodon_consent import App, MastodonConsent
from tests.network.http_fake import FAULTS, Query, Reply, as_json
from tests.network.mastodon_strict import MastodonStrict
from tests.test_links.browser_of import consent as agrees

BACK = "https://essaim.example/authorise/mastodon/back/x"
VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
REFUSED = "did not accept the authorisation"
FAULTY = sorted(set(FAULTS) - {"slow", "drip"})


def asks(*servers: MastodonStrict, seconds: float = 2.0) -> MastodonConsent:
    return MastodonConsent(transport=GuardedTransport(Guard([one.host for one in servers], seconds=seconds)))


@pytest.fixture
def consent(strict_servers: list[MastodonStrict]) -> MastodonConsent:
    return asks(*strict_servers)


@pytest.fixture
def app(strict: MastodonStrict, consent: MastodonConsent) -> App:
    return consent.register(strict.host, BACK, "https://essaim.example")


@pytest.fixture
def code(consent: MastodonConsent, app: App) -> str:
    return agrees(consent.question(app, state="s" * 43, challenge=CHALLENGE)).code


def test_the_whole_journey(strict: MastodonStrict, consent: MastodonConsent, app: App, code: str) -> None:
    token, scopes = consent.token(app, code=code, verifier=VERIFIER)
    assert scopes == "read:accounts"
    whose = consent.whose(app, token)
    assert (whose.handle, whose.host, whose.remote_id) == (f"lyon@{strict.host}", strict.host, strict.accounts["lyon"].id)
    consent.give_back(app, token)
    with pytest.raises(ConnectorError, match=REFUSED):
        consent.whose(app, token)


@pytest.mark.parametrize("wrong", ["client_secret", "client_id", "redirect_uri"])
def test_a_strict_server_refuses_another_registration(consent: MastodonConsent, app: App, code: str, wrong: str) -> None:
    with pytest.raises(ConnectorError, match=REFUSED) as said:
        consent.token(replace(app, **{wrong: "https://wrong.example"}), code=code, verifier=VERIFIER)
    assert said.value.remedy is Remedy.RECONNECT


@pytest.mark.parametrize("verifier", ["", "w" * 64, CHALLENGE])
def test_a_strict_server_refuses_another_verifier(consent: MastodonConsent, app: App, code: str, verifier: str) -> None:
    with pytest.raises(ConnectorError, match=REFUSED):
        consent.token(app, code=code, verifier=verifier)


def test_a_strict_server_refuses_a_code_twice_and_takes_its_token_back(consent: MastodonConsent, app: App, code: str) -> None:
    token, _ = consent.token(app, code=code, verifier=VERIFIER)
    with pytest.raises(ConnectorError, match=REFUSED):
        consent.token(app, code=code, verifier=VERIFIER)
    with pytest.raises(ConnectorError):
        consent.whose(app, token)


def test_a_strict_server_refuses_a_code_that_is_late_or_made_up(
    strict: MastodonStrict, consent: MastodonConsent, app: App, code: str
) -> None:
    strict.later(600)
    for late_or_made_up in (code, "mockcode_lyon"):
        with pytest.raises(ConnectorError, match=REFUSED):
            consent.token(app, code=late_or_made_up, verifier=VERIFIER)


def test_a_strict_server_gives_the_token_of_one_app_to_no_other(
    strict: MastodonStrict, consent: MastodonConsent, app: App, code: str
) -> None:
    token, _ = consent.token(app, code=code, verifier=VERIFIER)
    other = consent.register(strict.host, BACK, "https://essaim.example")
    with pytest.raises(ConnectorError, match=REFUSED):
        consent.give_back(other, token)
    assert consent.whose(app, token).host == strict.host


@pytest.mark.parametrize(
    "changes",
    [
        *(
            {"redirect_uri": "https://evil.example/back"},
            {"redirect_uri": BACK + "/"},
            {"client_id": "client-9"},
            {"response_type": "token"},
        ),
        *({"scope": "read:accounts write"}, {"scope": ""}, {"code_challenge": ""}, {"code_challenge_method": "plain"}),
    ],
)
def test_a_strict_server_does_not_show_a_question_that_was_changed(consent: MastodonConsent, app: App, changes: dict[str, str]) -> None:
    question = urlsplit(consent.question(app, state="s", challenge=CHALLENGE))
    asked = dict(pair.split("=", 1) for pair in question.query.split("&"))
    changed = "&".join(f"{name}={value}" for name, value in asked.items() if name not in changes)
    answer = httpx.get(question._replace(query=f"{changed}&{urlencode(changes)}").geturl())
    assert answer.status_code == 400 and "<form" not in answer.text


def test_a_strict_server_refuses_scopes_that_it_does_not_know(strict: MastodonStrict) -> None:
    fields = {"client_name": "x", "redirect_uris": BACK, "scopes": "read:everything"}
    assert httpx.post(f"{strict.url}/api/v1/apps", data=fields).status_code == 422
    assert httpx.post(f"{strict.url}/api/v1/apps", data={**fields, "scopes": "read", "redirect_uris": "not an address"}).status_code == 422


def test_a_registration_is_known_until_the_server_deletes_it(strict: MastodonStrict, consent: MastodonConsent, app: App) -> None:
    assert consent.knows(app)
    strict.forget_apps()
    assert not consent.knows(app)


@pytest.mark.parametrize("fault", FAULTY)
def test_a_server_that_misbehaves_gets_nothing_done(
    strict: MastodonStrict, consent: MastodonConsent, app: App, code: str, fault: str
) -> None:
    strict.fault = fault
    for step in (
        lambda: consent.register(strict.host, BACK, "https://essaim.example"),
        lambda: consent.token(app, code=code, verifier=VERIFIER),
        lambda: consent.whose(app, "token"),
    ):
        with pytest.raises(ConnectorError) as said:
            step()
        assert app.client_secret not in repr(said.value) + str(said.value)


@pytest.mark.parametrize("fault", ["slow", "drip"])
def test_a_server_that_never_ends_is_given_up(strict: MastodonStrict, fault: str) -> None:
    strict.fault = fault
    with pytest.raises(ConnectorError, match="takes too long"):
        asks(strict, seconds=0.3).register(strict.host, BACK, "https://essaim.example")


class Saying(MastodonStrict):
    """Says what it is told to say."""

    says: object = None
    leads_to = ""

    def reply(self, path: str, query: Query) -> Reply:
        return as_json(self.says)

    def reply_to_post(self, path: str, fields: Query) -> Reply:
        return Reply(307, b"", {"Location": self.leads_to + path}) if self.leads_to else as_json(self.says)


@pytest.mark.parametrize(
    "says",
    [
        *({}, {"access_token": "x"}, {"access_token": "x", "token_type": "mac"}, {"access_token": "", "token_type": "Bearer"}),
        *({"access_token": "x\r\nx: y", "token_type": "Bearer"}, {"access_token": "x" * 5_000, "token_type": "Bearer"}),
        *({"access_token": ["x"], "token_type": "Bearer"}, {"access_token": "x", "token_type": "Bearer", "scope": ["read"]}),
    ],
)
def test_a_token_that_could_not_be_sent_back_as_it_is_is_none(app: App, says: object) -> None:
    with Saying() as server:
        server.says = says
        with pytest.raises(ConnectorError, match="cannot be read"):
            asks(server).token(replace(app, host=server.host), code="x", verifier=VERIFIER)


@pytest.mark.parametrize(
    "says", [{}, {"id": "1"}, {"id": 1, "username": "lyon"}, {"id": "../1", "username": "lyon"}, {"id": "1", "username": "<b>"}]
)
def test_an_account_that_is_not_named_properly_is_none(app: App, says: object) -> None:
    with Saying() as server:
        server.says = says
        with pytest.raises(ConnectorError, match="cannot be read"):
            asks(server).whose(replace(app, host=server.host), "token")


def test_a_redirect_does_not_carry_secrets_to_another_server(strict: MastodonStrict, app: App) -> None:
    before = len(strict.asked)
    with Saying() as server:
        server.leads_to = strict.url
        moved, consent = replace(app, host=server.host), asks(server, strict)
        for step in (lambda: consent.token(moved, code="x", verifier=VERIFIER), lambda: consent.give_back(moved, "token")):
            with pytest.raises(ConnectorError, match="refuses to answer"):
                step()
    assert len(strict.asked) == before


def test_a_server_on_a_private_network_is_not_asked(strict: MastodonStrict) -> None:
    with pytest.raises(ConnectorError, match="not on the public internet"):
        asks().register(strict.host, BACK, "https://essaim.example")
    assert not strict.asked


def test_no_secret_is_in_a_repr_or_in_a_log(
    strict: MastodonStrict, consent: MastodonConsent, app: App, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        token, _ = consent.token(app, code=code, verifier=VERIFIER)
        consent.whose(app, token)
        consent.give_back(app, token)
    assert strict.host in caplog.text
    assert not any(secret in caplog.text + repr(app) for secret in (*strict.secrets, VERIFIER))
