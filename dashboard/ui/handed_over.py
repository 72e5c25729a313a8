"""A link of one use that was just made: shown until the next save of this tab, to be copied and handed over. It is stored nowhere."""

from dataclasses import dataclass, field
from datetime import datetime

import streamlit as st

from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

KEPT = "handed_over"


@dataclass(frozen=True)
class HandedOver:
    """One link.

    :param text: what it is for, and what to do with it.
    :param page: path of the page on which it was made, and ``about`` what it was made for: it is shown there alone.
    :param saves: of the tab, when it was made.
    :param lasting: whether it opens again and again: ``text`` then says until when.
    """

    link: str = field(repr=False)
    text: str
    page: str
    about: str
    saves: int
    until: datetime | None = None
    lasting: bool = False


def keep(link: str, text: str, *, page: str, about: str = "", until: datetime | None = None, lasting: bool = False) -> None:
    """Keep a link for the run that follows the save in which it was made."""
    st.session_state[KEPT] = HandedOver(link, text, page, about, st.session_state.get("saves", 0) + 1, until, lasting)


def show_handed_over(visit: Visit, *, page: str, about: str = "") -> None:
    """Show the link that was just made here, with a button that copies it."""
    made: HandedOver | None = st.session_state.get(KEPT)
    if made is None:
        return
    if (made.page, made.about, made.saves) != (page, about, st.session_state.get("saves", 0)):
        del st.session_state[KEPT]
        return
    words = visit.words
    show("section_text", words, text=made.text)
    st.code(made.link, language=None, wrap_lines=True)
    once = words("It works once, until {until}.", until=made.until) if made.until else words("It works once.")
    said = [] if made.lasting else [once]
    show("source", words, lines=[" ".join([*said, words("It is shown now and never again: nobody can look it up later.")])])
