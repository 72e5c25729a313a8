"""Exit days: the days on which institutions leave together; one of them, with its tipping point, its pledges and its coordination."""

import streamlit as st

from dashboard.addresses import EXIT_DAYS
from dashboard.domain.errors import NotFound
from dashboard.domain.people import Act
from dashboard.ui import loaders, visit
from dashboard.ui.exit_days.campaign_forms import show_coordination
from dashboard.ui.exit_days.coordination import show_behind
from dashboard.ui.exit_days.day_list import ahead, show_days, title
from dashboard.ui.exit_days.day_view import show_day
from dashboard.ui.exit_days.own_part import show_own_part
from dashboard.ui.exit_days.pack_view import show_day_pack, show_sector_packs
from dashboard.ui.messages import show_error, show_success
from dashboard.ui.templates import show

seen = visit.current()
words = seen.words

if seen.view.day is not None:
    try:
        day = loaders.exit_day(seen, seen.view.day)
    except NotFound as problem:
        show_error(words, problem)
    else:
        show_day(seen, day)
        show_own_part(seen, day)
        if seen.may(Act.CAMPAIGN):
            show_behind(seen, day)
            show_day_pack(seen, day)
        st.stop()

days = loaders.exit_days(seen)
show("heading", words, kicker=None, title=title(seen, days), lede=words(EXIT_DAYS.about))
show_success(words)
show_days(seen, days)
if seen.may(Act.CAMPAIGN):
    show_coordination(seen, coming=bool(ahead(seen, days)))
    show_sector_packs(seen)
