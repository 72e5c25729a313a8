"""Mail over SMTP: one text message to one address."""


class Mail:
    """A mail server.

    :param url: ``smtps://user:password@host:465`` (TLS), ``smtp://host:587`` (STARTTLS; plain on loopback alone).
    :param sender: address in ``From``.
    """

    def __init__(self, url: str, sender: str) -> None:
        self._url = url
        self._sender = sender

    def send(self, to: str, subject: str, text: str) -> None:
        """Send one message and wait until the server took it.

        :raises ConnectorError: not reachable, or the address was refused.
        """
        raise NotImplementedError

    def post(self, to: str, subject: str, text: str) -> None:
        """Send one message in the background: the time it takes tells nobody whether anybody was written to. Failures are logged."""
        raise NotImplementedError

    def close(self) -> None:
        """Wait for what is on its way."""
        raise NotImplementedError
