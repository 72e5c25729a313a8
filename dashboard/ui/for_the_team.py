"""What the team of an institution finds on its public page besides everybody else: notes on the chart, figures for the press."""

from dashboard.domain.organisations import Organisation
from dashboard.domain.people import Act
from dashboard.ui.annotation_forms import show_note_forms
from dashboard.ui.press_form import show_press_form
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_for_the_team(visit: Visit, organisation: Organisation) -> None:
    """For its team and the collective; nothing for everybody else."""
    if not visit.may(Act.CONTRIBUTE, organisation.slug):
        return
    show("section", visit.words, title=visit.words("For the team"), text="")
    show_note_forms(visit, organisation.slug)
    show_press_form(visit, organisation.slug)
