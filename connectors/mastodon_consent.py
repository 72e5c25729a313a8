"""OAuth with Mastodon servers: our registration at each, the question, the token, whose it is, and giving it back.

Written on HTTP itself: Mastodon.py 2.3.3 sends no PKCE challenge, asks servers for more than is needed before each step, and fails on
an error in the answer to a registration. Redirects are not followed, since what is sent holds secrets; no answer is ever quoted.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from connectors.asking import Answer, answer_of, refused, unreadable
from connectors.base import ConnectorError, Remedy
from connectors.federated import base_of
from connectors.guarded_http import GuardedClient, GuardedTransport
from connectors.hosts import unreachable
from connectors.mastodon_profile import IDENTIFIER
from dashboard.domain.errors import N_
from dashboard.domain.profile_pages import USER

NAME = "Essaim"
SCOPES = "read:accounts"
"""The least that tells whose token it is: https://docs.joinmastodon.org/api/oauth-scopes/."""
LONGEST_ID, LONGEST_SECRET = 400, 1_000


@dataclass(frozen=True)
class App:
    """Our registration at one server. The secret is not in its repr."""

    host: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str
    scopes: str = SCOPES


@dataclass(frozen=True)
class Consented:
    """Whose token it is, as the server says."""

    handle: str
    host: str
    remote_id: str


class MastodonConsent:
    """The authorisation code flow with PKCE."""

    def __init__(self, *, transport: GuardedTransport) -> None:
        self._guard = transport.guard
        self._client = GuardedClient(transport)

    def register(self, host: str, redirect_uri: str, website: str) -> App:
        """Register at a server.

        :raises ConnectorError: not reachable, or it refuses.
        """
        # https://docs.joinmastodon.org/methods/apps/#create
        fields = {"client_name": NAME, "redirect_uris": redirect_uri, "scopes": SCOPES, "website": website}
        answer = self._post(host, "/api/v1/apps", fields)
        if answer.status != 200:
            raise _problem(host, answer)
        return App(host, _text(answer, "client_id", LONGEST_ID, host), _text(answer, "client_secret", LONGEST_SECRET, host), redirect_uri)

    def knows(self, app: App) -> bool:
        """Whether the server still knows our registration: some delete those that have no token.

        :raises ConnectorError: not reachable.
        """
        # https://docs.joinmastodon.org/methods/oauth/#token
        fields = {"grant_type": "client_credentials", "redirect_uri": app.redirect_uri, "scope": app.scopes}
        answer = self._post(app.host, "/oauth/token", {**_ourselves(app), **fields})
        return answer.status != 401 and _error(answer) != "invalid_client"

    def question(self, app: App, *, state: str, challenge: str) -> str:
        """Address at which the account's owner is asked; ``challenge`` is the S256 one of PKCE.

        They sign in anew there: a press officer's browser is often signed in with an account of their own.
        """
        # https://docs.joinmastodon.org/methods/oauth/#authorize
        query = {
            "response_type": "code",
            "client_id": app.client_id,
            "redirect_uri": app.redirect_uri,
            "scope": app.scopes,
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            "force_login": "true",
        }
        return f"{base_of(self._guard, app.host)}/oauth/authorize?{urlencode(query)}"

    def token(self, app: App, *, code: str, verifier: str) -> tuple[str, str]:
        """The access token for a code, and the scopes that were granted.

        :raises ConnectorError: the code, the secret or the redirect address was refused.
        """
        # https://docs.joinmastodon.org/methods/oauth/#token
        fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": app.redirect_uri, "code_verifier": verifier}
        answer = self._post(app.host, "/oauth/token", {**_ourselves(app), **fields})
        if answer.status != 200:
            raise _problem(app.host, answer)
        if _text(answer, "token_type", LONGEST_ID, app.host).lower() != "bearer":
            raise unreadable(app.host)
        scopes = answer.body.get("scope", app.scopes) if isinstance(answer.body, dict) else None
        if not isinstance(scopes, str):
            raise unreadable(app.host)
        return _text(answer, "access_token", LONGEST_SECRET, app.host), scopes

    def whose(self, app: App, token: str) -> Consented:
        """Whose token it is.

        :raises ConnectorError: the token is not accepted.
        """
        # https://docs.joinmastodon.org/methods/accounts/#verify_credentials
        address = f"{base_of(self._guard, app.host)}/api/v1/accounts/verify_credentials"
        answer = answer_of(self._client.get(address, headers={"authorization": f"Bearer {token}"}, follow_redirects=False))
        if answer.status != 200:
            raise _problem(app.host, answer)
        raw = answer.body if isinstance(answer.body, dict) else {}
        identifier, username = raw.get("id"), raw.get("username")
        if not isinstance(identifier, str) or not IDENTIFIER.fullmatch(identifier):
            raise unreadable(app.host)
        if not isinstance(username, str) or not re.fullmatch(USER, username):
            raise unreadable(app.host)
        return Consented(f"{username}@{app.host}", app.host, identifier)

    def give_back(self, app: App, token: str) -> None:
        """Revoke a token.

        :raises ConnectorError: not reachable, or refused.
        """
        # https://docs.joinmastodon.org/methods/oauth/#revoke
        answer = self._post(app.host, "/oauth/revoke", {**_ourselves(app), "token": token})
        if answer.status != 200:
            raise _problem(app.host, answer)

    def _post(self, host: str, path: str, fields: dict[str, str]) -> Answer:
        return answer_of(self._client.post(base_of(self._guard, host) + path, data=fields, follow_redirects=False))


def _ourselves(app: App) -> dict[str, str]:
    return {"client_id": app.client_id, "client_secret": app.client_secret}


def _error(answer: Answer) -> object:
    return answer.body.get("error") if isinstance(answer.body, dict) else None


def _text(answer: Answer, name: str, longest: int, host: str) -> str:
    """A field that is sent back to the server as it is: printable, without blanks, not endless."""
    value = answer.body.get(name) if isinstance(answer.body, dict) else None
    if not isinstance(value, str) or not re.fullmatch(r"[!-~]+", value) or len(value) > longest:
        raise unreadable(host)
    return value


def _problem(host: str, answer: Answer) -> ConnectorError:
    """What it means that a step was refused."""
    if answer.status == 429:
        return ConnectorError(
            N_("{host} has been asked too often. Wait a quarter of an hour, then try again."), Remedy.RETRY_LATER, host=host
        )
    if answer.status >= 500:
        return unreachable(host)
    if answer.status in (400, 401, 403, 422):
        return ConnectorError(N_("{host} did not accept the authorisation. Begin again; nothing was stored."), Remedy.RECONNECT, host=host)
    return refused(host, answer.status)
