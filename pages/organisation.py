"""Organisation: the sentence, the chart, three figures, how to reuse them, the events, the table."""

import streamlit as st

from dashboard.charts.sentences import transfer_sentence, transfer_text
from dashboard.charts.transfer import transfer_chart
from dashboard.domain.errors import NotFound
from dashboard.domain.views import Measure, TimeAxis
from dashboard.presenters import choices, notes, organisation_parts, sources, what_happened
from dashboard.presenters.transfer_rows import transfer_rows
from dashboard.ui import controls, downloads, loaders, visit
from dashboard.ui.annotation_forms import private_notes
from dashboard.ui.figures import show_figure
from dashboard.ui.for_the_team import show_for_the_team
from dashboard.ui.messages import show_error, show_success
from dashboard.ui.organisation_view import show_links, show_numbers, show_readings, show_reuse
from dashboard.ui.pickers import pick_one
from dashboard.ui.templates import show

seen = visit.current()
words, view = seen.words, seen.view
if view.organisation is None:
    lede = words("Its departure, its audience before and after, and the source of every figure.")
    show("heading", words, kicker=None, title=words("Which institution?"), lede=lede)
    pick_one(seen, words("Institution"))
    st.stop()
try:
    found = loaders.organisation(seen, view.organisation)
except NotFound as problem:
    show_error(words, problem)
    pick_one(seen, words("Institution"))
    st.stop()

private = private_notes(seen, found.organisation.slug)
rows = transfer_rows(found, today=seen.today, holding=seen.essaim.holding, private=list(notes.marks(words, private)))
proofs = loaders.proofs(seen, [found.organisation.slug])[found.organisation.slug]
axis = view.axis or TimeAxis.CALENDAR
st.set_page_config(page_title=f"{found.organisation.name} · essaim")
kicker, lede = organisation_parts.kicker(words, found.organisation, proofs), organisation_parts.lede(words, found)
show("heading", words, kicker=kicker, title=transfer_sentence(rows, words), lede=lede)
show_success(words)

show("section", words, title=words("Followers per network, before and after the departure"), text="")
with controls.line("switches"):
    controls.switch("measure", words("Measure"), list(Measure), view.measure, lambda one: choices.measure_name(words, one))
    controls.switch("axis", words("Time"), list(TimeAxis), axis, lambda one: choices.axis_name(words, one))
show_figure(
    seen,
    f"transfer-{found.organisation.slug}",
    lambda theme, narrow: transfer_chart(rows, view.measure, axis, theme, words, narrow=narrow),
    transfer_text(rows, words),
    private=bool(private),
)
show("source", words, lines=sources.source_lines(words, found))
show_numbers(seen, found)

show("section", words, title=words("Reuse these figures"), text="")
downloads.show_series_csv(seen, [found.organisation])
show_reuse(seen, found.organisation)

show("section", words, title=words("What happened"), text="")
show("events", words, events=what_happened.events(words, found, seen.today, private))
show_for_the_team(seen, found.organisation)
show_links(seen, found)
show_readings(seen, rows)
pick_one(seen, words("Another institution"))
