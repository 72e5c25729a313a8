"""Overview: who has left, what comes next, how they are doing; or how to begin."""

from functools import partial

import streamlit as st

from dashboard.addresses import EXIT_DAYS, LEADERBOARD, LOG_DEPARTURE, ORGANISATION
from dashboard.charts.departures import departures_chart
from dashboard.charts.recovery import recovery_chart
from dashboard.charts.rows import DeparturesRows
from dashboard.presenters import movement, notes
from dashboard.presenters.chart_tables import departures_table, recovery_table
from dashboard.ui import loaders, visit
from dashboard.ui.beginnings import show_beginnings
from dashboard.ui.exit_days.home_part import next_day
from dashboard.ui.figures import show_figure
from dashboard.ui.messages import show_success
from dashboard.ui.state import View, address, organisation_address
from dashboard.ui.templates import show

seen = visit.current()
words, plain = seen.words, View(language=seen.view.language)
found = loaders.overview(seen)

if not found.organisations:
    show("heading", words, kicker=None, title=words("Nobody is in the register yet"), lede=words("It begins with the first institution."))
    show_beginnings(seen)
    st.stop()
show("heading", words, kicker=None, title=movement.headline(words, found), lede=movement.lede(words, found))
show_success(words)
show("figures", words, figures=movement.key_figures(words, found))

show("section", words, title=words("Who has left?"), text=movement.by_kind(words, found))
rows = DeparturesRows(seen.today, tuple(found.departures))
marks = list(notes.marks(words, loaders.movement_notes(seen)))
show_figure(
    seen,
    "departures",
    lambda theme, narrow: departures_chart(rows, theme, words, narrow=narrow, marks=marks),
    movement.departures_described(words, found, marks),
    departures_table(words, found.departures, seen.today),
)
show("links", words, links=[(words("Look up one institution"), address(ORGANISATION, plain))])

coming = [*next_day(seen), *movement.next_events(words, found, partial(organisation_address, view=seen.view))]
show("section", words, title=words("What comes next?"), text="" if coming else words("No departure to come has been dated."))
if coming:
    show("coming", words, events=coming)
links = [(words("Exit days"), address(EXIT_DAYS, plain)), (words("Log a departure"), address(LOG_DEPARTURE, plain))]
show("links", words, links=links)

show(
    "section", words, title=words("How are they doing?"), text=words("The typical recovery at each age, among those that have reached it.")
)
spread = movement.spread(found)
show_figure(
    seen,
    "recovery",
    lambda theme, narrow: recovery_chart(spread, theme, words, narrow=narrow),
    movement.described(words, found),
    recovery_table(words, spread),
)
show("links", words, links=[(words("Who recovers best among comparable ones?"), address(LEADERBOARD, plain))])
show(
    "source",
    words,
    lines=[words("Last reading: {at}.", at=found.read_at) if found.read_at else words("No account has been read from its network yet.")],
)
