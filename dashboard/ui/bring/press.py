"""A figure from the press or a declaration, with its address and who said it."""

from datetime import date

import streamlit as st

from dashboard.domain.errors import N_, EssaimError, Refused
from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network
from dashboard.domain.rounded_counts import Count, read_count
from dashboard.domain.sources import cite, source_of
from dashboard.i18n.count_words import count_said
from dashboard.presenters.transfer_rows import left_network
from dashboard.services.record_figure import record_figure
from dashboard.services.views import OrganisationView
from dashboard.ui.forms import day_field, fresh, save
from dashboard.ui.messages import show_error
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

SAID_BY = (Provenance.PRESS, Provenance.DECLARED)


def show_part(visit: Visit, shown: OrganisationView) -> None:
    """Who said it, the figure as it was written, how it is understood, and the button that stores it."""
    words = visit.words
    text = words(
        "One figure that was published or that you declare yourselves. Name a newspaper, an office or a page: never a private person."
    )
    show("section_text", words, text=text)
    labels = {Provenance.PRESS: words("It was published"), Provenance.DECLARED: words("The institution declares it itself")}
    provenance = st.radio(words("Who says so?"), SAID_BY, key="press.said_by", format_func=lambda one: labels[one], horizontal=True)
    left = left_network(shown)
    first, second, third = st.columns(3)
    choices = [left, *(network for network in Network if network is not left)]
    network = first.selectbox(words("Network"), choices, key=fresh("press.network"), format_func=words.term, filter_mode=None)
    with second:
        on = day_field(words("Date of the count"), "press.on")
    written = third.text_input(words("Followers, as written"), key=fresh("press.followers"), placeholder=words("2.2 M"))
    count = _understood(visit, written)
    handle = _handle(visit, shown, network)
    who = st.text_input(words("Newspaper, office or page"), key=fresh("press.who"), placeholder=words("Le Progrès, 21 January 2025"))
    address = st.text_input(words("Address of the page"), key=fresh("press.address"), placeholder="https://")
    if st.button(words("Store this figure"), key=fresh("press.store"), type="primary"):
        save(visit, lambda: _store(visit, shown, provenance or SAID_BY[0], network or left, on, count, handle, who, address))


def _understood(visit: Visit, written: str) -> Count | None:
    """Say at once how the number is read."""
    if not written.strip():
        return None
    words = visit.words
    try:
        count = read_count(written)
    except EssaimError as problem:
        show_error(words, problem)
        return None
    said = count_said(words, count.value, count.rounded_to, about=count.about)
    show("source", words, lines=[words("Understood as: {count}", count=said)])
    return count


def _handle(visit: Visit, shown: OrganisationView, network: Network | None) -> str | None:
    """Which account, where there are several on this network."""
    handles = [one.account.handle for one in shown.series if one.account.network is network]
    if len(handles) < 2:
        return None
    return st.selectbox(visit.words("Account"), handles, key=fresh("press.handle"), format_func=lambda one: f"@{one}", filter_mode=None)


def _store(
    visit: Visit,
    shown: OrganisationView,
    provenance: Provenance,
    network: Network,
    on: date | None,
    count: Count | None,
    handle: str | None,
    who: str,
    address: str,
) -> str:
    if on is None or count is None:
        raise Refused(N_("A figure needs its date and its number of followers."))
    essaim, words = visit.essaim, visit.words
    record_figure(
        essaim.db,
        shown.organisation.slug,
        network,
        on,
        count.value,
        source=cite(source_of(who, address)),
        by=visit.actor,
        now=visit.now,
        holding=essaim.holding,
        precision=count.precision,
        rounded_to=count.rounded_to,
        provenance=provenance,
        handle=handle,
    )
    said = count_said(words, count.value, count.rounded_to, about=count.about)
    return words("Recorded: {network}, {count} followers on {day}.", network=network, count=said, day=on)
