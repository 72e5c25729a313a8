"""HTTP through the guard: a transport for httpx, and a client made of it.

The answer is read whole inside the transport, so that time, size and decompression are limited in one place for every caller.
"""

import selectors
import ssl
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from socket import socket
from typing import Any

import httpcore
import httpx

from connectors.base import ConnectorError, Remedy
from connectors.hosts import Guard, in_circles, too_slow, unreachable
from dashboard.domain.errors import N_

MAX_BYTES = 1_000_000
MAX_REDIRECTS = 2
NOT_PASSED_ON = frozenset({b"content-encoding", b"content-length", b"transfer-encoding", b"set-cookie", b"deprecation"})
"""Headers that describe the body before it was read here, would be kept (cookies), or make a library warn."""


def _user_agent() -> str:
    try:
        return f"Essaim/{version('essaim')} (follower counts of institutions)"
    except PackageNotFoundError:
        return "Essaim (follower counts of institutions)"


USER_AGENT = _user_agent()


class _Stream(httpcore.NetworkStream):
    """A connected socket whose every wait is cut to what is left of the operation."""

    def __init__(self, sock: socket, guard: Guard) -> None:
        self._sock = sock
        self._guard = guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with _as_httpcore(httpcore.ReadTimeout, httpcore.ReadError):
            self._sock.settimeout(self._guard.remaining(timeout))
            return self._sock.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        with _as_httpcore(httpcore.WriteTimeout, httpcore.WriteError):
            while buffer:
                self._sock.settimeout(self._guard.remaining(timeout))
                buffer = buffer[self._sock.send(buffer) :]

    def close(self) -> None:
        self._sock.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        with _as_httpcore(httpcore.ConnectTimeout, httpcore.ConnectError):
            try:
                self._sock.settimeout(self._guard.remaining(timeout))
                return _Stream(ssl_context.wrap_socket(self._sock, server_hostname=server_hostname), self._guard)
            except BaseException:
                self.close()
                raise

    def get_extra_info(self, info: str) -> object:
        if info == "is_readable":  # asked of idle connections: one that has something to say has been closed
            with selectors.DefaultSelector() as selector:
                selector.register(self._sock, selectors.EVENT_READ)
                return bool(selector.select(0))
        return None


class _Backend(httpcore.NetworkBackend):
    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        return _Stream(self._guard.connect(host, port), self._guard)


@cache
def _usual_authorities() -> ssl.SSLContext:
    """Read from their file once: that takes longer than most requests."""
    return httpx.create_ssl_context(trust_env=False)


class GuardedTransport(httpx.BaseTransport):
    """A transport whose every connection the guard makes; its pool may be used by several threads.

    :param ssl_context: which certificates are believed; the usual authorities if None.
    """

    def __init__(self, guard: Guard, ssl_context: ssl.SSLContext | None = None) -> None:
        self.guard = guard
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context or _usual_authorities(),
            max_connections=None,
            max_keepalive_connections=20,
            keepalive_expiry=15.0,
            network_backend=_Backend(guard),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and read the whole answer.

        :raises ConnectorError: whatever went wrong on the way; an answer of any status is no error here.
        """
        host = request.url.raw_host.decode("ascii")
        self.guard.allow(request.url.scheme, host, request.url.port)
        request.headers["user-agent"] = USER_AGENT
        request.headers["accept-encoding"] = "gzip"
        asked = httpcore.Request(
            request.method,
            httpcore.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path),
            headers=request.headers.raw,
            content=request.read(),
            extensions=request.extensions,
        )
        with self.guard.operation(), _as_connector_error(host):
            answer = self._pool.handle_request(asked)
            try:
                body = _read(answer, host)
            finally:
                answer.close()
        headers = [(name, value) for name, value in answer.headers if name.lower() not in NOT_PASSED_ON]
        return httpx.Response(answer.status, headers=headers, content=body, request=request)

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class RememberingTransport(httpx.BaseTransport):
    """The guarded transport for one thread of a library that hides what was answered: ``answer`` is the last one as it came."""

    def __init__(self, transport: GuardedTransport) -> None:
        self._transport = transport
        self.answer: httpx.Response | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """As GuardedTransport. What is given on is a copy, since its reader may close or change it."""
        self.answer = None
        answer = self.answer = self._transport.handle_request(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content, request=request)


class GuardedClient(httpx.Client):
    """The httpx client for hosts that somebody typed: no proxies of the environment, no cookies, two redirects at most."""

    def __init__(self, transport: GuardedTransport) -> None:
        super().__init__(transport=transport, follow_redirects=True, max_redirects=MAX_REDIRECTS, trust_env=False)
        self._guard = transport.guard

    def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        """As httpx, in one operation of the guard.

        :raises ConnectorError: no answer.
        """
        with self._guard.operation(), _as_connector_error(request.url.host):
            return super().send(request, **options)


def as_connector_error(problem: BaseException, host: str) -> ConnectorError:
    """What a failure of any HTTP library means; a ConnectorError that hides behind it wins."""
    reasons = list(_reasons(problem))
    for reason in reasons:
        if isinstance(reason, ConnectorError):
            return reason
    if any(isinstance(reason, httpx.TooManyRedirects) for reason in reasons):
        return in_circles(host)
    if any(isinstance(reason, TimeoutError | httpcore.TimeoutException | httpx.TimeoutException) for reason in reasons):
        return too_slow(host)
    return unreachable(host)


def _reasons(problem: BaseException | None) -> Iterator[BaseException]:
    while problem is not None:
        yield problem
        problem = problem.__cause__ or problem.__context__


@contextmanager
def _as_connector_error(host: str) -> Iterator[None]:
    try:
        yield
    except ConnectorError:
        raise
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, httpx.InvalidURL) as problem:
        raise as_connector_error(problem, host) from problem


@contextmanager
def _as_httpcore(too_late: type[Exception], broken: type[Exception]) -> Iterator[None]:
    try:
        yield
    except TimeoutError as problem:
        raise too_late from problem
    except OSError as problem:
        raise broken from problem


def _read(answer: httpcore.Response, host: str) -> bytes:
    """The body, unpacked, of at most a megabyte either way."""
    raw = bytearray()
    for chunk in answer.iter_stream():
        raw += chunk
        if len(raw) > MAX_BYTES:
            raise _too_large(host)
    packed = next((value for name, value in answer.headers if name.lower() == b"content-encoding"), b"").strip().lower()
    if packed in (b"", b"identity"):
        return bytes(raw)
    if packed not in (b"gzip", b"x-gzip"):
        raise unreachable(host)
    unpacker = zlib.decompressobj(wbits=31)
    try:
        body = unpacker.decompress(bytes(raw), MAX_BYTES + 1)
    except zlib.error as problem:
        raise unreachable(host) from problem
    if len(body) > MAX_BYTES:
        raise _too_large(host)
    return body


def _too_large(host: str) -> ConnectorError:
    return ConnectorError(N_("{host} sends far more than a profile. Its answer was not read."), Remedy.GIVE_UP, host=host)
