"""The page as a whole: what to fetch, what one has, what stands, what was brought."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from dashboard.domain.errors import N_
from dashboard.presenters.organisation_parts import Kicker
from dashboard.services.views import OrganisationView
from dashboard.ui.bring import analytics, archive, baseline, brought, fetch, figures, followers, posts, press, wikidata, x_api
from dashboard.ui.messages import show_success
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


@dataclass(frozen=True)
class Way:
    """One way to bring figures. ``title`` and ``gives`` are keys of the catalogues."""

    name: str
    title: str
    gives: str
    show: Callable[[Visit, OrganisationView], None]


WAYS = (
    Way("archive", N_("X archive"), N_("The number of followers on the day the archive was made: your baseline."), archive.show_part),
    Way("analytics", N_("X analytics CSV"), N_("The curve before the departure, day by day."), analytics.show_part),
    Way("posts", N_("X posts CSV"), N_("Impressions and interactions of each post, to compare before and after."), posts.show_part),
    Way("figures", N_("Dated figures"), N_("Any network, any day: typed in, or as a CSV."), figures.show_part),
    Way("press", N_("Press or declaration"), N_("A published figure, with its address."), press.show_part),
    Way("wikidata", N_("Wikidata"), N_("Accounts, identifiers and dated counts, for you to review."), wikidata.show_part),
    Way("followers", N_("Who is there already"), N_("How many of your followers have a known new account."), followers.show_part),
    Way("x_api", N_("X API"), N_("The count on X, read every day."), x_api.show_part),
)


def show_page(visit: Visit, shown: OrganisationView) -> None:
    """Everything, from top to bottom."""
    words = visit.words
    lede = words(
        "Your curve begins before the departure. What is read of a file is said beside it; "
        "the list of your followers stays on your computer."
    )
    show("heading", words, kicker=Kicker(shown.organisation.name, (), None), title=words("Bring your figures"), lede=lede)
    show_success(words)
    fetch.show_part(visit, shown)
    show("section", words, title=words("What do you have?"), text="")
    ways = [way for way in WAYS if way.name != "x_api" or visit.essaim.sources.x is not None]
    chosen = st.radio(
        words("What do you have?"),
        ways,
        key="bring.way",
        format_func=lambda way: words.beginning(words(way.title)),
        captions=[words(way.gives) for way in ways],
        label_visibility="collapsed",
    )
    (chosen or ways[0]).show(visit, shown)
    baseline.show_part(visit, shown)
    brought.show_part(visit, shown)
