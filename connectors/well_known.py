"""Files at fixed addresses of a site, read through the guard."""

from urllib.parse import urljoin, urlsplit

import httpx

from connectors.asking import refused
from connectors.base import ConnectorError, Remedy
from connectors.guarded_http import MAX_REDIRECTS, GuardedTransport
from connectors.hosts import Guard, in_circles, unreachable
from dashboard.domain.errors import N_
from dashboard.domain.hostnames import HTTPS, server, split_port

ABSENT = (404, 410)
FOR_NOW = (408, 425, 429)
"""Refusals that pass."""


class Sites:
    """Web sites of institutions."""

    def __init__(self, transport: GuardedTransport) -> None:
        self._guard = transport.guard
        self._transport = transport

    def text(self, host: str, path: str, *, moved: bool = False) -> str | None:
        """The text at ``https://host/path``, None if there is none. A redirect to another host is no answer of this one.

        :param host: name, with a port for trusted hosts; the same with or without ``www.`` is the same site.
        :param moved: whether a redirect may lead to another path of the site. For a proof it may not: it could lead to a page
            that anybody can write.
        :raises ConnectorError: not reachable (RETRY_LATER), too large, refused, elsewhere (GIVE_UP), no such host (FIX_HANDLE).
        """
        with self._guard.operation():
            address = f"{base(self._guard, host)}{path}"
            for _ in range(MAX_REDIRECTS + 1):
                # Not a client: it would read the address of a redirect before it is looked at here.
                answer = self._transport.handle_request(httpx.Request("GET", address, headers={"accept": "*/*"}))
                if not answer.has_redirect_location:
                    return _text(answer, host)
                address = self._next(answer, address, host, moved)
            raise in_circles(host)

    def _next(self, answer: httpx.Response, address: str, host: str, moved: bool) -> str:
        """Where a redirect leads, if that is still the same site."""
        location = answer.headers["location"]
        try:
            leads_to = str(httpx.URL(urljoin(address, location)))
            parts = urlsplit(leads_to)
            there = server(parts.netloc)
            self._guard.allow(parts.scheme, *split_port(there))
        except (ValueError, httpx.InvalidURL, ConnectorError):
            raise elsewhere(host, location) from None
        if _bare(there) != _bare(host) or (not moved and (parts.path, parts.query) != _asked(address)):
            raise elsewhere(host, leads_to)
        return leads_to


def base(guard: Guard, host: str) -> str:
    """Base address of a server: plain http for trusted ones on ports of their own, https for everybody else."""
    name, port = split_port(host)
    trusted = port not in (None, HTTPS) and guard.trusts(name, port or HTTPS)
    return f"{'http' if trusted else 'https'}://{host}"


def elsewhere(host: str, address: str) -> ConnectorError:
    """The server sends its visitors away: what is found there proves nothing of it."""
    return ConnectorError(
        N_("{host} sends its visitors to {address}. What is found there proves nothing: the answer has to come from {host} itself."),
        Remedy.GIVE_UP,
        host=host,
        address=address[:200],
    )


def _text(answer: httpx.Response, host: str) -> str | None:
    if answer.status_code in ABSENT:
        return None
    if answer.status_code >= 500 or answer.status_code in FOR_NOW:
        raise unreachable(host)
    if answer.status_code != 200:
        raise refused(host, answer.status_code)
    return answer.content.decode("utf-8", "replace")


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


def _asked(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.path, parts.query
