"""Compare and forget: how many followers have a known new account; framed here as well."""

from dashboard.services.views import OrganisationView
from dashboard.ui.visit import Visit


def show_part(visit: Visit, shown: OrganisationView) -> None:
    """Draw it."""
