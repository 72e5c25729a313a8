"""Team."""

from dashboard.addresses import TEAM
from dashboard.ui import visit
from dashboard.ui.templates import show

seen = visit.current()
words = seen.words

show("heading", words, kicker=None, title=words(TEAM.title), lede=words(TEAM.about))
