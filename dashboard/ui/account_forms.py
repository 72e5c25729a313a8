"""Connecting an account: type a handle, look at what was found, confirm."""

import streamlit as st

from dashboard.domain.errors import EssaimError
from dashboard.domain.networks import FACTS
from dashboard.services.connect_account import Preview, connect, preview
from dashboard.services.views import OrganisationView
from dashboard.ui.forms import fresh, save
from dashboard.ui.messages import show_error
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

FOUND = "connect.found"


def show_connect_form(visit: Visit, shown: OrganisationView) -> None:
    """Ask the network; what it answers is only stored once confirmed."""
    words = visit.words
    with st.form("connect", border=False):
        typed = st.text_input(
            words("Handle, or address of the profile page"),
            key=fresh("connect.typed"),
            placeholder="ville.fr · ville@social.example · https://…",
        )
        wanted = st.form_submit_button(words("Look it up"))
    if wanted:
        st.session_state.pop(FOUND, None)
        _look_up(visit, shown, typed)
    found: tuple[str, Preview] | None = st.session_state.get(FOUND)
    if found is not None and found[0] == shown.organisation.slug:
        _confirm(visit, shown, found[1])


def _look_up(visit: Visit, shown: OrganisationView, typed: str) -> None:
    essaim, words = visit.essaim, visit.words
    try:
        with st.spinner(words("Asking the network…")):
            st.session_state[FOUND] = (shown.organisation.slug, preview(essaim.db, essaim.connectors, typed))
    except EssaimError as problem:
        show_error(words, problem)


def _confirm(visit: Visit, shown: OrganisationView, found: Preview) -> None:
    words = visit.words
    elsewhere = found.taken_by is not None and found.taken_by != shown.organisation.name
    show(
        "found",
        words,
        found=found,
        profile=found.profile,
        facts=FACTS[found.recognised.network],
        elsewhere=elsewhere,
        organisation=shown.organisation,
    )
    with st.container(key="confirm", horizontal=True):
        yes = st.button(words("Yes, connect this account"), type="primary", disabled=elsewhere, key="connect.yes")
        no = st.button(words("No, another one"), key="connect.no")
    if no:
        st.session_state.pop(FOUND, None)
        st.rerun()
    if yes:
        save(visit, lambda: _connect(visit, shown, found))


def _connect(visit: Visit, shown: OrganisationView, found: Preview) -> str:
    essaim, words = visit.essaim, visit.words
    account = connect(essaim.db, shown.organisation.slug, found, by=visit.actor, now=visit.now, holding=essaim.holding, every=essaim.every)
    st.session_state.pop(FOUND, None)
    return words("{handle} on {network} is connected.", handle=account.handle, network=account.network)
