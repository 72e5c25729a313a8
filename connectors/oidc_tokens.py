"""What an OpenID provider signed: signature, issuer, audience and times checked before a word of it is believed.

https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from connectors.base import ConnectorError, Remedy
from connectors.oidc_server import OidcServer
from dashboard.domain.errors import N_

PUBLIC_KEY_ALGORITHMS = ("RS256", "ES256")
SHARED_SECRET = "HS256"
LEEWAY_SECONDS = 60
LONGEST_SUBJECT = 255


@dataclass(frozen=True)
class Verifier:
    """Checks the tokens of one provider for one client.

    :param secret: the client's, with which HS256 signs; None where that algorithm is not accepted.
    :param clock: seconds since 1970.
    """

    server: OidcServer
    name: str
    client_id: str
    secret: str | None
    clock: Callable[[], float]

    def __repr__(self) -> str:
        return f"Verifier({self.name!r}, {self.client_id!r})"

    def id_token(self, token: object, nonce: str) -> Mapping[str, Any]:
        """Who signed in, as the token endpoint says.

        :param nonce: what was sent with the question: a token that was made for another one is refused.
        :raises ConnectorError: GIVE_UP.
        """
        from secrets import compare_digest

        claims = self._signed(token, "exp", "iat")
        said = claims.get("nonce")
        if not isinstance(said, str) or not compare_digest(said.encode(), nonce.encode()):
            raise self.refused("nonce")
        audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        # A token for several clients says which of them asked for it.
        if (len(audience) > 1 or "azp" in claims) and claims.get("azp") != self.client_id:
            raise self.refused("azp")
        return claims

    def userinfo(self, token: object, subject: str) -> Mapping[str, Any]:
        """What a signed answer of the userinfo endpoint says of that subject.

        :raises ConnectorError: GIVE_UP.
        """
        claims = self._signed(token)
        return self.same_subject(claims, subject)

    def same_subject(self, claims: Mapping[str, Any], subject: str) -> Mapping[str, Any]:
        """The claims, which have to be of the person whom the token names.

        :raises ConnectorError: of somebody else: GIVE_UP.
        """
        if claims.get("sub") != subject:
            raise self.refused("sub")
        return claims

    def refused(self, part: str) -> ConnectorError:
        """The error for what does not hold.

        :param part: the name that the standard gives to it.
        """
        return ConnectorError(
            N_("What {name} says could not be verified ({part}). Nobody was signed in. Begin again, and tell whoever runs this server."),
            Remedy.GIVE_UP,
            name=self.name,
            part=part,
        )

    def _signed(self, token: object, *needed: str) -> Mapping[str, Any]:
        from joserfc.errors import ClaimError, JoseError
        from joserfc.jwt import JWTClaimsRegistry

        expected = {
            "iss": {"essential": True, "value": self.server.endpoints().issuer},
            "aud": {"essential": True, "value": self.client_id},
            "sub": {"essential": True},
            **{name: {"essential": True} for name in needed},
        }
        if not isinstance(token, str):
            raise self.refused("signature")
        try:
            claims: Mapping[str, Any] = self._decoded(token)
            JWTClaimsRegistry(now=int(self.clock()), leeway=LEEWAY_SECONDS, **expected).validate(dict(claims))  # type: ignore[arg-type]
        except ClaimError as problem:
            raise self.refused(str(problem.claim)[:20]) from problem
        except (JoseError, ValueError, TypeError, KeyError, RecursionError) as problem:
            raise self.refused("signature") from problem
        if not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
            raise self.refused("sub")
        return claims

    def _decoded(self, token: str) -> Mapping[str, Any]:
        from joserfc import jwt
        from joserfc.errors import InvalidKeyIdError
        from joserfc.jwk import OctKey

        algorithms = [*PUBLIC_KEY_ALGORITHMS, *([SHARED_SECRET] if self.secret is not None else [])]
        anew = False

        def key(signed: Any) -> Any:
            # The key follows the algorithm: a public key must never serve as the shared secret of HS256.
            if self.secret is not None and signed.headers()["alg"] == SHARED_SECRET:
                return OctKey.import_key(self.secret)
            return self.server.keys(anew=anew)

        try:
            return jwt.decode(token, key, algorithms).claims
        except InvalidKeyIdError:
            anew = True  # keys are replaced from time to time
            return jwt.decode(token, key, algorithms).claims
