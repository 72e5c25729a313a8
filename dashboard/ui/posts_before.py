"""One sentence on what the posts on X reached before the departure, where a post export was brought."""

from dashboard.charts.rebuilt_words import said_median
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
        "In the {days} days before the departure, half of its {n} posts on X had at least {impressions} impressions and {interactions} "
        "interactions (likes, replies, reposts).",
        days=BEFORE_DAYS,
        n=found.posts,
        impressions=said_median(words, found.impressions),
        interactions=said_median(words, found.interactions),
    )
    source = words("Source: X post export brought by the institution, posts from {first} to {last}.", first=found.first, last=found.last)
    show("posts_before", words, text=text, source=source)
