"""Pure ASGI middleware around everything that is served, the interface's own answers included: the one stack, host and origin check."""

import ipaddress
import logging
from collections.abc import Callable, Iterable
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.config import Settings
from dashboard.services.people.reminders import STOP
from dashboard.web import answers
from dashboard.web.doors import HonestNotFound, PackedAssets
from dashboard.web.headers import SecurityHeaders
from dashboard.web.sizes import SizeLimits

log = logging.getLogger(__name__)
API = "/api/"
"""Where programs read (dashboard.web.api): everything else is refused there, whoever sends it."""


def stack(settings: Settings) -> list[Middleware]:
    """Everything a request goes through before a route sees it, outermost first."""
    return [
        Middleware(SecurityHeaders, secure=settings.secure),
        Middleware(HonestFailure),
        Middleware(HostCheck, allowed=settings.hosts),
        Middleware(SizeLimits),
        Middleware(OriginCheck),
        Middleware(HonestNotFound),
        Middleware(PackedAssets),
    ]


def host_name(value: str) -> str | None:
    """The name in a ``Host`` header or in a setting, lower case, without port; None if it is not one."""
    try:
        parts = urlsplit(f"//{value}")
        _ = parts.port
    except ValueError:
        return None
    plain = parts.netloc == value and "@" not in value
    return parts.hostname.rstrip(".") if plain and parts.hostname else None


def is_loopback(name: str) -> bool:
    """Whether a name can only mean this machine."""
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


class HonestFailure:
    """A mistake of ours becomes a page that says so, with the headers of all pages, and a line in the log. The address stays out of
    it: links of one use stand in some.

    :param answer: what is said instead.
    """

    def __init__(self, app: ASGIApp, *, answer: Callable[[Request], Response] = lambda _: answers.broken()) -> None:
        self.app = app
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for what failed before it answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception:
            # Quoted again: the path was decoded, and a line feed in it would begin a line of its own.
            log.exception("%s %s failed", scope["method"], quote(scope["path"]))
            if begun:
                raise
            await self._answer(Request(scope))(scope, receive, send)


class HostCheck:
    """Answer only to our own names: a foreign name that resolves here (DNS rebinding) would make a foreign page same-origin.

    The names of this machine itself cannot be taken by a foreign page; every other one must be in the settings.
    """

    def __init__(self, app: ASGIApp, allowed: Iterable[str] = ()) -> None:
        self.app = app
        self._allowed = frozenset(filter(None, map(host_name, allowed)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass HTTP and websocket connections of known hosts, refuse the others."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        name = host_name(Headers(scope=scope).get("host", ""))
        if name is not None and (is_loopback(name) or name in self._allowed):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await answers.unknown_host()(scope, receive, send)


class OriginCheck:
    """Refuse anything but reading unless a page of this very site sent it: uploads to the interface as well as forms, which look
    again, and more closely (dashboard.web.forms). Browsers name the origin of everything but plain reading. Programs do not: what they
    send to the API is left to it, where nothing but reading has an address; and so is what mail programs send to end reminders, to a form
    which looks at the signature in its address.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass what cannot change anything, and what this site's own pages sent."""
        if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD", "OPTIONS") and not scope["path"].startswith((API, STOP)):
            headers = Headers(scope=scope)
            own = urlsplit(headers.get("origin", "")).netloc == headers.get("host")
            if not own or headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
                await answers.foreign_origin()(scope, receive, send)
                return
        await self.app(scope, receive, send)
