"""The confirmed exit days on which one institution leaves."""

from dashboard.domain.exit_days.days import State
from dashboard.services.exit_days.read import ExitDay, as_exit_day
from db import exit_days, organisations, pledges
from db.engine import Database


def read_days_of(db: Database, slug: str) -> list[ExitDay]:
    """Those to which it has been bound since they were confirmed, the next first; what it pledged before that is its own affair.

    :raises NotFound: no such institution.
    """
    with db.reading() as session:
        key = organisations.by_slug(session, slug).id or 0
        bound = {row.exit_day_id for row in pledges.of_organisation(session, key) if row.bound}
        if not bound:
            return []
        rows = exit_days.exit_days(session, states=(State.CONFIRMED, State.DONE))
        return [as_exit_day(session, row) for row in rows if row.id in bound]
