"""The next steps of a day, each with what it does: open it, confirm it, cancel it."""

import streamlit as st

from dashboard.domain.exit_days.days import NEXT, State
from dashboard.services.exit_days.read import ExitDay
from dashboard.services.exit_days.steps import LONGEST_REASON, cancel_exit_day, confirm_exit_day, open_exit_day
from dashboard.ui.forms import fresh, save
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_steps(visit: Visit, day: ExitDay, going: int, *, reached: bool) -> None:
    """What can be done from where it stands.

    :param going: how many would leave today, the hidden ones among them. :param reached: whether that is enough for the goal.
    """
    words = visit.words
    show("section", words, title=words("Next step"), text="")
    if State.OPEN in NEXT[day.state]:
        text = words("Everybody sees it from then on, and institutions may pledge.")
        if _asked(visit, "open", text, words("Open it to pledges")):
            save(visit, lambda: _open(visit, day))
    if State.CONFIRMED in NEXT[day.state] and not reached:
        text = words("The day can be confirmed once its goal is reached: those who would leave today are not enough.")
        show("section_text", words, text=text)
    if State.CONFIRMED in NEXT[day.state] and reached:
        text = words.plural(
            "{n} institution would leave today. Once the day is confirmed, whoever leaves is bound, and its name is shown.",
            "{n} institutions would leave today. Once the day is confirmed, whoever leaves is bound, and their names are shown.",
            going,
        )
        if _asked(visit, "confirm", text, words("Confirm the day")):
            save(visit, lambda: _confirm(visit, day))
    with st.expander(words("Cancel the day"), key="coordinate.cancel"):
        show("section_text", words, text=words("The pledges to it bind nobody any more. This cannot be undone: plan another day then."))
        with st.form("cancel", border=False):
            reason = st.text_input(
                words("Why, in a few words: everybody who pledged reads it"), key=fresh("cancel.reason"), max_chars=LONGEST_REASON
            )
            wanted = st.form_submit_button(words("Cancel it"))
        if wanted:
            save(visit, lambda: _cancel(visit, day, reason))


def _asked(visit: Visit, key: str, text: str, button: str) -> bool:
    show("section_text", visit.words, text=text)
    with st.form(f"step.{key}", border=False):
        return st.form_submit_button(button, type="primary")


def _open(visit: Visit, day: ExitDay) -> str:
    open_exit_day(visit.essaim.db, day.slug, by=visit.actor, now=visit.now)
    return visit.words("The day is open to pledges.")


def _confirm(visit: Visit, day: ExitDay) -> str:
    going = confirm_exit_day(visit.essaim.db, day.slug, by=visit.actor, now=visit.now)
    return visit.words.plural("The day is confirmed: {n} institution leaves.", "The day is confirmed: {n} institutions leave.", going)


def _cancel(visit: Visit, day: ExitDay, reason: str) -> str:
    cancel_exit_day(visit.essaim.db, day.slug, reason, by=visit.actor, now=visit.now)
    return visit.words("The day is cancelled.")
