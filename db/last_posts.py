"""When accounts last posted, as far as that is known: from their own statistics, and from how many posts were counted."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, func, select

from dashboard.domain.networks import Network
from db.chunks import among
from db.tables import AccountRow, PostRow, SnapshotRow


def told(session: Session, organisation_ids: Collection[int], network: Network) -> Mapping[int, date]:
    """The day of the last post in the statistics that each institution brought of its accounts on that network."""
    query = (
        select(AccountRow.organisation_id, func.max(PostRow.on))
        .join(AccountRow, col(AccountRow.id) == col(PostRow.account_id))
        .where(AccountRow.network == network.value, among(session, col(AccountRow.organisation_id), organisation_ids))
        .group_by(col(AccountRow.organisation_id))
    )
    return {key: on for key, on in session.execute(query) if on is not None}


def counted(
    session: Session, organisation_ids: Collection[int], network: Network, since: datetime
) -> Mapping[int, list[list[tuple[int, date, date]]]]:
    """How many posts each account had, read from an instant on: (count, day on which it was read first, and last), by institution.

    A count that was read every day is one row; those that wait for a look are left out.
    """
    first, last = func.min(SnapshotRow.at), func.max(SnapshotRow.at)
    query: Any = (
        select(AccountRow.organisation_id, AccountRow.id, SnapshotRow.posts, first, last)  # type: ignore[call-overload]
        .join(AccountRow, col(AccountRow.id) == col(SnapshotRow.account_id))
        .where(
            AccountRow.network == network.value,
            col(SnapshotRow.posts).is_not(None),
            col(SnapshotRow.flagged).is_(False),
            col(SnapshotRow.at) >= since,
            among(session, col(AccountRow.organisation_id), organisation_ids),
        )
        .group_by(col(AccountRow.organisation_id), col(AccountRow.id), col(SnapshotRow.posts))
        .order_by(col(AccountRow.id), first)
    )
    found: dict[int, dict[int, list[tuple[int, date, date]]]] = defaultdict(lambda: defaultdict(list))
    for key, account, posts, begun, ended in session.execute(query):
        found[key][account].append((posts, begun.date(), ended.date()))
    return {key: list(accounts.values()) for key, accounts in found.items()}
