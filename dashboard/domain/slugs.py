"""Slugs: the name of an organisation in addresses and commands. Lower-case ASCII letters and digits, joined by single hyphens."""

import re
from collections.abc import Collection
from itertools import count

from slugify import slugify

from dashboard.domain.errors import N_, Refused
from dashboard.domain.organisations import Kind

LONGEST = 80
NAMELESS = "organisation"
_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\u00b4`]")


def slug(name: str) -> str:
    """The slug of a name: ``L’Œuvre d’Évian`` gives ``l-oeuvre-d-evian``; scripts other than Latin are transliterated.

    At most 80 characters, cut between two words where it can be; a name without a letter or digit gives ``organisation``.
    """
    plain = _APOSTROPHES.sub("'", name)
    # HTML entities stay what was typed: "&#233;" in a name is five characters, not an é.
    made = slugify(plain, entities=False, decimal=False, hexadecimal=False, max_length=LONGEST, word_boundary=True, save_order=True)
    return made or NAMELESS


def unique_slug(name: str, taken: Collection[str], kind: Kind | None = None, country: str | None = None) -> str:
    """A slug that is not taken: twins get their kind, then their country, then a number (``saint-denis-2``).

    :param taken: every slug in use, and those once used: an address is never given to somebody else.
    """
    first = slug(name)
    ends = [slug(part) for part in (kind, country) if part]
    for end in ("", *ends):
        made = _with_end(first, end)
        if made not in taken:
            return made
    return next(made for number in count(2) if (made := _with_end(first, str(number))) not in taken)


def check_slug(text: str) -> str:
    """A slug typed by a person, as it is.

    :raises Refused: not in the form of a slug; proposes one.
    """
    typed = text.strip()
    if typed != slug(typed):
        raise Refused(N_("“{text}” cannot be a name in addresses. Write {slug}, for instance."), text=text, slug=slug(text))
    return typed


def _with_end(first: str, end: str) -> str:
    if not end:
        return first
    return first[: LONGEST - len(end) - 1].rstrip("-") + "-" + end
