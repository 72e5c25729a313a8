"""X's account overview CSV: columns, preview, store."""

from dashboard.services.views import OrganisationView
from dashboard.ui.visit import Visit


def show_part(visit: Visit, shown: OrganisationView) -> None:
    """Draw it."""
