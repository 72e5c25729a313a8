"""Parts of an answer, read with suspicion: what is not what it should be is absent, never guessed."""

import unicodedata
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

MOST = 10_000_000_000
"""More followers than people: a number above it is a fault of the server."""
DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the reading order of what follows, out of the name they stand in."""


def count(value: object) -> int | None:
    """A whole number that can be a count; None for negative (hidden), missing, textual, boolean or absurd ones."""
    return value if type(value) is int and 0 <= value <= MOST else None


def words(value: object, longest: int = 200) -> str:
    """A short text without control characters, ``""`` if there is none. It is still hostile: escape it where it is shown."""
    if not isinstance(value, str):
        return ""
    kept = (" " if character.isspace() else character for character in value[: 4 * longest])
    return "".join(c for c in kept if unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn") and c not in DIRECTIONS).strip()[:longest]


def day(value: object) -> date | None:
    """The UTC day of an ISO 8601 instant, or None."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
        return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):
        return None


def page(value: object, *hosts: str) -> str | None:
    """A web address on one of these servers, or None."""
    if not isinstance(value, str) or len(value) > 500 or not value.isprintable() or " " in value:
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in ("https", "http") and parts.netloc.lower() in hosts else None
