"""The DNS, asked for TXT records that prove something."""

from collections.abc import Sequence


class Names:
    """A resolver.

    :param servers: ``address`` or ``address:port``; the system's if empty.
    """

    def __init__(self, servers: Sequence[str] = ()) -> None:
        self._servers = tuple(servers)

    def txt(self, name: str) -> list[str]:
        """The values of the TXT records of exactly this name: none for a name that does not exist, nor for where an alias leads.

        :raises ConnectorError: nobody answered, or the answer is no answer (RETRY_LATER).
        """
        raise NotImplementedError
