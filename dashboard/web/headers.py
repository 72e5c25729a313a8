"""What every answer tells browsers not to do: whence scripts may come, who may frame a page, what is told to other sites."""

import functools
import re
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.addresses import COMPARE_FOLLOWERS, DASHBOARD
from dashboard.web.shell import script_hashes

EMBED = "/embed"
"""The only prefix under which other sites may put a page of ours into theirs."""
BRING = "/bring"
"""The only prefix under which our own interface may; no other site may."""
SHOWN = re.compile(
    r"^/(?:fr|en|data|press)/(?!views/).*\.(?:svg|png|csv|json|parquet|atom|ics)$|^/calendar\.ics$|^/api/|^/oembed$|^/assets/embed\.js$"
)
"""What other sites may show or read: pictures, badges, data, feeds, calendars, the API. Nothing there depends on who asks; what somebody
shared by a link is no such thing."""
CHARTED = re.compile(r"^/(?:fr|en)/(?:charts|organisations)/")
"""Pages on which a reader may have the chart drawn by Plotly."""
COUNTED = re.compile(r"^/(?:fr|en)/exit-days/[^/]+/")
"""Pages of exit days: that for a big screen asks this server every minute how the day goes."""
A_YEAR = 365 * 24 * 3600
FEATURES = ("camera", "microphone", "geolocation", "payment", "usb", "midi", "display-capture")


@functools.cache
def own_policy(*, framers: str = "'none'", asking: bool = False, drawing: bool = False, in_page: bool = False) -> str:
    """For pages made on the server: nothing inline, nothing fetched. ``'self'`` in ``form-action`` suffices even for journeys to
    other servers: dashboard.web.pages.go_to leads there by way of a page, not by the redirect of a form.

    No ``connect-src``: a script of such a page can send nothing, even one that reads a file of its reader's (an X archive).

    :param framers: who may put the page in a frame.
    :param asking: whether its script asks this server, and no other: on the page that compares followers, and on those with charts.
    :param drawing: whether the script that draws charts (Plotly) runs there: it writes styles of its own, and its text as HTML.
    :param in_page: for a ``meta`` element, where browsers ignore who may frame the page.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'" if drawing else "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            *(("connect-src 'self'",) if asking else ()),
            "base-uri 'none'",
            *(() if in_page else (f"frame-ancestors {framers}",)),
            "form-action 'self'",
            *(() if drawing else ("require-trusted-types-for 'script'", "trusted-types 'none'")),
        )
    )


def interface_policy() -> str:
    """The strictest policy under which the interface runs; the hashes are of the scripts installed now."""
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *script_hashes())),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "frame-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        )
    )


class SecurityHeaders:
    """The headers that keep a page from being framed, sniffed, scripted from elsewhere or telling where one came from.

    :param secure: whether browsers come over https: they are then told never to come in another way.
    """

    def __init__(self, app: ASGIApp, *, secure: bool = False) -> None:
        self.app = app
        everywhere = {
            "x-content-type-options": "nosniff",
            "permissions-policy": ", ".join(f"{feature}=()" for feature in FEATURES),
            "cross-origin-opener-policy": "same-origin",
            **({"strict-transport-security": f"max-age={A_YEAR}; includeSubDomains"} if secure else {}),
        }
        alone = {**everywhere, "x-frame-options": "DENY", "cross-origin-resource-policy": "same-origin"}
        self._interface = {**alone, "content-security-policy": interface_policy()}
        self._own = {**alone, "content-security-policy": own_policy()}
        self._brought = {**alone, "x-frame-options": "SAMEORIGIN", "content-security-policy": own_policy(framers="'self'")}
        self._comparing = {**self._brought, "content-security-policy": own_policy(framers="'self'", asking=True)}
        self._embedded = {
            **everywhere,
            "cross-origin-resource-policy": "cross-origin",
            "content-security-policy": own_policy(framers="*", asking=True, drawing=True),
        }
        self._charted = {**alone, "content-security-policy": own_policy(asking=True, drawing=True)}
        self._counted = {**alone, "content-security-policy": own_policy(asking=True)}
        self._shown = {**self._own, "cross-origin-resource-policy": "cross-origin", "access-control-allow-origin": "*"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to every HTTP answer; a page that tells less of where one came from keeps its own word."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        chosen = self._for(scope["path"])

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(chosen)
                headers.setdefault("referrer-policy", "strict-origin-when-cross-origin")
            await send(message)

        await self.app(scope, receive, with_headers)

    def _for(self, path: str) -> Mapping[str, str]:
        if _under(path, f"/{DASHBOARD}"):
            return self._interface
        if _under(path, BRING):
            return self._comparing if path == COMPARE_FOLLOWERS else self._brought
        if _under(path, EMBED):
            return self._embedded
        if SHOWN.search(path):
            return self._shown
        if COUNTED.match(path):
            return self._counted
        return self._charted if CHARTED.match(path) else self._own


def _under(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(f"{prefix}/")
