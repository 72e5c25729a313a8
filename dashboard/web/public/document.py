"""One answer of the public site: bytes with their type, the same for a visitor and for a published file."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from types import MappingProxyType

HTML = "text/html; charset=utf-8"
SVG = "image/svg+xml"
PNG = "image/png"
CSV = "text/csv; charset=utf-8"
JSON = "application/json"
ATOM = "application/atom+xml; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"
XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Document:
    """What stands at one address.

    :param modified: instant of the newest fact in it, aware, or None.
    :param headers: beyond those that every document has (type, ETag, caching, length).
    :param kept: whether the server may keep a copy for the next reader; not of what somebody may revoke at any instant.
    """

    body: bytes
    media_type: str = HTML
    modified: datetime | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    kept: bool = True

    @cached_property
    def digest(self) -> str:
        """Names the content: for ETags, and to see what has changed."""
        return hashlib.sha256(self.body).hexdigest()[:24]


def text(content: str, media_type: str = HTML, *, modified: datetime | None = None, headers: Mapping[str, str] = _NOTHING) -> Document:
    """A document of text, in UTF-8."""
    return Document(content.encode(), media_type, modified, headers)


def attachment(filename: str) -> Mapping[str, str]:
    """Headers that let browsers keep a file under a name: ASCII, made of slugs."""
    return {"content-disposition": f'attachment; filename="{filename}"'}


def moved(to: str, status: int = 308) -> Document:
    """Where a document is found: for an address that lacks its last slash, or names its choices in another order."""
    return Document(b"", headers={"location": to}, status=status)
