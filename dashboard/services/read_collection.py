"""Read the state of the collection: what was read when, what failed and what to do."""

from datetime import datetime

from dashboard.domain.accounts import AccountState
from dashboard.domain.names import match_key
from dashboard.services.views import AccountStatus, CollectionStatus
from db import accounts, figures, organisations
from db.details import from_text
from db.engine import Database
from db.tables import AccountRow, ObservationRow

FINE = (AccountState.ACTIVE.value, AccountState.MOVED.value)


def read_collection(db: Database, *, now: datetime) -> CollectionStatus:
    """Every account with its last count; those that need somebody first, then those read longest ago."""
    with db.reading() as session:
        names = {row.id: (row.slug, row.name) for row in organisations.everyone(session)}
        rows = accounts.of_organisations(session, [key for key in names if key])
        ids = [row.id for row in rows if row.id]
        last = figures.last(session, ids)
        notes = accounts.last_observations(session, [row.id for row in rows if row.id and row.state != AccountState.ACTIVE.value])
        statuses = [_status(row, names[row.organisation_id], last.get(row.id or 0), notes.get(row.id or 0)) for row in rows]
        read = {one.account.id for one in statuses if one.collected}
        collected = [row for row in rows if row.id in read]
        return CollectionStatus(
            accounts=sorted(statuses, key=_urgency),
            collected=len(collected),
            by_hand=len(rows) - len(collected),
            failing=sum(row.state not in FINE for row in rows),
            never_read=sum(row.read_at is None for row in collected),
            last_round_at=max((row.read_at for row in collected if row.read_at), default=None),
        )


def _status(
    row: AccountRow, organisation: tuple[str, str], last: tuple[datetime, int] | None, note: ObservationRow | None
) -> AccountStatus:
    slug, name = organisation
    return AccountStatus(
        account=accounts.as_account(row, slug),
        organisation_name=name,
        last_read_at=last[0] if last else None,
        last_followers=last[1] if last else None,
        problem=(note.message, from_text(note.details)) if note else None,
        remedy=note.remedy if note else None,
        due_at=row.due_at,
    )


def _urgency(status: AccountStatus) -> tuple[bool, bool, float, str]:
    read_at = status.last_read_at.timestamp() if status.last_read_at else 0.0
    return (status.problem is None, not status.collected, read_at, match_key(status.organisation_name))
