"""Audit: who did what to which row, when and from which session; filtered, exported, checked."""

import streamlit as st

from dashboard.addresses import AUDIT
from dashboard.domain.errors import NotFound
from dashboard.services.read_audit import read_audit
from dashboard.ui import audit_view, visit
from dashboard.ui.messages import show_error
from dashboard.ui.templates import show

seen = visit.current()
words = seen.words
asked = audit_view.parse(st.query_params.to_dict())

show("heading", words, kicker=None, title=words(AUDIT.title), lede=words(AUDIT.about))
audit_view.show_filters(seen, asked)
try:
    page = read_audit(seen.essaim.db, asked, by=seen.actor, now=seen.now)
except NotFound as problem:
    show_error(words, problem)
    st.stop()
audit_view.show_lines(seen, asked, page)
audit_view.show_export(seen, asked)

show("section", words, title=words("Is it whole?"), text=words("Each line holds a digest of the one before: a change leaves a break."))
audit_view.show_check(seen)
