"""Who is at this tab. A tab stays open for hours: its session is asked for at each run and, where nothing is done, every few seconds.

The cookie that opened the tab is all that is believed. The person of the last run is only remembered so that a tab whose session
ended can tell so; what may be done is decided in services, with the session as it is by then.
"""

import streamlit as st

from dashboard import bootstrap
from dashboard.addresses import Page
from dashboard.bootstrap import Essaim
from dashboard.domain.people import Actor, SignedIn
from dashboard.services.people.sessions import holds, who

EVERY_SECONDS = 3.0
PERSON, ENDED, KEPT, DRAWING = (f"presence.{mark}" for mark in ("person", "ended", "kept", "drawing"))


def at_this_tab(essaim: Essaim) -> SignedIn | None:
    """Who is signed in; who was, in the one run in which the tab finds out that the session has ended; or None."""
    remembered: SignedIn | None = st.session_state.get(PERSON)
    found = who(essaim.db, st.context.cookies.get(essaim.settings.cookie), now=essaim.clock())
    if found is None:
        return remembered
    if remembered is not None and remembered.actor.person_id != found.actor.person_id:
        st.session_state.clear()  # nothing of the one before is for the one after
    for mark in (ENDED, KEPT):
        st.session_state.pop(mark, None)
    st.session_state[PERSON] = found
    return found


def keep_what_was_typed() -> None:
    """An act was refused because the session has ended: until the next run the form stays as it is, to be copied from."""
    st.session_state[KEPT] = True


def ended_on(page: Page) -> bool:
    """Whether this page has to say that the session has ended; any other page is then read as a visitor. Asked once, as a run begins."""
    st.session_state.pop(KEPT, None)
    if st.session_state.get(ENDED) == page.path:
        return True
    st.session_state.pop(ENDED, None)
    return False


def watch(person: SignedIn | None, page: Page) -> None:
    """Keep watch over an open page of somebody signed in. Called before the page, which may end early; it looks later."""
    if person is not None:
        st.session_state[DRAWING] = True
        _watch(person.actor, page.path)
        del st.session_state[DRAWING]


@st.fragment(run_every=EVERY_SECONDS)
def _watch(actor: Actor, path: str) -> None:
    if DRAWING not in st.session_state:
        leave_if_ended(actor, path)


def leave_if_ended(actor: Actor, path: str) -> None:
    """Forget everything of a tab whose session has ended, and draw it anew; not while a refused form is to be copied from."""
    essaim = bootstrap.current()
    if KEPT in st.session_state or holds(essaim.db, actor, now=essaim.clock()):
        return
    st.session_state.clear()
    st.session_state[ENDED] = path
    st.rerun()
