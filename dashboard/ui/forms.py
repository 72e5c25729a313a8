"""What forms share: dates as people write them, saving with an answer. What was typed stays when saving fails."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from dashboard.addresses import SIGN_IN
from dashboard.domain.errors import EssaimError, SignInNeeded
from dashboard.ui import loaders, presence
from dashboard.ui.messages import remember_success, show_error
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""A field that refuses a date keeps the one before it, unseen: it takes any, and the rules say what is wrong with it."""


def fresh(key: str) -> str:
    """The key of a field that starts empty again after each successful save, and only then."""
    return f"{key}.{st.session_state.get('saves', 0)}"


def day_field(label: str, key: str) -> date | None:
    """A date; empty until chosen."""
    chosen = st.date_input(label, value=None, min_value=EARLIEST, max_value=LATEST, format="DD/MM/YYYY", key=fresh(key))
    return chosen if isinstance(chosen, date) else None


def save(visit: Visit, act: Callable[[], str]) -> None:
    """Do it, say so on the page made anew; or say what is wrong and leave the form as it is.

    :param act: what to do; gives the sentence of success.
    """
    try:
        said = act()
    except SignInNeeded as problem:
        presence.keep_what_was_typed()
        show("sign_in_again", visit.words, text=visit.words.error(problem), href=SIGN_IN)
        return
    except EssaimError as problem:
        show_error(visit.words, problem)
        return
    loaders.forget()
    visit.essaim.changes.add()  # the pages beside the dashboard show it at once, too
    remember_success(said)
    st.session_state["saves"] = st.session_state.get("saves", 0) + 1
    st.rerun()
