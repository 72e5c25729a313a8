"""What was brought, and how to undo it."""

from dashboard.services.views import OrganisationView
from dashboard.ui.visit import Visit


def show_part(visit: Visit, shown: OrganisationView) -> None:
    """Draw it."""
