"""Cursors: the key of the last row of a page, as a text that nobody needs to read."""

import base64
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from dashboard.web.api.wrong import WrongParameter

Parts = Sequence[Callable[[Any], Any]]
LARGEST = 2**53


def day(part: Any) -> date:
    """A day as it was written."""
    return date.fromisoformat(part)


def instant(part: Any) -> datetime:
    """An aware instant as it was written."""
    at = datetime.fromisoformat(part)
    if at.tzinfo is None:
        raise ValueError(part)
    return at


def number(part: Any) -> int:
    """A number that a database can hold."""
    if type(part) is not int or not 0 <= part <= LARGEST:
        raise ValueError(part)
    return part


def word(part: Any) -> str:
    """A short text of plain signs."""
    if not isinstance(part, str) or not (part.isascii() and part.isprintable() and len(part) <= 120):
        raise ValueError(part)
    return part


def write(name: str, key: Sequence[object]) -> str:
    """The cursor of a row.

    :param name: of the list; a cursor of one list is none of another.
    """
    parts = [one.isoformat() if isinstance(one, date) else one for one in key]
    return base64.urlsafe_b64encode(json.dumps([name, *parts], separators=(",", ":")).encode()).decode().rstrip("=")


def read(name: str, cursor: str, parts: Parts) -> tuple[Any, ...]:
    """The key that a cursor holds.

    :raises WrongParameter: nobody was given this cursor here.
    """
    try:
        found = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars="-_", validate=True))
        if not isinstance(found, list) or found[0] != name:
            raise ValueError(cursor)
        return tuple(read_part(part) for read_part, part in zip(parts, found[1:], strict=True))
    except (ValueError, TypeError, IndexError, RecursionError):
        raise WrongParameter("cursor", cursor) from None
