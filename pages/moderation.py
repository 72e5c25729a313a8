"""Moderation: claims that wait, proofs that are missing, official domains, institutions that are in the register twice."""

from dashboard.addresses import MODERATION
from dashboard.services.claims import read
from dashboard.services.find_duplicates import find_duplicates
from dashboard.ui import merge_form, moderation_view, visit
from dashboard.ui.messages import show_success
from dashboard.ui.templates import show

seen = visit.current()
words, db = seen.words, seen.essaim.db
waiting = read.waiting(db, seen.actor, now=seen.now)
lost = read.lost(db, seen.actor, now=seen.now)
pairs = find_duplicates(db, seen.actor, now=seen.now)

show("heading", words, kicker=None, title=moderation_view.headline(words, waiting, lost), lede=words(MODERATION.about))
show_success(words)
moderation_view.show_waiting(seen, waiting)
moderation_view.show_lost(seen, lost)
merge_form.show_duplicates(seen, pairs)
merge_form.show_merge(seen, pairs)
moderation_view.show_domain(seen)
