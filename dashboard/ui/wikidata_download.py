"""Dated counts for Wikidata, as a file for whoever of the collective brings them there."""

import streamlit as st

from dashboard.services.export_quickstatements import export_quickstatements
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_wikidata_download(visit: Visit) -> None:
    """What it holds, and the button; the file is made when asked for."""
    words, essaim = visit.words, visit.essaim
    text = words(
        "The baseline and the latest count of every certified institution with a Wikidata item, exact figures only, for QuickStatements. "
        "Whoever runs it there signs for it."
    )
    show("section", words, title=words("For Wikidata"), text=text)

    def build() -> bytes:
        return export_quickstatements(essaim.db, public_url=essaim.settings.public_url).text.encode()

    st.download_button(
        words("Commands for QuickStatements"),
        build,
        file_name="essaim-quickstatements.tsv",
        mime="text/tab-separated-values",
        on_click="ignore",
        key="quickstatements",
    )
