"""Exports that share days: X revises its last ones, so the export that ends later knows better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.analytics.curve import Counted


@dataclass(frozen=True)
class Earlier:
    """A day that stands from an earlier export.

    :param ends_on: the last day of that export; ``source``: its words.
    """

    followers: int
    ends_on: date
    source: str


@dataclass(frozen=True)
class Laid:
    """What becomes of the days of a new export.

    :param stored: new, or other than what stood; ``unchanged``: stood exactly so.
    :param kept: stand from an export that ends later, with the count that stays.
    :param seam: on the first kept day, by how much the kept curve lies above the new one; 0 where nothing was kept.
    """

    stored: tuple[Counted, ...]
    unchanged: tuple[Counted, ...]
    kept: tuple[Counted, ...]
    seam: int


def lay(curve: Sequence[Counted], earlier: Mapping[date, Earlier], source: str) -> Laid:
    """Lay a new curve over the days of earlier ones. Of two exports that end on the same day, the newer one counts."""
    ends_on = curve[-1].on
    stored: list[Counted] = []
    unchanged: list[Counted] = []
    kept: list[Counted] = []
    seam = 0
    for one in curve:
        stands = earlier.get(one.on)
        if stands and stands.ends_on > ends_on:
            seam = seam if kept else stands.followers - one.followers
            kept.append(Counted(one.on, stands.followers))
        elif stands and (stands.followers, stands.source) == (one.followers, source):
            unchanged.append(one)
        else:
            stored.append(one)
    return Laid(tuple(stored), tuple(unchanged), tuple(kept), seam)
