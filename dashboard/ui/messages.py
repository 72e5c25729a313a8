"""What went wrong or well, said in the reader's language; everything from outside is escaped by the template."""

import logging

import streamlit as st

from dashboard.domain.errors import EssaimError
from dashboard.i18n import Words
from dashboard.ui import visit
from dashboard.ui.templates import show

_log = logging.getLogger(__name__)


def show_error(words: Words, problem: EssaimError) -> None:
    """One of our errors: what is wrong, where, what to do."""
    show("notice", words, tone="error", title="", text=words.error(problem))


def show_notice(words: Words, title: str, text: str = "", tone: str = "") -> None:
    """Something to know; ``tone`` is ``""``, ``ok`` or ``error``."""
    show("notice", words, tone=tone, title=title, text=text)


def script_failed(problem: Exception) -> bool:
    """Last resort of every page: our own errors are said as they are, any other is logged and only its existence is told."""
    words = visit.current().words
    if isinstance(problem, EssaimError):
        show_error(words, problem)
    else:
        _log.error("a page failed", exc_info=problem)
        show_notice(
            words,
            words("This page could not be shown."),
            words("The error is in the server’s log. Try again, or tell whoever runs this server."),
            "error",
        )
    return True


def remember_success(text: str) -> None:
    """Keep one sentence for the next run: a save starts the page again."""
    st.session_state["said"] = text


def show_success(words: Words) -> None:
    """Say the kept sentence once."""
    text = st.session_state.pop("said", None)
    if text:
        show_notice(words, text, tone="ok said")
