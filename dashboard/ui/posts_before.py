"""One sentence on what the posts on X reached before the departure, where a post export was brought."""

from dashboard.charts.rebuilt_words import posts_sentence
from dashboard.domain.post_medians import BEFORE_DAYS
from dashboard.services.views import OrganisationView
from dashboard.ui import loaders
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_posts_before(visit: Visit, view: OrganisationView) -> None:
    """Medians with their number, their period and their source; nothing where nothing is known."""
    words, found = visit.words, loaders.posts_before(visit, view.organisation.slug)
    if found is None or (found.impressions is None and found.interactions is None):
        return
    text = words(
        "In the {days} days before the departure, on X: {sentence}.", days=BEFORE_DAYS, sentence=_lower(posts_sentence(found, words))
    )
    source = words("Source: X post export brought by the institution, posts from {first} to {last}.", first=found.first, last=found.last)
    show("posts_before", words, text=text, source=source)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
