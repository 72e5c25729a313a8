"""Pure ASGI middleware, outermost first: security headers, host check, origin check, closed doors, packed assets.

They see every answer, the interface's own included.
"""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web import answers
from dashboard.web.shell import script_hashes


def content_security_policy() -> str:
    """The strictest policy under which the interface runs; the hashes are of the scripts installed now."""
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *script_hashes())),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        )
    )


class SecurityHeaders:
    """The headers that keep a page from being framed, sniffed, scripted from elsewhere or telling where one came from."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._headers = {
            "content-security-policy": content_security_policy(),
            "x-content-type-options": "nosniff",
            "referrer-policy": "strict-origin-when-cross-origin",
            "permissions-policy": "camera=(), microphone=(), geolocation=()",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to every HTTP answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self.app(scope, receive, with_headers)


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
    """Refuse anything but reading when it comes from another site's page, and tell no cookie apart for it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass what cannot change anything, and what this site's own pages or no page at all sent."""
        if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD", "OPTIONS"):
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            own = origin is None or urlsplit(origin).netloc == headers.get("host")
            if not own or headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
                await answers.foreign_origin()(scope, receive, send)
                return
        await self.app(scope, receive, send)
