"""Everybody who pledged as one dot each: filled by how sure it is that they leave."""

from collections.abc import Sequence
from dataclasses import dataclass

STEP, RADIUS = 32, 13
WIDE, NARROW = 23, 10
"""Dots of a row, on a wide screen and on a phone."""
MOST = 230
"""Beyond ten rows they are counted in words alone."""


@dataclass(frozen=True)
class Dots:
    """A picture of dots: (sort, x, y), in a box so wide and so high."""

    width: int
    height: int
    places: tuple[tuple[str, int, int], ...]


def dots(swarm: Sequence[tuple[str, int, str]]) -> tuple[Dots, Dots] | None:
    """The picture for a wide screen and for a phone; None where there is nobody, or too many to be looked at.

    :param swarm: (sort, how many, what they do), in the order in which they stand.
    """
    sorts = [sort for sort, n, _ in swarm for _ in range(n)] if sum(n for _, n, _ in swarm) <= MOST else []
    return (_placed(sorts, WIDE), _placed(sorts, NARROW)) if sorts else None


def _placed(sorts: Sequence[str], across: int) -> Dots:
    places = tuple((sort, 16 + STEP * (at % across), 16 + STEP * (at // across)) for at, sort in enumerate(sorts))
    return Dots(across * STEP, -(-len(sorts) // across) * STEP, places)
