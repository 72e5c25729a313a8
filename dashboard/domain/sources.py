"""Who published or declared a figure, and where: one text beside the figure, read back as it was written."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from dashboard.domain.errors import N_, Refused

LONGEST = 500
"""Characters of the whole text."""
_ADDRESS_LAST = re.compile(r"(?:(?P<who>.+?), )?(?P<address>https?://\S+)", re.IGNORECASE | re.DOTALL)
_ADDRESS = re.compile("https?://", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """A newspaper, an office, a page; never the name of a private person.

    :param who: empty where the address says it all; ``address``: empty where there is none.
    """

    who: str = ""
    address: str = ""


def source_of(who: str, address: str) -> Source:
    """What was typed, in one form.

    :raises Refused: neither is given, an address is no web page, or one stands among the words.
    """
    said, page = " ".join(who.split()), address.strip()
    if _ADDRESS.search(said):
        raise Refused(N_("The address stands among the words. Write it in its own field."))
    if page:
        _check_address(page)
    if not said and not page:
        raise Refused(N_("A figure needs its source: the address of a page, or who published it and when."))
    if len(cite(Source(said, page))) > LONGEST:
        raise Refused(N_("The source is longer than {n} characters. Shorten it; an address needs nothing after its “?”."), n=LONGEST)
    return Source(said, page)


def cite(source: Source) -> str:
    """The one text that stands beside the figure."""
    return ", ".join(filter(None, (source.who, source.address)))


def read_back(text: str) -> Source:
    """The source of which :func:`cite` made this text; a text of another sort is all words."""
    parts = _ADDRESS_LAST.fullmatch(text)
    return Source(parts["who"] or "", parts["address"]) if parts else Source(text)


def _check_address(page: str) -> None:
    try:
        parts = urlsplit(page)
        readable = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and parts.port != 0
    except ValueError:
        readable = False
    if not readable or not page.isprintable() or any(sign.isspace() for sign in page):
        raise Refused(N_("“{address}” is not the address of a page. It begins with https://."), address=page[:80])
    if parts.username is not None or parts.password is not None:
        raise Refused(N_("The address holds a name or a password before the “@”. Leave that out."))
