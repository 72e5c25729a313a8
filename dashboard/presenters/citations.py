"""Sources as they are shown: who published a figure, where, and which text may become a link."""

import functools
import re
from urllib.parse import urlsplit

from dashboard.domain.sources import Source, read_back

LONGEST_ADDRESS = 60


# A page says most sources twice, in two languages; an organisation has a handful.
_kept = functools.lru_cache(maxsize=1000)


@_kept
def cited(text: str | None) -> Source:
    """Who published a figure, and where, out of the one text beside it."""
    return read_back(text or "")


@_kept
def web_address(text: str | None) -> str | None:
    """The text if it is an http(s) address that may become a link, else None."""
    if not text or re.search(r"\s", text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.hostname else None


@_kept
def site_name(address: str) -> str:
    """An address as people read it: no scheme, no query, no end beyond 60 characters."""
    parts = urlsplit(address)
    text = (parts.netloc.removeprefix("www.") + parts.path).rstrip("/")
    return text if len(text) <= LONGEST_ADDRESS else text[: LONGEST_ADDRESS - 1] + "…"
