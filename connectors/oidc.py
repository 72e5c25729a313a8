"""Sign-in at an OpenID provider: authorisation code flow with PKCE, nonce and state."""

from dataclasses import dataclass


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

    :param profile: ``standard`` or ``proconnect``.
    """

    def __init__(self, issuer: str, client_id: str, client_secret: str, *, name: str, profile: str) -> None:
        self.issuer = issuer
        self.name = name
        self.profile = profile
        self._client_id = client_id
        self._client_secret = client_secret

    def question(self, *, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
        """Address at the provider to which the browser goes; ``state`` and ``nonce`` have 32 characters or more.

        :raises ConnectorError: the provider cannot be reached.
        """
        raise NotImplementedError

    def statement(self, *, redirect_uri: str, code: str, nonce: str, verifier: str) -> Statement:
        """Exchange the code and check everything that comes back.

        :raises ConnectorError: not reachable, refused, or a signature, nonce, issuer or audience that is wrong (GIVE_UP).
        """
        raise NotImplementedError
