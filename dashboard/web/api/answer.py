"""Answers with everything a cache needs: JSON whole, CSV as it is read, 304 where nothing has changed."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import chain

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.staticfiles import NotModifiedResponse, StaticFiles

from dashboard.web.api.gate import is_head
from dashboard.web.public.document import CSV, JSON

SECONDS = 60
VARY = "accept, accept-language"
"""Whoever compresses an answer on its way adds what that depends on."""


def json_answer(request: Request, body: bytes, modified: datetime, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON document. Its tag is that of its content, weak since it may be compressed on its way."""
    kept = _kept(hashlib.sha256(body).hexdigest()[:24], modified) | dict(headers or {})
    return _unchanged(request, kept) or Response(body, media_type=JSON, headers=kept)


def csv_answer(
    request: Request, parts: Iterator[str], filename: str, written: str, modified: datetime, headers: Mapping[str, str] | None = None
) -> Response:
    """A table that is sent while it is read: its tag is that of the whole register, since its content is known only at its end.

    :param written: changes with everything that is written.
    """
    tag = hashlib.sha256(f"{request.url.path}?{request.url.query} {request.headers.get('accept-language')} {written}".encode()).hexdigest()
    disposition = {"content-disposition": f'attachment; filename="{filename}.csv"'}
    kept = _kept(tag[:24], modified) | disposition | dict(headers or {})
    unchanged = _unchanged(request, kept)
    if unchanged is not None:
        return unchanged
    # What is wrong with what was asked shows when the first part is read: later an answer could not say so any more.
    first = next(parts)
    if is_head(request.scope):
        return Response(media_type=CSV, headers=kept)
    return StreamingResponse(chain([first], parts), media_type=CSV, headers=kept)


def wants_csv(request: Request) -> bool:
    """Whether CSV was asked for: by the end of the address, or as what is accepted before JSON."""
    if request.url.path.endswith(".csv"):
        return True
    return _weight(request, "text/csv", "text/*") > _weight(request, "application/json", "application/*")


def _weight(request: Request, *kinds: str) -> float:
    weights: dict[str, float] = {}
    for one in request.headers.get("accept", "*/*")[:500].lower().split(","):
        kind, *parameters = (part.strip() for part in one.split(";"))
        weight = next((part.removeprefix("q=") for part in parameters if part.startswith("q=")), "1")
        weights[kind] = float(weight) if weight.replace(".", "", 1).isdecimal() and weight.isascii() else 0.0
    return next((weights[kind] for kind in (*kinds, "*/*") if kind in weights), 0.0)


def _kept(tag: str, modified: datetime) -> dict[str, str]:
    return {
        "cache-control": f"public, max-age={SECONDS}",
        "etag": f'W/"{tag}"',
        "last-modified": format_datetime(modified.astimezone(UTC).replace(microsecond=0), usegmt=True),
        "vary": VARY,
    }


def _unchanged(request: Request, kept: Mapping[str, str]) -> Response | None:
    # Starlette takes the mark of weak tags off what was sent, and not off ours.
    ours = Headers({**kept, "etag": kept["etag"].removeprefix("W/")})
    return NotModifiedResponse(Headers(kept)) if StaticFiles().is_not_modified(ours, request.headers) else None
