"""Log a departure: choose or register an institution, then log the steps of its departure."""

import streamlit as st

from dashboard.addresses import CONNECT_ACCOUNTS, ORGANISATION
from dashboard.domain.people import Act
from dashboard.presenters import what_happened
from dashboard.ui import contribution, visit
from dashboard.ui.departure_form import show_departure_form
from dashboard.ui.messages import show_success
from dashboard.ui.register_form import show_register_form
from dashboard.ui.state import View, address
from dashboard.ui.templates import show

seen = visit.current()
words, view = seen.words, seen.view

show(
    "heading",
    words,
    kicker=None,
    title=words("Log the steps of a departure"),
    lede=words(
        "Announced, left, closed, or back: each step with its date and its source. A correction is a new entry, nothing is overwritten."
    ),
)
show_success(words)
contribution.pick(seen)
if seen.may(Act.REGISTER):
    with st.expander(words("It is not in the list: register it"), expanded=view.organisation is None):
        show_register_form(seen)
shown = contribution.institution(seen)

show("section", words, title=shown.organisation.name, text="")
events = what_happened.events(words, shown, seen.today)
if events:
    show("events", words, events=events)
else:
    show("section_text", words, text=words("Nothing is logged yet. The date of the departure is day 0 of its curve."))
show_departure_form(seen, shown)

onward = View(organisations=(shown.organisation.slug,), language=view.language)
show(
    "links",
    words,
    links=[(words("Connect its new accounts"), address(CONNECT_ACCOUNTS, onward)), (words("See its page"), address(ORGANISATION, onward))],
)
