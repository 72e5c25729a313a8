"""Where days and values fall in the plot while a drawing is laid out, in the colours and words of its reader."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dashboard.charts.drawing import X
from dashboard.charts.frame import Frame
from dashboard.charts.theme import Theme
from dashboard.i18n import Words


@dataclass(frozen=True)
class Ground:
    """A plot whose size is known.

    :param right: pixels to the right of the plot; ``first``, ``last``: the days at its ends; ``top``: the value at its top.
    :param x: a day on the horizontal axis.
    """

    frame: Frame
    right: int
    first: date
    last: date
    top: float
    x: Callable[[date], X]
    theme: Theme
    words: Words
    narrow: bool

    @property
    def width(self) -> int:
        """Of the plot, nominally."""
        return self.frame.width - self.right

    @cached_property
    def day_width(self) -> float:
        """Pixels from one day to the next."""
        return self.width / max(1, (self.last - self.first).days)

    def px(self, day: date) -> float:
        """Pixels from the left edge of the plot to ``day``."""
        return self.day_width * (day - self.first).days

    def py(self, value: float) -> float:
        """Pixels from the top of the plot down to ``value``."""
        return self.frame.plot_height * (1 - value / self.top)
