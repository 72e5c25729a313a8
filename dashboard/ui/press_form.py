"""Freezing the figure of the day for the press, and the figures that were frozen."""

import streamlit as st

from dashboard.given_addresses import press_page
from dashboard.presenters.press import saying
from dashboard.services.press.freeze import freeze_figure
from dashboard.services.press.read import press_figures_of
from dashboard.ui.forms import save
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

SHOWN = 5
"""The newest; the others keep their addresses."""


def show_press_form(visit: Visit, slug: str) -> None:
    """For somebody who may contribute for the institution."""
    words = visit.words
    with st.expander(words("Freeze the figure of the day for the press"), key="press"):
        text = words(
            "The sentence, the figures and their sources get a public address of their own and a hash by which anybody can check them. "
            "They do not change any more, and cannot be taken back."
        )
        show("section_text", words, text=text)
        if st.button(words("Freeze this figure"), key="press.freeze", type="primary"):
            save(visit, lambda: _freeze(visit, slug))
        found = press_figures_of(visit.essaim.db, slug)[:SHOWN]
        if found:
            language = words.language
            links = [(words("Frozen on {day}", day=one.frozen_at), press_page(language, one.short)) for one in found]
            show("links", words, links=links)


def _freeze(visit: Visit, slug: str) -> str:
    essaim, words = visit.essaim, visit.words
    figure = freeze_figure(essaim.db, slug, saying(visit.today, essaim.holding), by=visit.actor, now=visit.now, holding=essaim.holding)
    if figure.frozen_at < visit.now:
        return words("This figure was frozen already, on {day}: {hash}.", day=figure.frozen_at, hash=figure.short)
    return words("Frozen: {hash}. Its address is below.", hash=figure.short)
