"""Compare: up to six institutions on one scale, aligned on their departure unless the calendar is asked for."""

from functools import partial

import streamlit as st

from dashboard.addresses import COMPARE
from dashboard.charts.comparison import comparison_chart
from dashboard.domain.errors import NotFound
from dashboard.domain.views import TimeAxis
from dashboard.presenters import notes
from dashboard.presenters.choices import axis_name
from dashboard.presenters.comparison import common_age, compared_row, described, headline, recovery_line
from dashboard.presenters.shared_views import note_events
from dashboard.ui import controls, downloads, loaders, visit
from dashboard.ui.figures import show_figure
from dashboard.ui.messages import show_error
from dashboard.ui.pickers import pick_several
from dashboard.ui.sharing import show_sharing
from dashboard.ui.state import address, organisation_address
from dashboard.ui.templates import show

seen = visit.current()
words, view = seen.words, seen.view
axis = view.axis or TimeAxis.DAYS

found, problems = [], []
for slug in view.organisations:
    try:
        found.append(loaders.organisation(seen, slug))
    except NotFound as unknown:
        problems.append(unknown)
drawn = [(one, recovery_line(words, one, seen.today)) for one in found]
lines = [line for _, line in drawn if line is not None]

lede = words("The share of the audience left on X that each has regained, at least and at most, counted from its own departure.")
show("heading", words, kicker=None, title=headline(words, lines), lede=lede)
for problem in problems:
    show_error(words, problem)
pick_several(seen, words("Institutions"))
if not found:
    show_sharing(seen, [], axis)
    st.stop()

with controls.line("switches"):
    controls.switch("axis", words("Time"), [TimeAxis.DAYS, TimeAxis.CALENDAR], axis, lambda one: axis_name(words, one))
on_all = notes.of_movement(note for one in found for note in one.annotations) if axis is TimeAxis.CALENDAR else ()
marks = list(notes.marks(words, on_all))
show_figure(
    seen,
    "comparison",
    lambda theme, narrow: comparison_chart(lines, theme, words, axis=axis, narrow=narrow, marks=marks),
    described(words, lines, marks),
)
age, link = common_age(lines), partial(organisation_address, view=view)
show("compared", words, chart="comparison", age=age, rows=[compared_row(words, one, line, age, link) for one, line in drawn])
names = {one.organisation.slug: one.organisation.name for one in found}
told = list(note_events(words, list(dict.fromkeys(note for one in found for note in one.annotations)), names))
if told:
    show("section", words, title=words("Notes on this chart"), text="")
    show("events", words, events=told)
downloads.show_series_csv(seen, [one.organisation for one in found])
show("links", words, links=[(words("Link to this view"), address(COMPARE, view))])
show_sharing(seen, [one.organisation for one in found], axis)
