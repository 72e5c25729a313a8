"""Reminders: which were sent, and the days that have something to remind of."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, delete, select

from dashboard.domain.exit_days.days import State
from db.tables import ExitDayRow, ReminderRow

STATES = (State.OPEN, State.CONFIRMED, State.DONE)


def days_between(session: Session, first: date, last: date) -> Sequence[ExitDayRow]:
    """Days from one date to another to which somebody may have pledged."""
    query = select(ExitDayRow).where(
        col(ExitDayRow.state).in_([one.value for one in STATES]), col(ExitDayRow.on) >= first, col(ExitDayRow.on) <= last
    )
    return session.exec(query.order_by(col(ExitDayRow.starts_at), col(ExitDayRow.id))).all()


def claimed(session: Session, exit_day_id: int, organisation_id: int) -> set[tuple[int, str]]:
    """Who was reminded of what: (person, task)."""
    query = select(ReminderRow).where(ReminderRow.exit_day_id == exit_day_id, ReminderRow.organisation_id == organisation_id)
    return {(row.person_id, row.task) for row in session.exec(query)}


def forget(session: Session, before: datetime) -> None:
    """Delete those of before that instant: their day has passed, so that none of them could be sent again."""
    session.execute(delete(ReminderRow).where(col(ReminderRow.claimed_at) < before))
