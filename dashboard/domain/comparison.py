"""What a comparison of followers may say: counts of at least ten, from which no smaller one can be worked out."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil, floor, sqrt

from dashboard.domain.people import Role

FEW = 10
"""Nothing about fewer people is told (GDPR: data of people who were not asked are compared and forgotten)."""
LEAST_FOLLOWERS = 100
"""A shorter archive could be one made up around somebody."""
LEAST_PAIRS = 50
"""A shorter list would say who is on it."""
SAMPLE = 20_000
"""So many followers are looked at in a browser: of a longer archive a random sample."""
Z = 1.959963984540054
"""Of a normal distribution, 95 % lie within so many standard deviations."""


@dataclass(frozen=True)
class Found:
    """How many people were found, or how many are on a list, by where they are: before anything is left out."""

    bluesky_only: int = 0
    mastodon_only: int = 0
    both: int = 0

    @property
    def anywhere(self) -> int:
        """All of them."""
        return self.bluesky_only + self.mastodon_only + self.both

    @property
    def tells_networks(self) -> bool:
        """Whether each group that has anybody has enough of them for the networks to be told apart."""
        return all(not n or n >= FEW for n in (self.bluesky_only, self.mastodon_only, self.both))


@dataclass(frozen=True)
class Counts:
    """What may be told. None stands for what would speak of fewer than ten people, by itself or by what is left between two counts."""

    anywhere: int | None = None
    bluesky: int | None = None
    mastodon: int | None = None


@dataclass(frozen=True)
class Comparison:
    """One comparison as it is kept.

    :param followers: in the archive; ``compared``: how many of them were looked at, less where a random sample was.
    :param pairs: how many people the list held then.
    :param role: in what capacity somebody compared, never who.
    """

    id: int
    at: datetime
    followers: int
    compared: int
    counts: Counts
    pairs: int
    role: Role

    @property
    def sampled(self) -> bool:
        """Whether the counts are those of a sample."""
        return self.compared < self.followers


def tell(found: Found, compared: int, listed: Found) -> Counts:
    """The counts without whatever speaks of fewer than ten people.

    Not only a small count does: with 50 found anywhere and 48 of them on Bluesky, two are on Mastodon alone. What everybody can see from
    the list itself (that nobody on it is on Mastodon alone) is no secret.

    :param listed: how many of each sort the list holds.
    """
    anywhere = found.anywhere
    if anywhere < FEW or compared - anywhere < FEW:
        return Counts()
    if not listed.tells_networks:
        return Counts(anywhere)

    def safe(n: int, on_list: int) -> bool:
        return n >= FEW or not on_list

    on_bluesky, on_mastodon = found.bluesky_only + found.both, found.mastodon_only + found.both
    bluesky = on_bluesky >= FEW and safe(found.mastodon_only, listed.mastodon_only)
    mastodon = on_mastodon >= FEW and safe(found.bluesky_only, listed.bluesky_only)
    if bluesky and mastodon and not safe(found.both, listed.both):
        bluesky, mastodon = on_bluesky >= on_mastodon, on_bluesky < on_mastodon
    return Counts(anywhere, on_bluesky if bluesky else None, on_mastodon if mastodon else None)


def scaled(n: int, compared: int, followers: int) -> tuple[int, int, int]:
    """Of all followers, how many there are if ``n`` of a random sample were found: the best guess, and the ends of a 95 % interval.

    Wilson's interval, with the sample counted as larger than it is because it is drawn without putting back (finite population): it has
    no width where everybody was looked at.
    """
    if compared >= followers:
        return n, n, n
    share = n / compared
    size = compared * (followers - 1) / (followers - compared)
    middle = (share + Z * Z / (2 * size)) / (1 + Z * Z / size)
    half = Z / (1 + Z * Z / size) * sqrt(share * (1 - share) / size + Z * Z / (4 * size * size))
    low, high = max(n, floor((middle - half) * followers)), min(followers - (compared - n), ceil((middle + half) * followers))
    return round(share * followers), low, high
