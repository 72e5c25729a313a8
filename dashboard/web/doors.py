"""Middleware on addresses: honest 404s, closed inner doors, compressed assets that are packed once."""

import gzip
import mimetypes

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.addresses import DASHBOARD, PAGES
from dashboard.web import answers
from dashboard.web.shell import static_folder

ROOT = f"/{DASHBOARD}/"
CLOSED = tuple(
    ROOT + path
    for path in (
        "_stcore/metrics",  # how many sessions there are, and what they use
        "_stcore/agent",  # lets programs drive a session
        "_stcore/script-health-check",  # runs a page for whoever asks
        "_stcore/bidi-components",  # files of third-party components, of which there are none
        "component",
        "auth",  # the interface's own sign-in, beside ours
        "oauth2callback",
    )
)
"""Doors of the interface that tell strangers about sessions, let programs drive it, or lead where nothing of ours is.

Open are those that a page cannot do without: ``_stcore/stream`` (its socket), ``_stcore/health`` and ``_stcore/host-config`` (asked
for before the socket opens; they tell the same to everybody), ``_stcore/upload_file``, ``media``, ``static`` and ``app/static``.
"""
FILES = tuple(ROOT + path for path in ("media/", "app/static/"))
"""Where a file may rightly be HTML."""
SAID = ("text/html", "application/problem+json")
"""Kinds of answers that say themselves what is missing."""
OWN = frozenset(page.address for page in PAGES)


class HonestNotFound:
    """The interface answers every unknown address with its index page and 200: make that a 404, and every 404 a page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Replace an answer that has no page behind it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        if path.startswith(tuple(f"{door}/" for door in CLOSED)) or path in CLOSED:
            await answers.not_found(path)(scope, receive, send)
            return
        replaced = False

        async def honest(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                is_index = kind.startswith("text/html") and path.startswith(ROOT) and path not in OWN and not path.startswith(FILES)
                # A page of ours that says what is missing stays; a bare line of text does not.
                replaced = (message["status"] == 404 and not kind.startswith(SAID)) or (message["status"] == 200 and is_index)
                if replaced:
                    await answers.not_found(path)(scope, receive, send)
            if not replaced:
                await send(message)

        await self.app(scope, receive, honest)


class PackedAssets:
    """The interface sends its scripts and styles uncompressed (9 MB with a chart). Their names change with their content:
    compress each once and keep it (7 MB for all of them).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._packed: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for scripts and styles; pass everything else on."""
        path: str = scope.get("path", "")
        if (
            scope["type"] == "http"
            and scope["method"] == "GET"
            and path.startswith(ROOT + "static/")
            and path.endswith((".js", ".css"))
            and "gzip" in Headers(scope=scope).get("accept-encoding", "")
        ):
            body = self._packed.get(path) or await run_in_threadpool(self._pack, path)
            if body:
                await self._answer(path, body)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _pack(self, path: str) -> bytes | None:
        root = static_folder().resolve()
        file = (root / path.removeprefix(ROOT)).resolve()
        if not file.is_relative_to(root) or not file.is_file():
            return None
        self._packed[path] = gzip.compress(file.read_bytes(), 6, mtime=0)
        return self._packed[path]

    @staticmethod
    def _answer(path: str, body: bytes) -> Response:
        kind = "text/javascript" if path.endswith(".js") else mimetypes.types_map[".css"]
        return Response(
            body,
            media_type=kind,
            headers={
                "content-encoding": "gzip",
                "vary": "accept-encoding",
                "cache-control": "public, immutable, max-age=31536000",
            },
        )
