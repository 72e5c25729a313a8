"""The token of X's API, where it is on: what it gives and costs; it is typed on a page of its own."""

from urllib.parse import urlencode

from dashboard.addresses import X_TOKEN
from dashboard.i18n import Words
from dashboard.services.views import OrganisationView
from dashboard.services.x_api.tokens import TokenState, token_state
from dashboard.ui.messages import show_notice
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_part(visit: Visit, shown: OrganisationView) -> None:
    """How the token does, and the way to the page on which it is given, replaced and taken back."""
    words, slug = visit.words, shown.organisation.slug
    readable = token_state(visit.essaim.db, slug, by=visit.actor, now=visit.now)
    text = words(
        "With a token of X’s API, the number of followers on X is read once a day from X itself, for as long as the account is open. "
        "X charges for its API, according to your contract with X."
    )
    show("section", words, title=words("The X API"), text=text)
    if readable.token is not None:
        _show_state(words, readable.token)
    label = words("Give a token") if readable.token is None else words("Replace the token, or take it back")
    show("links", words, links=[(label, f"{X_TOKEN}?{urlencode({'o': slug, 'lang': words.language})}")])


def _show_state(words: Words, token: TokenState) -> None:
    if token.problem is not None:
        message, values = token.problem
        show_notice(words, words("X is not read."), words(message, **values), "error")
    elif token.read_at is not None:
        show_notice(words, words("X is read every day."), words("Last answer: {at}.", at=token.read_at), "ok")
