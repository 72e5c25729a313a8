"""Files at fixed addresses of a site, read through the guard."""

from connectors.guarded_http import GuardedTransport


class Sites:
    """Web sites of institutions."""

    def __init__(self, transport: GuardedTransport) -> None:
        self._transport = transport

    def text(self, host: str, path: str) -> str | None:
        """The text at ``https://host/path``, None if there is none. A redirect to another host is no answer of this one.

        :param host: name, with a port for trusted hosts.
        :raises ConnectorError: not reachable, too large, elsewhere.
        """
        raise NotImplementedError
