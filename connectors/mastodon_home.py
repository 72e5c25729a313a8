"""The home server of a Mastodon handle, by WebFinger: ``paris@paris.fr`` may live on ``social.paris.fr``."""

from collections.abc import Callable
from urllib.parse import urlsplit

from connectors.asking import Answer, answer_of, ask
from connectors.base import ConnectorError
from connectors.federated import base_of
from connectors.guarded_http import GuardedClient, GuardedTransport
from connectors.pace import Pace
from dashboard.domain.hostnames import server, split_port

ACTIVITY = ("application/activity+json", "application/ld+json")


class Home:
    """Finds home servers, through the guarded client since anybody may have typed the domain."""

    def __init__(self, transport: GuardedTransport, pace: Pace, sleep: Callable[[float], None]) -> None:
        self._guard = transport.guard
        self._client = GuardedClient(transport)
        self._pace = pace
        self._sleep = sleep

    def base(self, host: str) -> str:
        """Base address of a server."""
        return base_of(self._guard, host)

    def of(self, user: str, domain: str) -> str:
        """The server that holds this account: the domain itself if it says nothing else.

        :raises ConnectorError: the domain does not exist, or does not answer.
        """
        # https://docs.joinmastodon.org/spec/webfinger/
        address = f"{self.base(domain)}/.well-known/webfinger"

        def send() -> Answer:
            return answer_of(self._client.get(address, params={"resource": f"acct:{user}@{domain}"}))

        answer = ask(self._pace, domain, send, sleep=self._sleep)
        links = answer.body.get("links") if answer.status == 200 and isinstance(answer.body, dict) else None
        for link in links if isinstance(links, list) else []:
            if isinstance(link, dict) and link.get("rel") == "self" and str(link.get("type", "")).startswith(ACTIVITY):
                return self._named_in(link.get("href"), domain) or domain
        return domain

    def _named_in(self, address: object, domain: str) -> str | None:
        """The server of an address, if it may be asked; a name without its port is the handle's own, with it."""
        if not isinstance(address, str):
            return None
        try:
            parts = urlsplit(address)
            if parts.netloc.lower() == split_port(domain)[0]:
                return domain
            host = server(parts.netloc)
            self._guard.allow(parts.scheme, *split_port(host))
        except (ValueError, ConnectorError):
            return None
        return host
