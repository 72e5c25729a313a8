"""Moderation: claims that wait, figures to look at, proofs that are missing, official domains, twins of the register."""

from dashboard.addresses import MODERATION
from dashboard.services.claims import read
from dashboard.services.find_duplicates import find_duplicates
from dashboard.services.plausibility.read import waiting as waiting_figures
from dashboard.ui import flags_view, merge_form, moderation_view, visit
from dashboard.ui.messages import show_success
from dashboard.ui.templates import show

seen = visit.current()
words, db = seen.words, seen.essaim.db
waiting = read.waiting(db, seen.actor, now=seen.now)
lost = read.lost(db, seen.actor, now=seen.now)
held = waiting_figures(db, seen.actor, now=seen.now)
pairs = find_duplicates(db, seen.actor, now=seen.now)

show("heading", words, kicker=None, title=moderation_view.headline(words, waiting, lost, held.total), lede=words(MODERATION.about))
show_success(words)
moderation_view.show_waiting(seen, waiting)
flags_view.show_held(seen, held)
moderation_view.show_lost(seen, lost)
merge_form.show_duplicates(seen, pairs)
merge_form.show_merge(seen, pairs)
moderation_view.show_domain(seen)
