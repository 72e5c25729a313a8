"""The guard for libraries built on requests: the same transport behind a requests adapter, so that there is one way out."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import httpx
import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPResponse

from connectors.guarded_http import MAX_REDIRECTS, GuardedTransport, as_connector_error
from connectors.hosts import in_circles


class GuardedAdapter(BaseAdapter):
    """Sends what requests prepared through the guarded transport.

    :param transport: shared with everybody else, and therefore not closed with the adapter.
    """

    def __init__(self, transport: GuardedTransport) -> None:
        super().__init__()
        self._transport = transport
        self.answer: httpx.Response | None = None

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,
        verify: bool | str = True,
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """As requests asks of its adapters; proxies, certificates and exceptions to their checks are not looked at.

        :raises ConnectorError: no answer.
        """
        connect, read = timeout if isinstance(timeout, tuple) else (timeout, timeout)
        self.answer = None
        asked = httpx.Request(
            request.method or "GET",
            request.url or "",
            headers={name: str(value) for name, value in request.headers.items()},
            content=request.body,
            extensions={"timeout": {"connect": connect, "read": read, "write": read, "pool": connect}},
        )
        answer = self.answer = self._transport.handle_request(asked)
        raw = HTTPResponse(
            body=BytesIO(answer.content),
            headers=dict(answer.headers),
            status=answer.status_code,
            reason=answer.reason_phrase,
            preload_content=False,
        )
        response = requests.Response()
        response.status_code = answer.status_code
        response.reason = answer.reason_phrase
        response.headers = CaseInsensitiveDict(answer.headers)
        response.encoding = answer.charset_encoding or "utf-8"
        response.url = request.url or ""
        response.request = request
        response.raw = raw
        return response

    def close(self) -> None:
        """Nothing is held here."""


class GuardedSession(requests.Session):
    """The requests session for hosts that somebody typed: one operation of the guard per call, no environment, no cookies."""

    def __init__(self, transport: GuardedTransport) -> None:
        super().__init__()
        self._guard = transport.guard
        self._adapter = GuardedAdapter(transport)
        self.trust_env = False
        self.max_redirects = MAX_REDIRECTS
        self.adapters.clear()
        self.mount("https://", self._adapter)
        self.mount("http://", self._adapter)

    @property
    def answer(self) -> httpx.Response | None:
        """The last answer as it came, whatever the library made of it."""
        return self._adapter.answer

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """As requests, in one operation of the guard.

        :raises ConnectorError: no answer.
        """
        host = urlsplit(request.url or "").hostname or ""
        with self._guard.operation():
            try:
                return super().send(request, **options)
            except requests.TooManyRedirects as problem:
                raise in_circles(host) from problem
            except (requests.RequestException, httpx.InvalidURL) as problem:
                raise as_connector_error(problem, host) from problem
