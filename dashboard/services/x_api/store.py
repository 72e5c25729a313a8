"""Store what one call to X's API said, of the accounts and of the token."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from connectors.base import Remedy, Target
from connectors.x_api import Reading
from dashboard.domain.errors import EssaimError
from dashboard.domain.figures import Holding
from dashboard.services.store_outcomes import store_outcomes
from db.details import to_text
from db.tables import AccountRow, XTokenRow


def targets_of(rows: Sequence[AccountRow]) -> list[Target]:
    """The accounts as X is asked for them."""
    return [Target(row.id or 0, row.handle, row.remote_id) for row in rows]


def store_reading(session: Session, row: XTokenRow, reading: Reading, *, now: datetime, holding: Holding, every: timedelta) -> None:
    """Store it inside the caller's transaction. A call that failed as a whole says something of the token, and nothing of the accounts."""
    if reading.problem is not None:
        # X does not change its mind within the hour about a token that it refuses.
        later = None if reading.problem.remedy is Remedy.RETRY_LATER else now + every
        note_problem(row, reading.problem, reading.resume_at or later)
        return
    row.problem, row.details = None, "{}"
    row.read_at, row.resume_at = now, reading.resume_at
    store_outcomes(session, reading.outcomes, now=now, holding=holding, every=every, together=row.id)


def note_problem(row: XTokenRow, problem: EssaimError, resume_at: datetime | None) -> None:
    """Keep the token, with what is wrong with it."""
    row.problem, row.details, row.resume_at = problem.message[:500], to_text(problem.values), resume_at
