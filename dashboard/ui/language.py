"""The language of one run: the address decides, else the browser, else the settings."""

import streamlit as st

from dashboard.config import LANGUAGES
from dashboard.i18n import Words, words_in


def choose(asked: str | None, browser: str | None, otherwise: str) -> str:
    """``asked`` if one of ours, else the browser's (``fr-CA`` is French) if one of ours, else ``otherwise``."""
    for wish in (asked, browser):
        language = (wish or "").replace("_", "-").split("-")[0].lower()
        if language in LANGUAGES:
            return language
    return otherwise


def current_words(asked: str | None, otherwise: str) -> Words:
    """The words for whoever reads this run."""
    return words_in(choose(asked, st.context.locale, otherwise))
