"""Dated figures of any network: the table editor and the CSV."""

from dashboard.services.views import OrganisationView
from dashboard.ui.bring.figure_csv import show_csv
from dashboard.ui.bring.figure_table import show_table
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_part(visit: Visit, shown: OrganisationView) -> None:
    """A table for a few figures, a file for many; both say how they understand a line before it is stored."""
    words = visit.words
    text = words(
        "Any network, any day that has passed, each figure with where it can be checked. Write a number as it was published: "
        "14\u00a0289, 14k or 2.2\u00a0M; a rounded one stays a rounded one."
    )
    show("section_text", words, text=text)
    show_table(visit, shown)
    show_csv(visit, shown)
