"""Which ranks the bands allow: two institutions whose bands overlap may stand in either order."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping

Band = tuple[float, float | None]
"""The lower and the upper end; the upper one None where it is unknown."""


class Intervals:
    """All bands that compete, for the ranks of each of them."""

    def __init__(self, bands: Iterable[Band]) -> None:
        competing = list(bands)
        self._lows = sorted(low for low, _ in competing)
        self._highs = sorted(high for _, high in competing if high is not None)
        self._open = len(competing) - len(self._highs)

    def rank(self, low: float) -> int:
        """The rank by the lower end: 1 plus the number of those whose lower end is higher."""
        return 1 + len(self._lows) - bisect_right(self._lows, low)

    def of(self, low: float, high: float | None) -> tuple[int, int]:
        """The best and the worst rank of one of the bands.

        The best: 1 plus the number of those whose lower end is above this upper end; 1 if that is unknown. The worst: the number of
        those, itself included, whose upper end is unknown or not below this lower end.
        """
        best = 1 if high is None else 1 + len(self._lows) - bisect_right(self._lows, high)
        return best, self._open + len(self._highs) - bisect_left(self._highs, low)


def places_risen(then: Mapping[str, float], now: Mapping[str, float]) -> dict[str, int]:
    """By how many places each has risen that was ranked then and is now; below 0 by how many it has fallen. Both ranks are those among
    the ones that were ranked on both days: whoever enters above, or goes, moves nobody.

    :param then: lower ends of everybody who was ranked, by slug; ``now``: likewise.
    """
    both = then.keys() & now.keys()
    earlier, today = Intervals((then[slug], None) for slug in both), Intervals((now[slug], None) for slug in both)
    return {slug: earlier.rank(then[slug]) - today.rank(now[slug]) for slug in both}
