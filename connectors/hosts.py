"""The guard: every connection to a host that somebody typed goes through here, and reaches public addresses only.

The name is resolved once, the addresses are checked, and the socket is connected to an address that was checked: a name that
answers differently the second time gains nothing. What one caller asks for takes at most ``seconds``, redirects included.
"""

import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from connectors.addresses import is_public
from connectors.base import ConnectorError, Remedy
from dashboard.domain.errors import N_

SECONDS = 10.0
ATTEMPT_SECONDS = 4.0
"""What one address may take while another remains to be tried."""

Resolved = tuple[socket.AddressFamily, tuple[Any, ...]]
"""Family and socket address, as ``socket.getaddrinfo`` gives them."""


def resolve(host: str, port: int) -> list[Resolved]:
    """All addresses of a name, in the system's order of preference.

    :raises OSError: the name has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys((family, address) for family, _, _, _, address in found))


def dial(target: Resolved, seconds: float) -> socket.socket:
    """A socket connected to exactly this address.

    :raises OSError: nobody answers there.
    """
    family, address = target
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(seconds)
        sock.connect(address)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        sock.close()
        raise
    return sock


class Guard:
    """Who may be connected to, and for how long.

    :param trusted: ``host:port`` pairs exempt from the public-address rule, to which plain http is allowed.
    :param seconds: what one operation may take in all.
    """

    def __init__(
        self,
        trusted: Iterable[str] = (),
        *,
        seconds: float = SECONDS,
        resolve: Callable[[str, int], list[Resolved]] = resolve,
        dial: Callable[[Resolved, float], socket.socket] = dial,
    ) -> None:
        self._trusted = frozenset(name.lower() for name in trusted)
        self._seconds = seconds
        self._resolve = resolve
        self._dial = dial
        self._running = threading.local()

    def trusts(self, host: str, port: int) -> bool:
        """Whether the operator vouches for this server."""
        name = f"[{host}]" if ":" in host and not host.startswith("[") else host
        return f"{name}:{port}".lower() in self._trusted

    def allow(self, scheme: str, host: str, port: int | None) -> None:
        """Refuse anything but https; plain http only to trusted servers.

        :raises ConnectorError: GIVE_UP.
        """
        if scheme == "https" or (scheme == "http" and self.trusts(host, port or 80)):
            return
        raise ConnectorError(N_("{host} asks for an insecure connection. Only https is used."), Remedy.GIVE_UP, host=host)

    @contextmanager
    def operation(self) -> Iterator[None]:
        """Everything inside, in this thread, ends after ``seconds``; an operation inside another shares its time."""
        if getattr(self._running, "deadline", None) is not None:
            yield
            return
        self._running.deadline = time.monotonic() + self._seconds
        try:
            yield
        finally:
            self._running.deadline = None

    def remaining(self, at_most: float | None = None) -> float:
        """Seconds left to the operation of this thread, or ``at_most`` if that is less.

        :raises TimeoutError: none are left.
        """
        deadline = getattr(self._running, "deadline", None)
        left = self._seconds if deadline is None else deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left if at_most is None else min(left, at_most)

    def connect(self, host: str, port: int) -> socket.socket:
        """A socket connected to an address that was checked.

        :raises ConnectorError: no such name (FIX_HANDLE), a private address (GIVE_UP), no answer (RETRY_LATER).
        """
        candidates = self._addresses(host, port)
        if not self.trusts(host, port):
            candidates = [candidate for candidate in candidates if is_public(ipaddress.ip_address(candidate[1][0]))]
        if not candidates:
            raise ConnectorError(N_("{host} is not on the public internet: it is not asked."), Remedy.GIVE_UP, host=host)
        for candidate in candidates[:-1]:
            try:
                return self._dial(candidate, self.remaining(ATTEMPT_SECONDS))
            except OSError:
                continue
        try:
            return self._dial(candidates[-1], self.remaining())
        except TimeoutError:
            raise too_slow(host) from None
        except OSError:
            raise unreachable(host) from None

    def _addresses(self, host: str, port: int) -> list[Resolved]:
        """Resolve in a thread of its own: the system's resolver takes no time limit."""
        answers: queue.SimpleQueue[list[Resolved] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._resolve(host.removeprefix("[").removesuffix("]"), port))
            except Exception as problem:
                answers.put(problem)

        threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
        try:
            answer = answers.get(timeout=self.remaining())
        except (queue.Empty, TimeoutError):
            raise too_slow(host) from None
        # A server that the operator named exists: if its name is not found, it is the network that is missing.
        if isinstance(answer, socket.gaierror) and (answer.errno == socket.EAI_AGAIN or self.trusts(host, port)):
            raise unreachable(host)
        if isinstance(answer, Exception):
            raise ConnectorError(N_("{host} does not exist. Check the address of the account."), Remedy.FIX_HANDLE, host=host)
        return answer


def too_slow(host: str) -> ConnectorError:
    """The server took longer than an operation may."""
    return ConnectorError(N_("{host} takes too long to answer. It will be asked again later."), Remedy.RETRY_LATER, host=host)


def unreachable(host: str) -> ConnectorError:
    """Nobody answers there, or not in a way that can be understood."""
    return ConnectorError(N_("{host} cannot be reached. It will be asked again later."), Remedy.RETRY_LATER, host=host)


def in_circles(host: str) -> ConnectorError:
    """The server redirects more often than is followed."""
    return ConnectorError(
        N_("{host} sends its visitors from one address to the next. Check the address of the account."), Remedy.GIVE_UP, host=host
    )
