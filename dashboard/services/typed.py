"""Lines of text that people type."""

from unicodedata import category

from dashboard.domain.errors import N_, Refused

DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the reading order of what follows, out of the text they stand in."""


def one_line(text: str) -> str:
    """The text without surrounding or doubled blanks.

    :raises Refused: it holds characters that cannot be shown.
    """
    line = " ".join(text.split())
    readable = "".join("?" if sign in DIRECTIONS or category(sign) in ("Cc", "Cs") else sign for sign in line)
    if readable != line:
        raise Refused(N_("“{text}” holds characters that cannot be shown. Type it again."), text=readable[:80])
    return line


def paragraphs(text: str) -> str:
    """The text with each of its lines so; empty lines stay, but for those around it.

    :raises Refused: it holds characters that cannot be shown.
    """
    return "\n".join(one_line(line) for line in text.strip().splitlines())
