"""Who is behind a Bluesky handle: the identity documents, asked both ways, and the account itself."""

from connectors.dns import Names
from connectors.guarded_http import GuardedTransport


class BlueskyIdentity:
    """Handles, DIDs, profile texts and one sign-in that leaves no trace.

    :param url: AppView, for profile texts.
    """

    def __init__(self, url: str, *, transport: GuardedTransport, names: Names) -> None:
        self._url = url
        self._transport = transport
        self._names = names

    def handle_of(self, did: str) -> str | None:
        """The handle that the DID document names and that leads back to the same DID by DNS or well-known file; None if either way fails.

        :raises ConnectorError: nobody answered.
        """
        raise NotImplementedError

    def profile_text(self, did: str) -> str:
        """What the account says of itself.

        :raises ConnectorError: not found, not reachable.
        """
        raise NotImplementedError

    def sign_in_once(self, handle: str, app_password: str) -> str:
        """Sign in at the account's own server, sign out again, and give the DID. Nothing is kept.

        :raises ConnectorError: refused (FIX_HANDLE), not reachable.
        """
        raise NotImplementedError
