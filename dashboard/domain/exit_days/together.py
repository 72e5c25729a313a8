"""What leaving together was worth: those who kept the day, taken together, beside those who left alone around it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from dashboard.domain.exit_days.pledges import FEWEST_SHOWN
from dashboard.domain.leaderboard import FEWEST

AROUND = timedelta(days=31)
"""Who left alone counts if it left so long before the day or after it, at most."""


@dataclass(frozen=True)
class Reading:
    """What one institution had regained at one age.

    :param regained: followers, at least; ``baseline``: those it left behind.
    """

    organisation: int
    age: int
    regained: int
    baseline: int


@dataclass(frozen=True)
class Side:
    """One group at one age.

    :param share: what all of them regained at least, as a share of what all of them left behind.
    :param median: of the shares of each; None for fewer than FEWEST. :param n: how many were read at that age.
    """

    share: float
    median: float | None
    n: int


@dataclass(frozen=True)
class Compared:
    """Both groups at one age; None where fewer than three of a group were read.

    They chose themselves: a difference between them is not the effect of leaving together.
    """

    age: int
    together: Side | None
    alone: Side | None


def compare(readings: Iterable[Reading], together: Collection[int], ages: Sequence[int]) -> list[Compared]:
    """Both groups at each age that one of them can be told at; empty unless there is an age at which both can.

    :param readings: of everybody who left around the day. :param together: keys of those who left on it; all others left alone.
    """
    at: dict[int, tuple[list[Reading], list[Reading]]] = {age: ([], []) for age in ages}
    for one in readings:
        if one.age in at and one.baseline > 0:
            at[one.age][0 if one.organisation in together else 1].append(one)
    found = [Compared(age, _side(ours), _side(theirs)) for age, (ours, theirs) in at.items()]
    return [one for one in found if one.together or one.alone] if any(one.together and one.alone for one in found) else []


def last_common(found: Sequence[Compared]) -> tuple[int, Side, Side] | None:
    """The greatest age at which both can be told, with both."""
    both = [(one.age, one.together, one.alone) for one in found if one.together and one.alone]
    return max(both, key=lambda one: one[0], default=None)


def _side(some: Sequence[Reading]) -> Side | None:
    if len(some) < FEWEST_SHOWN:
        return None
    share = sum(one.regained for one in some) / sum(one.baseline for one in some)
    half = median(one.regained / one.baseline for one in some) if len(some) >= FEWEST else None
    return Side(share, half, len(some))
