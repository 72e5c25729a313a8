"""What one view of one chart shows, ready to be drawn and told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dashboard.charts.drawing import Drawing
from dashboard.charts.rows import TransferRows
from dashboard.charts.theme import Theme
from dashboard.domain.annotations import Annotation
from dashboard.presenters.chart_table import ChartTable
from dashboard.public_addresses import ChartView
from dashboard.services.views import OrganisationView


@dataclass(frozen=True)
class Shown:
    """One view of one chart, in one language.

    :param title: what the chart counts; ``sentence``: what it finds; ``described``: for those who do not see it.
    :param sources: lines on where the figures come from and when they were read.
    :param draw: (theme, whether for a phone) to the drawing; ``table``: every row of it.
    :param organisations: what it is about; empty for the charts of the whole movement.
    :param notes: public ones that it draws, or could.
    :param read_at: instant of the newest figure; ``fictional``: whether it is made up.
    """

    view: ChartView
    title: str
    sentence: str
    described: str
    sources: Sequence[str]
    draw: Callable[[Theme, bool], Drawing]
    table: Callable[[], ChartTable]
    organisations: Sequence[OrganisationView]
    notes: Sequence[Annotation]
    read_at: datetime | None
    fictional: bool

    @property
    def name(self) -> str:
        """Of its files, without an ending."""
        about = self.view.subject if len(self.view.subject) == 1 else ()
        return "-".join(("essaim", self.view.chart.value, *about))


@dataclass(frozen=True)
class ShownTransfer(Shown):
    """The chart of one organisation, with the rows that it draws and its page tells.

    :param read_from: of its sources, those lines that say where the figures come from, without the gaps.
    """

    rows: TransferRows
    read_from: Sequence[str]


def day_of(one: Shown, today: date) -> date:
    """The day of the newest figure, or today where there is none."""
    return one.read_at.date() if one.read_at else today
