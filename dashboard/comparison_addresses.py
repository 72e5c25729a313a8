"""Addresses at which institutions are chosen for one chart: what a form sends, and the address of the chart it asks for."""

from collections.abc import Sequence

from dashboard.domain.views import ChartName
from dashboard.public_addresses import ChartView, parse_chart

CHOSEN = "o"
"""The field with the slug of one institution, once each."""
NAME = "name"
"""The field with the name of one more, as a reader types it."""
VIEW = "view"
"""The field with how the chart is looked at: what follows the institutions in its address."""


def choosing(language: str) -> str:
    """Path of the page on which institutions are chosen; its form sends what was chosen there."""
    return f"/{language}/charts/{ChartName.COMPARISON.value}/"


def looked_at(view: ChartView) -> str:
    """How a comparison is looked at, for VIEW; empty as a reader without a wish sees it."""
    return view.address("fr").removeprefix(f"{choosing('fr')}{'+'.join(view.subject)}/")


def comparison(slugs: Sequence[str], looked: str = "") -> ChartView | None:
    """The chart of these institutions; None if there is none of so many, or of such.

    :param looked: from VIEW; what cannot be read leaves the chart as it first opens.
    """
    path = f"{ChartName.COMPARISON.value}/{'+'.join(slugs)}/"
    found = parse_chart(path + looked) or parse_chart(path)
    return found[0] if found and not found[1] else None
