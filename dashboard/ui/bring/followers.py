"""Compare and forget: how many followers have a known new account. The page that compares is framed here; earlier counts stand below."""

from urllib.parse import urlencode

import streamlit as st

from dashboard.addresses import COMPARE_FOLLOWERS
from dashboard.domain.comparison import Comparison
from dashboard.domain.errors import N_, Refused
from dashboard.domain.networks import Network
from dashboard.i18n import Words
from dashboard.services.compared.read import comparisons_of
from dashboard.services.compared.record import remove_comparison
from dashboard.services.compared.sentences import estimate
from dashboard.services.views import OrganisationView
from dashboard.ui.forms import fresh, save
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

HEIGHT = 420
"""In pixels, until dashboard/static/frames.js has measured the page."""


def show_part(visit: Visit, shown: OrganisationView) -> None:
    """What it is for, the page that compares, and what earlier comparisons counted."""
    words, essaim, slug = visit.words, visit.essaim, shown.organisation.slug
    standing = comparisons_of(essaim.db, essaim.vault, visit.actor, slug, now=visit.now)
    text = words("How many of your followers on X already have a new account that is known? Optional, and only counts are kept.")
    show("section", words, title=words("Who is there already"), text=text)
    here = f"{COMPARE_FOLLOWERS}?{urlencode({'o': slug, 'lang': words.language})}"
    st.iframe(here, height=HEIGHT, alt=words("Comparison of followers"))
    show("links", words, links=[(words("Open this comparison in a page of its own"), here)])
    if not standing.kept:
        return
    show("section", words, title=words("Earlier comparisons"), text=words("For your team and the collective, never for the public."))
    rows = [(one, _counts(words, one)) for one in standing.kept]
    show("comparisons", words, rows=rows, networks=(Network.BLUESKY, Network.MASTODON))
    _show_form(visit, list(standing.kept))


def _counts(words: Words, one: Comparison) -> tuple[str, str, str]:
    counts = (one.counts.anywhere, one.counts.bluesky, one.counts.mastodon)
    anywhere, bluesky, mastodon = (estimate(words, n, one.compared, one.followers) for n in counts)
    return anywhere, bluesky, mastodon


def _show_form(visit: Visit, kept: list[Comparison]) -> None:
    words = visit.words
    with st.expander(words("Remove a comparison")), st.form("comparison", border=False):
        chosen = st.selectbox(
            words("Comparison to remove"),
            kept,
            index=None,
            key=fresh("comparison.chosen"),
            format_func=lambda one: words("{day}, {n} followers", day=one.at.date(), n=one.followers),
            placeholder=words("Choose a comparison"),
            filter_mode=None,
        )
        wanted = st.form_submit_button(words("Remove these counts"))
    if wanted:
        save(visit, lambda: _remove(visit, chosen))


def _remove(visit: Visit, chosen: Comparison | None) -> str:
    if chosen is None:
        raise Refused(N_("Choose the comparison to remove."))
    remove_comparison(visit.essaim.db, chosen.id, by=visit.actor, now=visit.now)
    return visit.words("The counts of {day} are removed.", day=chosen.at.date())
