"""How much may be asked: length of an address, number of headers, size and time of a body. Read before any route sees it."""

import asyncio

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.addresses import DASHBOARD
from dashboard.web import answers

LARGEST = 64 * 1024
"""Of a body, in bytes. Files go to the interface, which counts them itself (``server.maxUploadSize``)."""
LONGEST_ADDRESS = 8 * 1024
"""Of path and query: a view of the dashboard, or the way back from another server with its codes."""
MOST_HEADERS = 100
PATIENCE = 30
"""Seconds that a body may take."""
UPLOADS = f"/{DASHBOARD}/_stcore/upload_file/"


class SizeLimits:
    """Refuse what is far larger than anything here; hold a body until it is whole, so that a slow one occupies nothing else."""

    def __init__(self, app: ASGIApp, *, patience: float = PATIENCE) -> None:
        self.app = app
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass requests of a sane size."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if problem := _oversized(scope, headers):
            await problem(scope, receive, send)
            return
        has_body = "content-length" in headers or "transfer-encoding" in headers
        if not has_body or scope["path"].startswith(UPLOADS):
            await self.app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._patience):
                body = await _whole(receive)
        except TimeoutError:
            await _closing(answers.too_large(408))(scope, receive, send)
            return
        if body is None:
            await _closing(answers.too_large())(scope, receive, send)
            return
        await self.app(scope, _again(body, receive), send)


def _oversized(scope: Scope, headers: Headers) -> Response | None:
    if len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
        return answers.too_large(414)
    if len(scope["headers"]) > MOST_HEADERS:
        return answers.too_large(431)
    declared = headers.get("content-length", "0")
    if not (declared.isascii() and declared.isdecimal()):
        return _closing(answers.too_large(400))
    if int(declared[:20]) > LARGEST and not scope["path"].startswith(UPLOADS):
        return _closing(answers.too_large())
    return None


async def _whole(receive: Receive) -> bytes | None:
    """The body, or None once it is too large. A visitor who leaves in the middle sent nothing."""
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > LARGEST:
            return None
        if not message.get("more_body", False):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """The body at once, then whatever comes next."""
    told = False

    async def repeat() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return repeat


def _closing(answer: Response) -> Response:
    """What was not read must not be taken for the next request."""
    answer.headers["connection"] = "close"
    return answer
