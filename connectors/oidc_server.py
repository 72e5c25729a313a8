"""What an OpenID provider says of itself: its endpoints and its keys, asked through the guard and kept for an hour.

https://openid.net/specs/openid-connect-discovery-1_0.html
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from connectors.base import ConnectorError, Remedy
from connectors.guarded_http import GuardedTransport
from dashboard.domain.errors import N_

KEPT_SECONDS = 3600.0
WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True)
class Endpoints:
    """What is used of the discovery document.

    :param issuer: exactly as in the tokens of this provider; the setting has no slash at the end.
    :param methods: ways in which it lets clients prove who they are.
    :param names_itself: whether each answer names its issuer (RFC 9207), so that one without is not from there.
    """

    issuer: str
    authorisation: str
    token: str
    userinfo: str | None
    jwks: str
    methods: tuple[str, ...]
    names_itself: bool


class OidcServer:
    """The server behind an issuer.

    :param name: what people call it, for messages.
    :param clock: seconds since 1970.
    """

    def __init__(self, issuer: str, *, name: str, transport: GuardedTransport, clock: Callable[[], float]) -> None:
        self._issuer = issuer
        self._name = name
        self._transport = transport
        self._clock = clock
        self._endpoints: tuple[float, Endpoints] | None = None
        self._keys: tuple[float, Any] | None = None

    def endpoints(self) -> Endpoints:
        """Its endpoints.

        :raises ConnectorError: not reachable (RETRY_LATER), or not the issuer of the settings (GIVE_UP).
        """
        if self._endpoints is None or self._clock() - self._endpoints[0] >= KEPT_SECONDS:
            self._endpoints = (self._clock(), self._described(self._json(self._issuer + WELL_KNOWN)))
        return self._endpoints[1]

    def keys(self, *, anew: bool = False) -> Any:
        """Its public keys, a ``joserfc.jwk.KeySet``.

        :param anew: ask again: a token names a key that is not among those kept.
        :raises ConnectorError: not reachable, or no keys.
        """
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        if anew or self._keys is None or self._clock() - self._keys[0] >= KEPT_SECONDS:
            try:
                keys = KeySet.import_key_set(self._json(self.endpoints().jwks))  # type: ignore[arg-type]
            except (JoseError, ValueError, KeyError, TypeError, AttributeError) as problem:
                raise self.not_as_expected() from problem
            self._keys = (self._clock(), keys)
        return self._keys[1]

    def not_as_expected(self) -> ConnectorError:
        """The error for a server that is no OpenID provider, or one that lacks what is needed."""
        return ConnectorError(
            N_(
                "{name} does not answer as an OpenID provider does. Check ESSAIM_OIDC_ISSUER, and that no proxy stands between this server "
                "and it."
            ),
            Remedy.GIVE_UP,
            name=self._name,
        )

    def silent(self) -> ConnectorError:
        """The error for a server that cannot be reached."""
        return ConnectorError(
            N_("{name} does not answer at the moment. Try again in a few minutes, or sign in in another way."),
            Remedy.RETRY_LATER,
            name=self._name,
        )

    def _json(self, url: str) -> dict[str, Any]:
        from connectors.guarded_requests import GuardedSession

        with GuardedSession(self._transport) as session:
            try:
                # An answer from elsewhere would not be this issuer's: redirects are not followed.
                answer = session.get(url, headers={"accept": "application/json"}, allow_redirects=False)
            except ConnectorError as problem:
                raise self.silent() from problem
        if answer.status_code >= 500 or answer.status_code == 429:
            raise self.silent()
        try:
            found = answer.json() if answer.status_code == 200 else None
        except (ValueError, RecursionError) as problem:
            raise self.not_as_expected() from problem
        if not isinstance(found, dict):
            raise self.not_as_expected()
        return found

    def _described(self, document: dict[str, Any]) -> Endpoints:
        issuer = document.get("issuer")
        if not isinstance(issuer, str):
            raise self.not_as_expected()
        if issuer.rstrip("/") != self._issuer:
            raise ConnectorError(
                N_(
                    "ESSAIM_OIDC_ISSUER is {issuer}, but the server there calls itself {other}. "
                    "Nobody can sign in through it until they agree."
                ),
                Remedy.GIVE_UP,
                issuer=self._issuer,
                other=issuer[:200],
            )
        methods = document.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return Endpoints(
            issuer=issuer,
            authorisation=self._address(document.get("authorization_endpoint")),
            token=self._address(document.get("token_endpoint")),
            userinfo=self._address(document["userinfo_endpoint"]) if document.get("userinfo_endpoint") else None,
            jwks=self._address(document.get("jwks_uri")),
            methods=tuple(one for one in methods if isinstance(one, str)),
            names_itself=document.get("authorization_response_iss_parameter_supported") is True,
        )

    def _address(self, url: object) -> str:
        """An address that may be asked and to which a browser may be sent: https, or the operator's own http on this machine."""
        try:
            parts = urlsplit(url if isinstance(url, str) else "")
            self._transport.guard.allow(parts.scheme, parts.hostname or "", parts.port)
        except (ValueError, ConnectorError) as problem:
            raise self.not_as_expected() from problem
        if not parts.hostname or parts.fragment or "@" in parts.netloc:
            raise self.not_as_expected()
        return parts.geturl()
