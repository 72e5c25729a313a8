"""Text as XML may hold it: feeds and pictures with any other sign in them cannot be read at all."""

import re

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text with a replacement sign for what no XML 1.0 document may hold, escaped or not (control characters, halves of pairs)."""
    # What is printable holds no such sign, and to see that takes a tenth of the search; line breaks and no-break spaces are common.
    if text.replace("\n", " ").replace("\u00a0", " ").replace("\u202f", " ").isprintable():
        return text
    return _ILLEGAL.sub("\ufffd", text)
