"""Counts that cannot be, or that are too round to be what they are given for."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dashboard.domain.figures import Precision, Provenance, Snapshot
from dashboard.domain.flags import Flag, Reason
from dashboard.domain.networks import Network
from dashboard.domain.people import TEAM
from dashboard.domain.plausibility.jump import Placed

MEMBERS: Mapping[Network, int] = MappingProxyType(
    {
        Network.X: 1_000_000_000,  # about 600 million a month, said its owner in 2024
        Network.BLUESKY: 100_000_000,  # about 40 million, said Bluesky itself in 2025
        Network.MASTODON: 30_000_000,  # some 10 million accounts, counted by joinmastodon.org and FediDB in 2025
        Network.THREADS: 1_000_000_000,  # 400 million a month, said Meta in 2025
        Network.LINKEDIN: 2_000_000_000,  # 1.2 billion, said LinkedIn in 2025
        Network.INSTAGRAM: 4_000_000_000,  # 3 billion a month, said Meta in 2025
        Network.FACEBOOK: 4_000_000_000,  # 3 billion a month, said Meta in 2024
        Network.YOUTUBE: 4_000_000_000,  # over 2 billion signed in a month, said YouTube in 2023
        Network.PEERTUBE: 3_000_000,  # under a million accounts, counted by instances.joinpeertube.org in 2025
        Network.TIKTOK: 3_000_000_000,  # over a billion a month, said TikTok in 2021
        Network.TELEGRAM: 2_000_000_000,  # a billion a month, said its founder in 2025
        Network.WHATSAPP: 4_000_000_000,  # 3 billion a month, said Meta in 2025
    }
)
"""No network has so many members: what was said of it, rounded up far."""

ROUND, ROUND_FROM = 1_000, 10_000
SUPPORT_DAYS = 45


def too_large(network: Network, one: Snapshot) -> Flag | None:
    """A flag if nobody could be followed by so many there."""
    most = MEMBERS[network]
    return Flag(Reason.TOO_LARGE, {"network": network.value, "most": most}) if one.followers > most else None


def too_round(one: Snapshot, at: int, line: Sequence[Placed]) -> Flag | None:
    """A flag if a person gave a round number as exact, and no exact figure around it shows that the curve passes there."""
    if one.followers % ROUND or one.followers <= ROUND_FROM or one.precision is not Precision.EXACT:
        return None
    if one.provenance is Provenance.API or one.role not in TEAM:
        return None
    beside = [line[place][0] for place in (at - 1, at + 1) if 0 <= place < len(line)]
    if any(abs(other.day - line[at][0].day) <= SUPPORT_DAYS and not other.error and other.followers % ROUND for other in beside):
        return None
    return Flag(Reason.TOO_ROUND, {"unit": _unit(one.followers)})


def _unit(count: int) -> int:
    unit = ROUND
    while count % (unit * 10) == 0:
        unit *= 10
    return unit
