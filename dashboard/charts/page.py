"""Who reads a chart, and where: in which language, on a wide page or a phone."""

from typing import NamedTuple

from dashboard.charts.frame import Frame
from dashboard.i18n import Words

# The narrowest page that shows the wide drawing: labels that keep apart there do so everywhere.
WIDE = Frame(width=840, height=470, top=50, bottom=46)
NARROW = Frame(width=358, height=430, top=52, bottom=46)


class Page(NamedTuple):
    """A page on which the transfer chart stands."""

    words: Words
    narrow: bool = False

    @property
    def frame(self) -> Frame:
        """The nominal size of the chart."""
        return NARROW if self.narrow else WIDE
