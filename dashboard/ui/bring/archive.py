"""The X archive, read on the reader's own computer: the page that does it is framed here."""

from urllib.parse import urlencode

import streamlit as st

from dashboard.addresses import ARCHIVE
from dashboard.services.views import OrganisationView
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

HEIGHT = 480
"""In pixels, until dashboard/static/frames.js has measured the page."""


def show_part(visit: Visit, shown: OrganisationView) -> None:
    """How to get the archive, and the page that reads it."""
    words = visit.words
    here = f"{ARCHIVE}?{urlencode({'o': shown.organisation.slug, 'lang': words.language})}"
    text = words(
        "On X, ask for it under Settings and privacy, Your account, Download an archive of your data. "
        "X says by message when it is ready, a day or more later: download the ZIP and leave it as it is."
    )
    show("section", words, title=words("The X archive"), text=text)
    st.iframe(here, height=HEIGHT, alt=words("Reader of X archives"))
    show("links", words, links=[(words("Open this reader in a page of its own"), here)])
