"""Serving in one process: bind, say the address once it answers, stop gracefully."""

import contextlib
import errno
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn

from dashboard.addresses import OVERVIEW
from dashboard.bootstrap import Essaim
from dashboard.domain.errors import N_, EssaimError
from dashboard.i18n import words_in
from dashboard.services.people.first_run import set_up_link

APPLICATION = "dashboard.app:app"
LARGEST_MESSAGE = 1024 * 1024
"""Of what an open page sends, in bytes: what stands in its fields."""
STOP_WITHIN_SECONDS = 3
"""Open pages hold their connection for ever: after this long they are cut."""


class ListenError(EssaimError):
    """The address or the port cannot be had."""


class _Server(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(essaim: Essaim) -> None:
    """Serve the current Essaim until told to stop (Ctrl-C, SIGTERM), printing the address to open once it answers there.

    On a database without people it also prints the link that makes the first one.

    :raises ListenError: the port is taken, or the address is not one of this machine.
    """
    settings = essaim.settings
    words = words_in(settings.language)
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    here = f"http://{shown}:{settings.port}"

    def ready() -> None:
        link = set_up_link(essaim.db, essaim.vault, base=settings.public_url or here, now=essaim.clock()) if settings.can_sign_in else None
        # Only now, when the link of this start is the newest: whoever reads this line may make another, which voids it.
        print(words("Essaim is at {address}", address=here + OVERVIEW.address), flush=True)
        if not settings.can_sign_in:
            print(words("Nobody can sign in: set ESSAIM_PUBLIC_URL to the https address of this server."), flush=True)
        elif link:
            print(words("Set up Essaim, within 30 minutes: {link}", link=link), flush=True)

    with _listen(settings.host, settings.port) as listener, _leaving_in_order():
        config = uvicorn.Config(
            APPLICATION,
            access_log=False,
            log_level="warning",
            server_header=False,
            # For whom a request comes (limits count addresses) and over which scheme: from the proxies of the settings alone.
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=list(settings.trusted_proxies),
            http="h11",  # the other one has no limit for headers
            ws="websockets-sansio",
            ws_max_size=LARGEST_MESSAGE,
            timeout_graceful_shutdown=STOP_WITHIN_SECONDS,
        )
        _Server(config, ready).run(sockets=[listener])


@contextlib.contextmanager
def _leaving_in_order() -> Iterator[None]:
    """Once stopped, uvicorn raises again the signal it was told by: without this, nothing after it would be closed."""
    before = {told: signal.signal(told, lambda *_: None) for told in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for told, handler in before.items():
            signal.signal(told, handler)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            taken = N_("Port {port} of {host} is taken by another program. Choose another port with --port.")
            raise ListenError(taken, host=host, port=str(port)) from problem
        raise ListenError(
            N_("Cannot listen on {host}, port {port}: {reason}. Choose another port with --port."),
            host=host,
            port=str(port),
            reason=problem.strerror or str(problem),
        ) from problem
