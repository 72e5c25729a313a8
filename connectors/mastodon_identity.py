"""What a Mastodon server says of links in a profile: those that it verified itself."""

from dataclasses import dataclass
from datetime import datetime

from connectors.guarded_http import GuardedTransport


@dataclass(frozen=True)
class VerifiedLink:
    """A field of a profile whose page links back, as its home server found.

    :param url: the address in the field; hostile text.
    """

    url: str
    verified_at: datetime


class MastodonIdentity:
    """Profiles as their own home server gives them."""

    def __init__(self, *, transport: GuardedTransport) -> None:
        self._transport = transport

    def verified_links(self, handle: str, host: str, remote_id: str) -> list[VerifiedLink]:
        """The verified fields of the account, asked of its home server and of nobody else.

        :raises ConnectorError: not found, not reachable.
        """
        raise NotImplementedError
