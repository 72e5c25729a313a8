"""Take snapshots in: store them, roll them up by day, and move the standings of those concerned, in one transaction."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from dashboard.domain.figures import Holding, Snapshot
from dashboard.services.standings import refresh_after
from db import accounts, figures


def record_snapshots(session: Session, snapshots: Sequence[Snapshot], *, today: date, holding: Holding) -> None:
    """Store snapshots of any number of accounts inside the caller's transaction.

    Writing the same account and instant twice stores it once. Figures of days to come must not reach this point.
    """
    if not snapshots:
        return
    figures.store(session, snapshots)
    owners = accounts.owners(session, {one.account_id for one in snapshots})
    earliest: dict[int, date] = {}
    origins: set[int] = set()
    for one in snapshots:
        organisation_id, is_origin = owners[one.account_id]
        day = one.at.date()
        if organisation_id not in earliest or day < earliest[organisation_id]:
            earliest[organisation_id] = day
        if is_origin:
            origins.add(organisation_id)
    refresh_after(session, earliest, origins, today=today, holding=holding)
