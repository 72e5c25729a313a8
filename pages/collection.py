"""Collection: what was read when, what failed, what to do about it, and reading now."""

import streamlit as st

from dashboard.addresses import CONNECT_ACCOUNTS
from dashboard.domain.people import Act
from dashboard.ui import collection_view, loaders, visit
from dashboard.ui.messages import show_success
from dashboard.ui.state import View, address
from dashboard.ui.templates import show
from dashboard.ui.wikidata_download import show_wikidata_download

seen = visit.current()
words, view = seen.words, seen.view
status = loaders.collection(seen)

show("heading", words, kicker=None, title=collection_view.headline(words, status), lede=collection_view.lede(words, status))
show_success(words)
if not status.accounts:
    if seen.may_somewhere(Act.CONTRIBUTE):
        show("links", words, links=[(words("Connect accounts"), address(CONNECT_ACCOUNTS, View(language=view.language)))])
    st.stop()
if seen.may(Act.COLLECT) and st.button(words("Read now"), type="primary", key="read", disabled=not status.collected):
    collection_view.read_now(seen)
collection_view.show_accounts(seen, status.accounts)
if seen.may(Act.MODERATE):
    show_wikidata_download(seen)
    collection_view.show_x_token_link(seen)
