"""A Mastodon server that keeps to the rules of OAuth, for real: what is wrong, used, late or another's is refused.

Accounts, WebFinger and look-ups are those of the scripted server. The page of consent is a real form, without JavaScript.
"""

import base64
import hashlib
import html
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import pytest

from tests.network.http_fake import HTML, Query, Reply, as_json
from tests.network.mastodon_fake import MastodonFake

KNOWN_SCOPES = frozenset({"profile", "read", "read:accounts", "read:statuses", "write", "write:statuses", "follow", "push"})
CODE_LIVES = 600
PASSWORD = "a password of the test server"
ASKED = ("client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method", "response_type")
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><main><h1>{title}</h1>{body}</main></html>"""


@dataclass
class Registered:
    """An app that was registered here."""

    client_id: str
    secret: str
    redirect_uris: list[str]
    scopes: set[str]


@dataclass
class Code:
    """A code that was given to a browser."""

    app: Registered
    username: str
    redirect_uri: str
    scopes: set[str]
    challenge: str
    given_at: float
    token: str = ""


@dataclass
class Access:
    """A token: whose, whom it was given to."""

    app: Registered
    username: str | None
    scopes: set[str]
    revoked: bool = False


class MastodonStrict(MastodonFake):
    """The server.

    :param grants: scopes that it grants whatever was asked; empty for what was asked.
    :param secrets: every secret it ever gave out: none may be found in the clear anywhere.
    """

    def __init__(self) -> None:
        super().__init__()
        self.grants = ""
        self.apps: dict[str, Registered] = {}
        self.codes: dict[str, Code] = {}
        self.tokens: dict[str, Access] = {}
        self.secrets: list[str] = []
        self._now = 0.0
        self._form = f"form-of-{self.host}"

    def later(self, seconds: float) -> None:
        """Let time pass."""
        self._now += seconds

    def forget_apps(self) -> None:
        """Delete every registration, as servers do with those that have no token."""
        self.apps.clear()

    def revoked(self) -> list[bool]:
        """For each token of an account, in the order in which they were given: whether it was given back."""
        return [one.revoked for one in self.tokens.values() if one.username]

    def reply(self, path: str, query: Query) -> Reply:
        """See HttpFake."""
        if path == "/oauth/authorize":
            return self._ask(_flat(query))
        if path == "/api/v1/accounts/verify_credentials":
            return self._whose(self.header("authorization").removeprefix("Bearer "))
        return super().reply(path, query)

    def reply_to_post(self, path: str, fields: Query) -> Reply:
        """See HttpFake."""
        sent = _flat(fields)
        if path == "/api/v1/apps":
            return self._register(sent)
        if path == "/oauth/authorize":
            return self._decide(sent)
        if path == "/oauth/token":
            return self._token(sent)
        if path == "/oauth/revoke":
            return self._revoke(sent)
        return as_json({"error": "Not Found"}, 404)

    def _register(self, sent: dict[str, str]) -> Reply:
        uris, scopes = sent.get("redirect_uris", "").split(), set(sent.get("scopes", "read").split())
        if not sent.get("client_name") or not uris or not all(urlsplit(uri).scheme and urlsplit(uri).netloc for uri in uris):
            return as_json({"error": "Validation failed: Redirect URI must be an absolute URI."}, 422)
        if not scopes <= KNOWN_SCOPES:
            return as_json({"error": "Validation failed: Scopes doesn't match configured on the server."}, 422)
        app = Registered(f"client-{len(self.apps) + 1}", self._secret(), uris, scopes)
        self.apps[app.client_id] = app
        return as_json({"id": "1", "name": sent["client_name"], "client_id": app.client_id, "client_secret": app.secret})

    def _ask(self, asked: dict[str, str], wrong: str = "") -> Reply:
        if problem := self._unacceptable(asked):
            return _page(400, "An error has occurred", html.escape(problem))
        hidden = {name: asked.get(name, "") for name in ASKED} | {"authenticity_token": self._form}
        fields = "".join(f'<input type="hidden" name="{name}" value="{html.escape(value)}">' for name, value in hidden.items())
        body = (
            f"<p>Essaim asks: {html.escape(asked['scope'])}</p><p role='alert'>{wrong}</p><form method='post' action='/oauth/authorize'>"
            f"{fields}<label>Username <input name='username'></label><label>Password <input name='password' type='password'></label>"
            "<button name='answer' value='yes'>Authorize</button><button name='answer' value='no'>Deny</button></form>"
        )
        return _page(401 if wrong else 200, f"Authorization required by {self.host}", body)

    def _unacceptable(self, asked: dict[str, str]) -> str:
        """Why a question is not even shown; such errors are never sent back to an address that was not registered."""
        app = self.apps.get(asked.get("client_id", ""))
        if app is None:
            return "Client authentication failed due to unknown client"
        if asked.get("redirect_uri") not in app.redirect_uris:
            return "The redirect uri included is not valid."
        if asked.get("response_type") != "code":
            return "The authorization server does not support this response type."
        if not asked.get("scope") or not set(asked["scope"].split()) <= app.scopes:
            return "The requested scope is invalid, unknown, or malformed."
        if asked.get("code_challenge_method") != "S256" or len(asked.get("code_challenge", "")) != 43:
            return "The code challenge is missing or not S256."
        return ""

    def _decide(self, sent: dict[str, str]) -> Reply:
        if sent.get("authenticity_token") != self._form or self._unacceptable(sent):
            return _page(422, "An error has occurred", "Security verification failed")
        back = sent["redirect_uri"]
        if sent.get("answer") == "no":
            return _to(back, error="access_denied", error_description="The resource owner denied the request.", state=sent.get("state", ""))
        if sent.get("username") not in self.accounts or sent.get("password") != PASSWORD:
            return self._ask(sent, "Invalid E-mail address or password.")
        code = self._secret()
        scopes = set((self.grants or sent["scope"]).split())
        self.codes[code] = Code(self.apps[sent["client_id"]], sent["username"], back, scopes, sent["code_challenge"], self._now)
        return _to(back, code=code, state=sent.get("state", ""))

    def _token(self, sent: dict[str, str]) -> Reply:
        app = self._client(sent)
        if app is None:
            return as_json({"error": "invalid_client", "error_description": "Client authentication failed"}, 401)
        if sent.get("grant_type") == "client_credentials":
            scopes = set(sent.get("scope", "read").split())
            return self._give(app, None, scopes) if scopes <= app.scopes else as_json({"error": "invalid_scope"}, 400)
        code = self.codes.get(sent.get("code", "")) if sent.get("grant_type") == "authorization_code" else None
        if code is not None and code.token:  # used before: whoever has it now may have stolen it, and its token falls
            self.tokens[code.token].revoked = True
        if code is None or code.token or code.app is not app or not self._fits(code, sent):
            return as_json({"error": "invalid_grant", "error_description": "The provided authorization grant is invalid"}, 400)
        answer = self._give(app, code.username, code.scopes)
        code.token = list(self.tokens)[-1]
        return answer

    def _fits(self, code: Code, sent: dict[str, str]) -> bool:
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        return sent.get("redirect_uri") == code.redirect_uri and proof == code.challenge and self._now < code.given_at + CODE_LIVES

    def _give(self, app: Registered, username: str | None, scopes: set[str]) -> Reply:
        token = self._secret()
        self.tokens[token] = Access(app, username, scopes)
        return as_json({"access_token": token, "token_type": "Bearer", "scope": " ".join(sorted(scopes)), "created_at": 1_737_000_000})

    def _whose(self, token: str) -> Reply:
        known = self.tokens.get(token)
        if known is None or known.revoked:
            return as_json({"error": "The access token is invalid"}, 401)
        if known.username is None or not known.scopes & {"read", "read:accounts", "profile"}:
            return as_json({"error": "This action is outside the authorized scopes"}, 403)
        return as_json(self._entity(self.accounts[known.username]))

    def _revoke(self, sent: dict[str, str]) -> Reply:
        app, known = self._client(sent), self.tokens.get(sent.get("token", ""))
        if app is None or (known is not None and known.app is not app):
            return as_json({"error": "unauthorized_client"}, 403)
        if known is not None:
            known.revoked = True
        return as_json({})

    def _client(self, sent: dict[str, str]) -> Registered | None:
        app = self.apps.get(sent.get("client_id", ""))
        return app if app is not None and sent.get("client_secret") == app.secret else None

    def _secret(self) -> str:
        self.secrets.append(hashlib.sha256(f"{self.host} {len(self.secrets)}".encode()).hexdigest())
        return self.secrets[-1]


def _flat(query: Query) -> dict[str, str]:
    return {name: values[0] for name, values in query.items()}


def _page(status: int, title: str, body: str) -> Reply:
    return Reply(status, PAGE.format(title=html.escape(title), body=body).encode(), dict(HTML))


def _to(address: str, **query: str) -> Reply:
    return Reply(302, b"", {"Location": f"{address}?{urlencode(query)}"})


@pytest.fixture
def strict_servers() -> Iterator[list[MastodonStrict]]:
    """Two servers, each with the accounts ``lyon`` and ``ana``."""
    with ExitStack() as stack:
        servers = [stack.enter_context(MastodonStrict()) for _ in range(2)]
        for server in servers:
            server.add("lyon")
            server.add("ana")
        yield servers


@pytest.fixture
def strict(strict_servers: list[MastodonStrict]) -> MastodonStrict:
    """One of them."""
    return strict_servers[0]
