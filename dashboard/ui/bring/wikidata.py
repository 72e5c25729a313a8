"""What Wikidata knows, proposed for review."""

from dashboard.services.views import OrganisationView
from dashboard.ui.visit import Visit


def show_part(visit: Visit, shown: OrganisationView) -> None:
    """Draw it."""
