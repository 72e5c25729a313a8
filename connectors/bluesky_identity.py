"""Who is behind a Bluesky handle: the identity documents, asked both ways."""

from connectors.dns import Names
from connectors.guarded_http import GuardedTransport


class BlueskyIdentity:
    """Handles and DIDs."""

    def __init__(self, *, transport: GuardedTransport, names: Names) -> None:
        self._transport = transport
        self._names = names

    def handle_of(self, did: str) -> str | None:
        """The handle that the DID document names and that leads back to the same DID by DNS or well-known file; None if either way fails.

        :raises ConnectorError: nobody answered.
        """
        raise NotImplementedError
