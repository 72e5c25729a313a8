"""People."""

from dashboard.addresses import PEOPLE
from dashboard.ui import visit
from dashboard.ui.templates import show

seen = visit.current()
words = seen.words

show("heading", words, kicker=None, title=words(PEOPLE.title), lede=words(PEOPLE.about))
