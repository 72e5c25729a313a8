"""My organisation."""

from dashboard.addresses import MY_ORGANISATION
from dashboard.ui import visit
from dashboard.ui.templates import show

seen = visit.current()
words = seen.words

show("heading", words, kicker=None, title=words(MY_ORGANISATION.title), lede=words(MY_ORGANISATION.about))
