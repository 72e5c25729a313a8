"""A Bluesky account that proves itself: a code in its profile text, or one sign-in that leaves no trace."""

from connectors.guarded_http import GuardedTransport


class BlueskyAccount:
    """What an account says of itself, and that somebody holds it.

    :param url: AppView, for profile texts.
    """

    def __init__(self, url: str, *, transport: GuardedTransport) -> None:
        self._url = url
        self._transport = transport

    def profile_text(self, did: str) -> str:
        """What the account says of itself.

        :raises ConnectorError: not found, not reachable.
        """
        raise NotImplementedError

    def sign_in_once(self, did: str, app_password: str) -> str:
        """Sign in at the account's own server, sign out again, and give the DID that the server names. Nothing is kept.

        :raises ConnectorError: refused (FIX_HANDLE), not reachable.
        """
        raise NotImplementedError
