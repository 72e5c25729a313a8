"""Bring your figures: what to fetch from X before closing the account, what each file gives, what was stored."""

from dashboard.ui import contribution, visit
from dashboard.ui.bring.page import show_page

seen = visit.current()
contribution.pick(seen)
show_page(seen, contribution.institution(seen))
