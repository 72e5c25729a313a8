"""Claims: how a team proves that it speaks for an institution, and what each proof is worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from dashboard.domain.organisations import Level


class Method(StrEnum):
    """Ways to prove it, from the weakest to the strongest."""

    MAIL = "mail"
    DNS = "dns"
    FILE = "file"
    BLUESKY = "bluesky"
    MASTODON = "mastodon"
    SIRET = "siret"
    REVIEW = "review"


LEVELS: Mapping[Method, Level] = MappingProxyType(
    {
        Method.MAIL: Level.L1,
        Method.DNS: Level.L2,
        Method.FILE: Level.L2,
        Method.BLUESKY: Level.L2,
        Method.MASTODON: Level.L2,
        Method.SIRET: Level.L3,
        Method.REVIEW: Level.L3,
    }
)
"""What each proof is worth (DESIGN 2)."""

RECHECKED = frozenset({Method.DNS, Method.FILE, Method.BLUESKY, Method.MASTODON})
"""Proofs that stay where anybody can look, and are looked at again every week; the others were given once."""
RECHECK_EVERY = timedelta(days=7)
NOTICE = timedelta(days=7)
"""A lost proof still counts for this long, so that a mishap at the institution's does not uncertify it overnight."""
REVIEWERS = 2


class ClaimState(StrEnum):
    """Where a claim stands."""

    OPEN = "open"  # the challenge was given, the proof is not there yet
    WAITING = "waiting"  # for people of the collective
    PROVEN = "proven"
    NOTICE = "notice"  # was proven, is no longer found; counts until the notice has run out
    LOST = "lost"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


COUNTS = frozenset({ClaimState.PROVEN, ClaimState.NOTICE})
"""States in which a claim carries its level."""


@dataclass(frozen=True)
class Claim:
    """One claim of one organisation.

    :param challenge: what has to be found (the value of a TXT record or of a file); public by nature, empty where there is none.
    :param evidence: where it was found: a domain, an address of a page, a handle; never the name of a person.
    :param checked_at: the last look; ``lost_at``: since when it is missing.
    """

    id: int
    organisation: str
    method: Method
    state: ClaimState
    challenge: str
    evidence: str
    opened_at: datetime
    proven_at: datetime | None = None
    checked_at: datetime | None = None
    lost_at: datetime | None = None
    person_id: int | None = None

    @property
    def level(self) -> Level:
        """What the proof is worth while it counts."""
        return LEVELS[self.method]

    @property
    def lowers_at(self) -> datetime | None:
        """When a missing proof stops counting, or None while nothing is missing."""
        return self.lost_at + NOTICE if self.state is ClaimState.NOTICE and self.lost_at else None


def level_of(claims: list[Claim]) -> Level:
    """The level of an organisation with these claims."""
    return max((claim.level for claim in claims if claim.state in COUNTS), default=Level.L0)
