"""A ratio: what was measured, of ours and of a peer, and how far apart they may be."""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

Progress = Callable[[str], None]
"""Takes news of what is being done."""


@dataclass(frozen=True)
class Figure:
    """One side of a ratio.

    :param unit: ``s`` for seconds; anything else is written as it is.
    """

    name: str
    value: float
    unit: str = "s"

    def __str__(self) -> str:
        if self.unit != "s":
            return f"{self.name} {self.value:,.5g} {self.unit}"
        return f"{self.name} {self.value * 1000:,.3g} ms" if self.value < 1 else f"{self.name} {self.value:,.2f} s"


@dataclass(frozen=True)
class Ratio:
    """Ours against a peer's. All limits are upper ones.

    :param limit: the largest ratio admitted, or None if there is none.
    :param ours_limit: the largest value of ours admitted, in its own unit, or None.
    """

    what: str
    ours: Figure
    peer: Figure
    limit: float | None = None
    ours_limit: float | None = None

    @property
    def value(self) -> float:
        """Ours divided by the peer's."""
        return self.ours.value / self.peer.value

    @property
    def within(self) -> bool:
        """Whether both limits are kept."""
        return (self.limit is None or self.value <= self.limit) and (self.ours_limit is None or self.ours.value <= self.ours_limit)

    def __str__(self) -> str:
        limits = [f"{self.limit:.4g}" if self.limit is not None else "", f"{self.ours_limit} {self.ours.unit}" if self.ours_limit else ""]
        limit = " and ".join(filter(None, limits)) or "none"
        return f"{self.what} | {self.ours} | {self.peer} | ratio {self.value:.4g} | limit {limit} | {'ok' if self.within else 'OVER'}"


def seconds(work: Callable[[], object]) -> float:
    """Seconds one run takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def interleaved(rounds: int, *works: Callable[[], object]) -> Sequence[float]:
    """Median seconds of each work, run in turns so that whatever else the machine does meets all of them alike."""
    taken: list[list[float]] = [[] for _ in works]
    gc.collect()
    for _ in range(rounds):
        for work, times in zip(works, taken, strict=True):
            times.append(seconds(work))
    return [median(times) for times in taken]
