"""Forget what about people has no use any more: dead sessions, expired links and codes, shared views that open no longer, attempts,
reminders that were sent."""

from datetime import datetime, timedelta

from dashboard.domain.shared_views import KEPT_DAYS
from db import attempts, factors, reminders, sessions, shared_views, tickets
from db.engine import Database

DAY = timedelta(days=1)
"""No limit looks back further than an hour, nor does a person take a day to confirm a code generator."""
REMINDED = timedelta(days=60)
"""How long it is kept that somebody was reminded: a reminder goes out on one day, and could never be sent again."""


def forget(db: Database, *, now: datetime) -> None:
    """Delete it. Sessions go once they cannot be used: their lines of the audit stay."""
    with db.writing() as session:
        tickets.forget(session, now)
        attempts.forget(session, now - DAY)
        factors.forget_begun(session, now - DAY)
        sessions.forget(session, now - sessions.IDLE)
        reminders.forget(session, now - REMINDED)
        shared_views.forget(session, now.date() - timedelta(days=KEPT_DAYS))
