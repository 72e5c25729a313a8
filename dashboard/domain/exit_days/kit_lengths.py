"""How long a text may be on each network, counted as the network counts it, or more strictly: what fits here fits there."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.domain.exit_days.kit import Place

X_MOST = 280
"""Weighted signs of a post of an account that does not pay: twitter-text, config/v3.json, ``maxWeightedTweetLength``."""
X_LINK = 23
"""Of any link, however long: the same file, ``transformedURLLength``. Hosts that nobody can reach (``.example``) count like others here."""
X_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that weigh one; all others weigh two (the same file, ``ranges`` and ``defaultWeight``)."""
BLUESKY_MOST = 300
"""Graphemes of a post: lexicon app.bsky.feed.post, ``maxGraphemes``."""
BLUESKY_MOST_BYTES = 3_000
"""Of the same in UTF-8: ``maxLength``."""
MASTODON_MOST = 500
"""Signs of a post, unless a server allows more: StatusLengthValidator, ``MAX_CHARS``."""
MASTODON_LINK = 23
"""Of any link: the same, ``URL_PLACEHOLDER_CHARS``. A mention counts without its server."""
LINKEDIN_MOST = 3_000
"""Signs of a post: LinkedIn's own help, “Text limits for posts”; counted in UTF-16, as browsers do."""

LINK = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::\d+)?(?:[/?#](?:[\w/.~%?=&@+#:-]*[\w/=#+-])?)?", re.IGNORECASE | re.ASCII
)
"""What every network takes for a link as a whole. An address without a dot in its host (a machine's own name) is plain text there."""
_BARE = re.compile(r"(?<![\w@./:-])[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
"""What X may take for a link although nobody wrote https: ``lyon.fr`` in a name."""
_MENTION = re.compile(r"(?<![\w/])(@[a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_])?)@[a-z0-9.-]+[a-z0-9]", re.IGNORECASE | re.ASCII)


def x_length(text: str) -> int:
    """Weighted length on X, at least what X itself says: an emoji of several code points weighs more here."""
    rest, links = LINK.subn("", unicodedata.normalize("NFC", text))
    bare = sum(max(0, X_LINK - _weight(found)) for found in _BARE.findall(rest))
    return links * X_LINK + bare + _weight(rest)


def bluesky_length(text: str) -> int:
    """Code points, of which there are never fewer than graphemes."""
    return len(unicodedata.normalize("NFC", text))


def mastodon_length(text: str) -> int:
    """Code points, links and mentions as Mastodon shortens them."""
    return bluesky_length(_MENTION.sub(r"\1", LINK.sub("x" * MASTODON_LINK, text)))


def utf16_length(text: str) -> int:
    """What JavaScript says of a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True)
class Limit:
    """What a network takes; ``bytes``: None where it does not say."""

    most: int
    length: Callable[[str], int]
    bytes: int | None = None

    def fits(self, text: str) -> bool:
        """Whether the network takes the text."""
        return self.length(text) <= self.most and (self.bytes is None or len(text.encode()) <= self.bytes)


LIMITS: Mapping[Place, Limit] = MappingProxyType(
    {
        Place.X: Limit(X_MOST, x_length),
        Place.BLUESKY: Limit(BLUESKY_MOST, bluesky_length, BLUESKY_MOST_BYTES),
        Place.MASTODON: Limit(MASTODON_MOST, mastodon_length),
        Place.LINKEDIN: Limit(LINKEDIN_MOST, utf16_length),
    }
)
"""Web pages, press releases and replies may be as long as they are."""


def _weight(text: str) -> int:
    return sum(1 if any(first <= ord(sign) <= last for first, last in X_LIGHT) else 2 for sign in text)
