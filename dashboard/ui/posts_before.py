"""What the posts on X reached before the departure, in one sentence."""

from dashboard.presenters.posts_before import posts_before
from dashboard.services.views import OrganisationView
from dashboard.ui import loaders
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_posts_before(visit: Visit, view: OrganisationView) -> None:
    """Medians with their number, their period and their source; nothing where nothing is known."""
    said = posts_before(visit.words, loaders.posts_before(visit, view.organisation.slug))
    if said is not None:
        text, source = said
        show("posts_before", visit.words, text=text, source=source)
