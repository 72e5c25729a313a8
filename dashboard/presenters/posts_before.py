"""One sentence on what the posts on X reached before the departure, where a post export was brought."""

from dashboard.charts.rebuilt_words import posts_sentence
from dashboard.domain.post_medians import BEFORE_DAYS, PostMedians
from dashboard.i18n import Words


def posts_before(words: Words, found: PostMedians | None) -> tuple[str, str] | None:
    """The medians with their number and their period, and the source; None where nothing is known."""
    if found is None or (found.impressions is None and found.interactions is None):
        return None
    text = words(
        "In the {days} days before the departure, on X: {sentence}.", days=BEFORE_DAYS, sentence=_lower(posts_sentence(found, words))
    )
    source = words("Source: X post export brought by the institution, posts from {first} to {last}.", first=found.first, last=found.last)
    return text, source


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
