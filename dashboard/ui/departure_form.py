"""The form that logs one step of a departure."""

from datetime import date

import streamlit as st

from dashboard.domain.departures import Status
from dashboard.domain.errors import N_, Refused
from dashboard.presenters.transfer_rows import left_network
from dashboard.services.log_departure import log_departure
from dashboard.services.views import OrganisationView
from dashboard.ui.forms import day_field, fresh, save
from dashboard.ui.visit import Visit

USUAL = (Status.ANNOUNCED, Status.DEPARTED, *(status for status in Status if status not in (Status.ANNOUNCED, Status.DEPARTED)))
"""The two steps that nearly everyone logs come first."""


def show_departure_form(visit: Visit, shown: OrganisationView) -> None:
    """Status, date, source; a step logged by mistake can be taken back."""
    words = visit.words
    # What the person had before their eyes when they began to write, not what is there when they save.
    seen_key = f"departure.seen.{shown.organisation.slug}"
    seen = st.session_state.get(seen_key, shown.logged)
    st.session_state[seen_key] = shown.logged
    with st.form("departure", border=False):
        left, right = st.columns(2)
        status = left.selectbox(words("Step"), USUAL, key=fresh("departure.status"), format_func=words.term, filter_mode=None)
        with right:
            on = day_field(words("Date"), "departure.on")
        source = st.text_input(
            words("Source: an address or a few words; empty if the institution itself says it"),
            key=fresh("departure.source"),
        )
        withdrawn = st.checkbox(words("Take this step back: it did not happen after all"), key=fresh("departure.withdrawn"))
        wanted = st.form_submit_button(words("Log this step"), type="primary")
    if wanted:
        save(visit, lambda: _log(visit, shown, seen, status, on, source, withdrawn))


def _log(visit: Visit, shown: OrganisationView, seen: int, status: Status, on: date | None, source: str, withdrawn: bool) -> str:
    essaim, words = visit.essaim, visit.words
    if on is None:
        raise Refused(N_("A step needs its date. Choose the day it happened, or will happen."))
    log_departure(
        essaim.db,
        shown.organisation.slug,
        status,
        on,
        by=visit.actor,
        now=visit.now,
        holding=essaim.holding,
        source=source,
        network=left_network(shown),
        withdrawn=withdrawn,
        seen=seen,
    )
    if withdrawn:
        return words("Taken back: {status}, {day}.", status=status, day=on)
    return words("Logged: {status}, {day}.", status=status, day=on)
