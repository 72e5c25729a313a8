"""What the new accounts of institutions counted last between two days."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, func, not_, select

from dashboard.domain.accounts import Origin
from db.chunks import among
from db.tables import AccountRow, DailyRow

Counts = dict[int, tuple[date, int]]
"""By account: the day of a count, and the followers counted."""


def new_accounts_between(session: Session, organisation_ids: Sequence[int], first: date, last: date) -> Counts:
    """By account: the newest count between two days, both included. Accounts that were not read then are left out, as are counts that
    wait for a look.
    """
    newest = (
        select(DailyRow.account_id, func.max(DailyRow.day).label("day"))
        .join(AccountRow, col(AccountRow.id) == col(DailyRow.account_id))
        .where(
            AccountRow.origin == Origin.DESTINATION.value,
            among(session, col(AccountRow.organisation_id), organisation_ids),
            not_(col(DailyRow.flagged)),
            col(DailyRow.day) >= first,
            col(DailyRow.day) <= last,
        )
        .group_by(col(DailyRow.account_id))
        .subquery()
    )
    query = select(col(DailyRow.account_id), col(DailyRow.day), col(DailyRow.followers)).join(
        newest, (newest.c.account_id == DailyRow.account_id) & (newest.c.day == DailyRow.day)
    )
    return {account: (day, followers) for account, day, followers in session.exec(query)}
