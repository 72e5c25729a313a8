"""The live server's way to answer: from a copy kept for a minute, packed once, with everything a cache in between needs."""

import gzip
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from functools import cached_property, partial

from cachetools import TTLCache
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.bootstrap import Essaim
from dashboard.domain.errors import NotFound
from dashboard.web import answers
from dashboard.web.public.document import Document
from dashboard.web.public.resource import Resource
from dashboard.web.public.site import live_site

SECONDS = 60
LARGEST = 64 * 1024 * 1024
"""Of all copies together, in bytes."""
PACKED = ("text/", "image/svg", "application/json", "application/xml", "application/atom")


@dataclass(frozen=True)
class _Copy:
    """One document as it goes out."""

    document: Document

    @cached_property
    def packed(self) -> bytes | None:
        """The body compressed, or None where that gains nothing."""
        if not self.document.media_type.startswith(PACKED) or len(self.document.body) < 600:
            return None
        return gzip.compress(self.document.body, 6, mtime=0)


class Copies:
    """Documents of one server, each kept for a minute or until somebody changes something here."""

    def __init__(self, essaim: Essaim) -> None:
        self._essaim = essaim
        self._kept: TTLCache[tuple[object, ...], _Copy] = TTLCache(LARGEST, SECONDS, getsizeof=lambda one: 2 * len(one.document.body) + 500)
        self._lock = threading.Lock()

    def key(self, path: str) -> tuple[object, ...]:
        """Under what a document is kept."""
        return (path, self._essaim.today(), self._essaim.changes.count)

    def find(self, path: str) -> _Copy | None:
        """The copy of an address, if it is fresh."""
        with self._lock:
            return self._kept.get(self.key(path))

    def make(self, path: str, render: Callable[[], Document | None]) -> _Copy | None:
        """Render a document and keep it; None if there is none."""
        key, document = self.key(path), render()
        if document is None:
            return None
        copy = _Copy(document)
        if document.kept and 2 * len(document.body) + 500 <= LARGEST:
            with self._lock:
                self._kept[key] = copy
        return copy


def public_routes(essaim: Essaim, resources: tuple[Resource, ...]) -> list[Route]:
    """The routes of the public site; an address without its last slash leads to the one with it."""
    copies = Copies(essaim)
    routes: list[Route] = []
    for resource in resources:
        for path, known in resource.paths():
            routes.append(Route(path, partial(_answer, copies=copies, essaim=essaim, resource=resource, known=known)))
            if path.endswith("/") and path != "/":
                routes.append(Route(path.removesuffix("/"), _with_slash))
    return routes


async def _with_slash(request: Request) -> Response:
    return RedirectResponse(f"{request.url.path}/", status_code=308)


async def _answer(request: Request, *, copies: Copies, essaim: Essaim, resource: Resource, known: dict[str, str]) -> Response:
    path = request.url.path
    copy = copies.find(path)
    if copy is None:
        places = {**request.path_params, **known}
        try:
            copy = await run_in_threadpool(copies.make, path, lambda: resource.answer(live_site(essaim), places))
        except NotFound:
            copy = None
    if copy is None:
        return answers.not_found(path)
    return _response(request, copy, anew=essaim.settings.cookie in request.cookies)


def _response(request: Request, copy: _Copy, *, anew: bool) -> Response:
    """One answer.

    :param anew: whether the browser is to ask each time: of somebody who is signed in, and may just have changed what the page shows.
    """
    document = copy.document
    packed = copy.packed if "gzip" in request.headers.get("accept-encoding", "") else None
    etag = f'"{document.digest}{"-gz" if packed else ""}"'
    kept = "no-cache" if anew else f"public, max-age={SECONDS}"
    headers = {"cache-control": kept, "vary": "accept-encoding", "etag": etag, **document.headers}
    if document.modified is not None:
        headers["last-modified"] = format_datetime(document.modified.astimezone(UTC).replace(microsecond=0), usegmt=True)
    if _unchanged(request, etag, document):
        return Response(status_code=304, headers=headers)
    if packed is not None:
        headers["content-encoding"] = "gzip"
    return Response(packed or document.body, status_code=document.status, media_type=document.media_type, headers=headers)


def _unchanged(request: Request, etag: str, document: Document) -> bool:
    asked = request.headers.get("if-none-match")
    if asked is not None:
        return etag in (one.strip().removeprefix("W/") for one in asked.split(","))
    since = request.headers.get("if-modified-since")
    if since is None or document.modified is None:
        return False
    try:
        return document.modified.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False
