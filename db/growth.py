"""What the new accounts of institutions counted last between two days."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, func, not_, select

from dashboard.domain.accounts import Origin
from db.chunks import among
from db.tables import AccountRow, DailyRow


def new_accounts_between(session: Session, organisation_ids: Sequence[int], first: date, last: date) -> dict[int, int]:
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
    query = select(DailyRow.account_id, DailyRow.followers).join(
        newest, (newest.c.account_id == DailyRow.account_id) & (newest.c.day == DailyRow.day)
    )
    return dict(session.exec(query).all())
