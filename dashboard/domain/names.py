"""Names as they are compared: two institutions of one kind and country whose names differ by case, accents or signs are the same one."""

import re
import string
import unicodedata

LONGEST = 200
"""Characters of a name, and of its key."""
OTHER = "other"
"""In place of the first letter of names that begin with a figure, a sign, or a letter of another alphabet."""
INITIALS = (*string.ascii_lowercase, OTHER)
_SIGNS = re.compile(r"[\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"})


def initial(key: str) -> str:
    """Under which of INITIALS a name of that key stands."""
    return key[0] if "a" <= key[:1] <= "z" else OTHER


def match_key(name: str) -> str:
    """The name in lower case, without accents, punctuation or doubled spaces; of a name of signs alone, those signs.

    ``Université Toulouse – Jean Jaurès`` and ``UNIVERSITE TOULOUSE-JEAN JAURES`` have the same key.
    """
    spread = unicodedata.normalize("NFKD", name.casefold()).casefold()
    if not spread.isascii():
        spread = "".join(sign for sign in spread if not unicodedata.combining(sign)).translate(_LIGATURES)
    words = _SIGNS.sub(" ", spread).strip()
    return (words or " ".join(spread.split()))[:LONGEST].rstrip()
