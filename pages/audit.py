"""Audit."""

from dashboard.addresses import AUDIT
from dashboard.ui import visit
from dashboard.ui.templates import show

seen = visit.current()
words = seen.words

show("heading", words, kicker=None, title=words(AUDIT.title), lede=words(AUDIT.about))
