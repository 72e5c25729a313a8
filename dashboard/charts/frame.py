"""The size of a chart, and the round steps of its axis."""

import math
from dataclasses import dataclass, replace
from functools import cached_property

HEADROOM = 18
"""Pixels between the topmost grid line and the top of the plot: room for its label."""
LEFT = 2
"""Pixels to the left of the plot."""


@dataclass(frozen=True)
class Frame:
    """The size of a chart in pixels. The width is nominal: the page stretches the chart, heights stay."""

    width: int
    height: int
    top: int
    bottom: int

    def with_header(self, top: int) -> "Frame":
        """The same plot under more room."""
        return replace(self, height=self.height + top - self.top, top=top)

    @cached_property
    def plot_height(self) -> int:
        """Height of the plot between its margins."""
        return self.height - self.top - self.bottom

    def top_value(self, ticks: tuple[int, ...]) -> float:
        """The value at the top of the plot, a little above the topmost grid line."""
        return ticks[-1] * self.plot_height / (self.plot_height - HEADROOM)

    def py(self, value: float, ticks: tuple[int, ...]) -> float:
        """Pixels from the top of the plot down to ``value``."""
        return self.plot_height * (1 - value / self.top_value(ticks))


def round_steps(highest: float) -> tuple[int, ...]:
    """0 and up to six round whole values above it, the last one at or above ``highest``."""
    power = 10 ** math.floor(math.log10(max(highest, 1)))
    step = next(n for f in (0.2, 0.25, 0.5, 1, 2) if (n := f * power) >= 1 and n % 1 == 0 and highest <= 6 * n)
    return tuple(int(n * step) for n in range(max(1, math.ceil(highest / step)) + 1))


def reach(day_width: float) -> int:
    """How far, in pixels, a tooltip looks for a reading: never into the next day, so that a gap has no value there either."""
    return max(1, math.ceil(0.6 * day_width))
