"""My organisation: what is left to do for it; how to begin for those who are in no team yet."""

import streamlit as st

from dashboard.domain.errors import NotFound
from dashboard.services.claims.read import my_claims, steps_of
from dashboard.ui import contribution, loaders, visit
from dashboard.ui.claim_forms import show_proofs
from dashboard.ui.claim_list import show_claims
from dashboard.ui.joining import show_how_to_begin, show_joining
from dashboard.ui.messages import show_error
from dashboard.ui.my_organisation_view import show_chooser, show_home, situation

seen = visit.current()
slug = contribution.chosen(seen)

if slug is None:
    if seen.own:
        show_chooser(seen)
    else:
        show_how_to_begin(seen)
    st.stop()
try:
    shown = loaders.organisation(seen, slug)
except NotFound as problem:
    show_error(seen.words, problem)
    show_how_to_begin(seen)
    st.stop()

claims = my_claims(seen.essaim.db, seen.actor, slug, now=seen.now)
proven = [own.claim for own in claims]
room = show_home(seen, situation(seen, shown, proven)) if slug in seen.own else show_joining(seen, shown)
with room:
    show_proofs(seen, shown, steps_of(seen.essaim.db, seen.actor, slug, now=seen.now))
show_claims(seen, claims)
