"""The form for a figure dated by hand: a network that cannot be read, or the audience left on X."""

from datetime import date

import streamlit as st

from dashboard.domain.errors import N_, Refused
from dashboard.domain.figures import Precision
from dashboard.domain.networks import FACTS, Network
from dashboard.services.record_figure import record_figure
from dashboard.services.views import OrganisationView
from dashboard.ui.forms import day_field, fresh, save
from dashboard.ui.transfer_rows import left_network
from dashboard.ui.visit import Visit


def show_figure_form(visit: Visit, shown: OrganisationView) -> None:
    """Network, date, followers, source, rounded or not. The network being left comes first while its baseline is unknown."""
    words = visit.words
    left = left_network(shown)
    by_hand = [network for network in Network if network is not left and not FACTS[network].collected]
    others = [network for network in Network if network is not left and FACTS[network].collected]
    choices = [left, *by_hand, *others] if shown.baseline is None else [*by_hand, left, *others]
    with st.form("figure", border=False):
        first, second, third = st.columns(3)
        network = first.selectbox(words("Network"), choices, key=fresh("figure.network"), format_func=words.term, filter_mode=None)
        with second:
            on = day_field(words("Date of the count"), "figure.on")
        followers = third.number_input(words("Followers"), step=1, value=None, key=fresh("figure.followers"))
        source = st.text_input(words("Source: an address, or who counted and where"), key=fresh("figure.source"))
        rounded = st.checkbox(words("The number is rounded (48 k, about 50,000)"), key=fresh("figure.rounded"))
        wanted = st.form_submit_button(words("Record this figure"))
    if wanted:
        save(visit, lambda: _record(visit, shown, network, on, followers, source, rounded))


def _record(
    visit: Visit, shown: OrganisationView, network: Network, on: date | None, followers: int | None, source: str, rounded: bool
) -> str:
    if on is None or followers is None:
        raise Refused(N_("A figure needs its date and its number of followers."))
    essaim = visit.essaim
    record_figure(
        essaim.db,
        shown.organisation.slug,
        network,
        on,
        followers,
        source=source,
        by=visit.actor,
        now=visit.now,
        holding=essaim.holding,
        precision=Precision.ROUNDED if rounded else Precision.EXACT,
    )
    return visit.words("Recorded: {network}, {n} followers on {day}.", network=network, n=followers, day=on)
