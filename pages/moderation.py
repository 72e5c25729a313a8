"""Moderation."""

from dashboard.addresses import MODERATION
from dashboard.ui import visit
from dashboard.ui.templates import show

seen = visit.current()
words = seen.words

show("heading", words, kicker=None, title=words(MODERATION.title), lede=words(MODERATION.about))
