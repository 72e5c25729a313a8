"""OAuth with Mastodon servers: our registration at each, the question, the token, whose it is, and giving it back."""

from dataclasses import dataclass, field

from connectors.guarded_http import GuardedTransport

SCOPES = "read:accounts"


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
        self._transport = transport

    def register(self, host: str, redirect_uri: str, website: str) -> App:
        """Register at a server.

        :raises ConnectorError: not reachable, or it refuses.
        """
        raise NotImplementedError

    def question(self, app: App, *, state: str, challenge: str) -> str:
        """Address at which the account's owner is asked; ``challenge`` is the S256 one of PKCE."""
        raise NotImplementedError

    def token(self, app: App, *, code: str, verifier: str) -> tuple[str, str]:
        """The access token for a code, and the scopes that were granted.

        :raises ConnectorError: the code, the secret or the redirect address was refused.
        """
        raise NotImplementedError

    def whose(self, app: App, token: str) -> Consented:
        """Whose token it is.

        :raises ConnectorError: the token is not accepted.
        """
        raise NotImplementedError

    def give_back(self, app: App, token: str) -> None:
        """Revoke a token.

        :raises ConnectorError: not reachable.
        """
        raise NotImplementedError
