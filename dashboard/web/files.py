"""Style sheet and script of our own pages, under addresses that change with their content so that browsers keep them for good.

A short list rather than a folder: the interface's static serving would send a style sheet as plain text.
"""

import functools
import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOLDER = Path(__file__).with_name("assets")
SHARED = FOLDER.parent.parent / "static"
"""What the interface serves as well: type and marks."""
ASSETS = {
    "site.css": "text/css",
    "public.css": "text/css",
    "icon.svg": "image/svg+xml",
    "wordmark.svg": "image/svg+xml",
    "atkinson-hyperlegible-next-latin-400-normal.woff2": "font/woff2",
    "atkinson-hyperlegible-next-latin-600-normal.woff2": "font/woff2",
    "passkeys.js": "text/javascript",
    "archive_zip.js": "text/javascript",
    "archive_facts.js": "text/javascript",
    "archive_reader.js": "text/javascript",
    "archive_page.js": "text/javascript",
    "followers_points.js": "text/javascript",
    "followers_reading.js": "text/javascript",
    "followers_page.js": "text/javascript",
    "explore.js": "text/javascript",
    "directory.js": "text/javascript",
    "frame.js": "text/javascript",
    "embed.js": "text/javascript",
    "exit_day.js": "text/javascript",
    "zip-core.min.js": "text/javascript",
    "zip-core.LICENSE.txt": "text/plain",
    "plotly-basic.min.js": "text/javascript",
    "plotly-basic.LICENSE.txt": "text/plain",
}
"""Name and content type of all there is."""


@functools.cache
def _read(name: str) -> tuple[bytes, str]:
    """The content of an asset and the digest of it."""
    body = next(folder / name for folder in (FOLDER, SHARED) if (folder / name).exists()).read_bytes()
    return body, hashlib.sha256(body).hexdigest()[:20]


def content(name: str) -> bytes:
    """An asset as it is now."""
    return _read(name)[0]


def address_of(name: str) -> str:
    """Where pages find an asset as it is now."""
    return f"/assets/{name}?v={_read(name)[1]}"


async def _answer(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in ASSETS:
        return Response(status_code=404)
    body, digest = _read(name)
    lasting = request.query_params.get("v") == digest
    headers = {"cache-control": "public, immutable, max-age=31536000" if lasting else "no-cache", "etag": f'"{digest}"'}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=ASSETS[name], headers=headers)


ROUTE = Route("/assets/{name}", _answer)
