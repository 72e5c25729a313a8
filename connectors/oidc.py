"""Sign-in at an OpenID provider: authorisation code flow with PKCE, nonce and state.

ProConnect, the sign-in of French public agents, is a provider with a profile of its own:
https://partenaires.proconnect.gouv.fr/docs/fournisseur-service/implementation_technique
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from connectors.base import ConnectorError, Remedy
from connectors.guarded_http import GuardedTransport
from connectors.hosts import Guard
from connectors.oidc_server import OidcServer
from connectors.oidc_tokens import Verifier
from dashboard.domain.errors import N_, Refused
from dashboard.domain.identifiers import siret

PROCONNECT = "proconnect"
LONGEST_PART = 99


@dataclass(frozen=True)
class Statement:
    """What a provider says of somebody, its signatures checked.

    :param provider: issuer, followed by ``#`` and the identity provider behind it where there is one.
    :param siret: establishment for which they work, 14 digits, or None if the provider does not say.
    :param email: None unless the provider says that it verified it.
    """

    provider: str
    subject: str
    email: str | None
    name: str
    siret: str | None


class OidcProvider:
    """One provider.

    :param name: what people call it; ``ProConnect``, or the host of the issuer, if empty.
    :param profile: ``standard`` or ``proconnect``.
    :param clock: seconds since 1970; tokens are dated by it.
    """

    def __init__(
        self,
        issuer: str,
        client_id: str,
        client_secret: str,
        *,
        name: str,
        profile: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        parts = urlsplit(issuer)
        self.issuer = issuer
        self.profile = profile
        self.name = name or ("ProConnect" if profile == PROCONNECT else parts.hostname or issuer)
        self._client_id = client_id
        self._client_secret = client_secret
        port = parts.port or (443 if parts.scheme == "https" else 80)
        # The operator vouches for this one server, which may stand in a private network.
        self._transport = GuardedTransport(Guard([f"{parts.netloc.removesuffix(f':{port}')}:{port}"]))
        self._server = OidcServer(issuer, name=self.name, transport=self._transport, clock=clock)
        self._verifier = Verifier(self._server, self.name, client_id, client_secret if profile == PROCONNECT else None, clock)

    def question(self, *, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
        """Address at the provider to which the browser goes; ``state`` and ``nonce`` have 32 characters or more.

        :raises ConnectorError: the provider cannot be reached.
        """
        more = {"acr_values": "eidas1"} if self.profile == PROCONNECT else {}
        with self._client(redirect_uri) as client:
            address, _ = client.create_authorization_url(
                self._server.endpoints().authorisation, state=state, code_verifier=verifier, nonce=nonce, **more
            )
        return str(address)

    def check_issuer(self, said: str | None) -> None:
        """Whether the answer that a browser brings is this provider's (RFC 9207): another one would use it to get the code.

        :param said: ``iss`` of the answer, or None.
        :raises ConnectorError: another provider's, or nobody's although this one names itself: GIVE_UP.
        """
        endpoints = self._server.endpoints()
        if said != endpoints.issuer and (said is not None or endpoints.names_itself):
            raise self._verifier.refused("iss")

    def statement(self, *, redirect_uri: str, code: str, nonce: str, verifier: str) -> Statement:
        """Exchange the code and check everything that comes back.

        :raises ConnectorError: not reachable, refused, or a signature, nonce, issuer or audience that is wrong (GIVE_UP).
        """
        with self._transport.guard.operation():
            tokens = self._tokens(redirect_uri, code, verifier)
            who = self._verifier.id_token(tokens.get("id_token"), nonce)
            return self._understood(str(who["sub"]), self._userinfo(tokens.get("access_token"), who))

    def close(self) -> None:
        """Close every connection."""
        self._transport.close()

    def _client(self, redirect_uri: str) -> Any:
        from authlib.integrations.requests_client import OAuth2Session  # type: ignore[import-untyped]

        from connectors.guarded_requests import GuardedAdapter

        methods = self._server.endpoints().methods
        basic = "client_secret_basic" in methods and self.profile != PROCONNECT
        client = OAuth2Session(
            self._client_id,
            self._client_secret,
            token_endpoint_auth_method="client_secret_basic" if basic else "client_secret_post",
            scope="openid given_name usual_name email siret uid idp_id" if self.profile == PROCONNECT else "openid profile email",
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            trust_env=False,
        )
        client.adapters.clear()
        for scheme in ("https://", "http://"):
            client.mount(scheme, GuardedAdapter(self._transport))
        return client

    def _tokens(self, redirect_uri: str, code: str, verifier: str) -> Mapping[str, Any]:
        import requests
        from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]

        def busy(answer: requests.Response) -> requests.Response:
            # Authlib reads an answer with status 429 as if it were a token.
            if answer.status_code >= 500 or answer.status_code == 429:
                raise self._server.silent()
            return answer

        with self._client(redirect_uri) as client:
            client.register_compliance_hook("access_token_response", busy)
            try:
                found: Mapping[str, Any] = client.fetch_token(
                    self._server.endpoints().token,
                    grant_type="authorization_code",
                    code=code,
                    redirect_uri=redirect_uri,
                    code_verifier=verifier,
                    allow_redirects=False,
                )
            except ConnectorError as problem:
                raise self._server.silent() from problem
            except OAuthError as problem:
                raise self._refused(problem.error) from problem
            except (requests.RequestException, ValueError, RecursionError) as problem:
                raise self._server.not_as_expected() from problem
        return found

    def _refused(self, error: object) -> ConnectorError:
        if error in ("invalid_client", "unauthorized_client"):
            message = N_("{name} does not know this server. Check ESSAIM_OIDC_CLIENT_ID and ESSAIM_OIDC_CLIENT_SECRET.")
        else:
            message = N_("{name} no longer accepts this sign-in: it was used, or took too long. Begin again.")
        return ConnectorError(message, Remedy.GIVE_UP, name=self.name)

    def _userinfo(self, token: object, who: Mapping[str, Any]) -> Mapping[str, Any]:
        from connectors.guarded_requests import GuardedSession

        address, subject = self._server.endpoints().userinfo, str(who["sub"])
        if address is None and self.profile != PROCONNECT:
            return who
        if address is None or not isinstance(token, str):
            raise self._verifier.refused("userinfo")
        with GuardedSession(self._transport) as session:
            try:
                answer = session.get(address, headers={"authorization": f"Bearer {token}"}, allow_redirects=False)
            except ConnectorError as problem:
                raise self._server.silent() from problem
        if answer.status_code != 200:
            raise self._server.silent() if answer.status_code >= 500 else self._verifier.refused("userinfo")
        if answer.headers.get("content-type", "").split(";")[0].strip().lower() == "application/jwt":
            return self._verifier.userinfo(answer.text.strip(), subject)
        try:
            claims = answer.json()
        except (ValueError, RecursionError) as problem:
            raise self._verifier.refused("userinfo") from problem
        # Without a signature, whoever stands between could write any SIRET into it.
        if self.profile == PROCONNECT or not isinstance(claims, dict):
            raise self._verifier.refused("userinfo")
        return self._verifier.same_subject(claims, subject)

    def _understood(self, subject: str, claims: Mapping[str, Any]) -> Statement:
        def text(name: str, longest: int = LONGEST_PART) -> str:
            value = claims.get(name)
            # Never cut short: a shorter address, or a shorter key, is somebody else's.
            return value.strip() if isinstance(value, str) and value.isprintable() and len(value) <= longest else ""

        if self.profile == PROCONNECT:
            behind = text("idp_id")
            if not behind:
                raise self._verifier.refused("idp_id")
            # The employer's own directory gives the address; ProConnect has no claim that says so, but one may come to say the opposite.
            email = text("email", 254) if claims.get("email_verified") is not False else ""
            name = f"{text('given_name')} {text('usual_name')}"
            return Statement(f"{self.issuer}#{behind}", subject, email or None, name.strip(), _siret(claims.get("siret")))
        email = text("email", 254) if claims.get("email_verified") in (True, "true") else ""
        name = text("name", 200) or f"{text('given_name')} {text('family_name')}".strip()
        # Only ProConnect vouches for a SIRET: elsewhere people may fill in such a field by themselves.
        return Statement(self.issuer, subject, email or None, name, None)


def _siret(said: object) -> str | None:
    try:
        return siret(said) if isinstance(said, str) else None
    except Refused:
        return None
