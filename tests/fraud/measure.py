"""How many frauds are caught, and how often somebody honest is troubled."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.fraud.curves import Case
from tests.fraud.watch import flagged

EACH = 150


@dataclass(frozen=True)
class Honest:
    """Of the honest curves of one kind: the share with any flag, and the flagged figures in a thousand."""

    curves: float
    figures: float


def cases(name: str, make: Callable[[Random], Case], each: int = EACH) -> list[Case]:
    """So many of a kind, the same ones every time."""
    return [make(Random(f"{name} {number}")) for number in range(each)]


def recall(name: str, make: Callable[[Random], Case], each: int = EACH) -> float:
    """The share of frauds of one kind of which a false figure is flagged."""
    found = cases(name, make, each)
    return sum(bool(case.false & flagged(case).keys()) for case in found) / len(found)


def false_flags(name: str, make: Callable[[Random], Case], each: int = EACH) -> Honest:
    """How often honest figures of one kind are flagged."""
    found = cases(name, make, each)
    flags = [len(flagged(case)) for case in found]
    figures = sum(len(new) for case in found for _, new in case.batches)
    return Honest(sum(map(bool, flags)) / len(found), 1_000 * sum(flags) / figures)
