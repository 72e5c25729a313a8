"""Taking a pledge back, with what that means."""

import streamlit as st

from dashboard.domain.exit_days.days import State
from dashboard.services.exit_days.pledge import withdraw_pledge
from dashboard.services.exit_days.read import ExitDay
from dashboard.ui.forms import save
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_withdrawal(visit: Visit, day: ExitDay, slug: str, name: str) -> None:
    """One button, and what it does."""
    words = visit.words
    text = words("The day is not confirmed yet: nobody will see that there was a pledge. Whoever waits for it may stay.")
    if day.state is State.CONFIRMED:
        text = words("The day is confirmed: the withdrawal is a dated event that everybody sees. Whoever waits for the pledge may stay.")
    with st.expander(words("Take the pledge back"), key="pledge.back"):
        show("section_text", words, text=text)
        with st.form("withdraw", border=False):
            wanted = st.form_submit_button(words("Take it back"))
    if wanted:
        save(visit, lambda: _withdraw(visit, day, slug, name))


def _withdraw(visit: Visit, day: ExitDay, slug: str, name: str) -> str:
    withdraw_pledge(visit.essaim.db, day.slug, slug, by=visit.actor, now=visit.now)
    return visit.words("The pledge of {name} is taken back.", name=name)
