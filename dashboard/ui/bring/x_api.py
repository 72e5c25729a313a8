"""The token of X's API, where it is on."""

from dashboard.services.views import OrganisationView
from dashboard.ui.visit import Visit


def show_part(visit: Visit, shown: OrganisationView) -> None:
    """Draw it."""
