"""What is new of late: departures and ages reached, the newest first."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from dashboard.domain.departures import LEFT, Status
from db.chunks import among
from db.tables import DepartureRow, MilestoneRow, OrganisationRow, StandingRow

TOLD = (*(status.value for status in LEFT), Status.RETURNED.value)


def moved(session: Session, today: date, limit: int) -> list[int]:
    """Organisations of which a departure or a return was logged last, or came last, up to today."""
    by_log = select(DepartureRow.organisation_id).where(col(DepartureRow.status).in_(TOLD), DepartureRow.on <= today)
    by_day = select(StandingRow.organisation_id).where(col(StandingRow.departed_on) <= today)
    logged = session.exec(by_log.order_by(col(DepartureRow.id).desc()).limit(limit)).all()
    come = session.exec(by_day.order_by(col(StandingRow.departed_on).desc(), col(StandingRow.organisation_id)).limit(limit)).all()
    return list(dict.fromkeys([*logged, *come]))


def reached(
    session: Session, today: date, limit: int | None, organisation_ids: Collection[int] | None = None
) -> Sequence[tuple[OrganisationRow, StandingRow, MilestoneRow]]:
    """Readings at an age that can be compared, the last reached first; of everybody, or of some organisations."""
    query: Any = (
        select(OrganisationRow, StandingRow, MilestoneRow)
        .join(StandingRow, col(StandingRow.organisation_id) == OrganisationRow.id)
        .join(MilestoneRow, col(MilestoneRow.organisation_id) == OrganisationRow.id)
        .where(col(MilestoneRow.recovery_low).is_not(None), MilestoneRow.as_of <= today, col(StandingRow.departed_on) <= today)
    )
    if organisation_ids is not None:
        query = query.where(among(session, col(OrganisationRow.id), organisation_ids))
    order = (col(MilestoneRow.as_of).desc(), col(OrganisationRow.slug), col(MilestoneRow.age))
    return [(one, standing, milestone) for one, standing, milestone in session.execute(query.order_by(*order).limit(limit))]


def lows(session: Session, organisation_ids: Sequence[int]) -> dict[int, dict[int, float]]:
    """Lower ends of some organisations by age; ages at which they were not read are left out."""
    found: dict[int, dict[int, float]] = {}
    query = select(MilestoneRow).where(col(MilestoneRow.organisation_id).in_(list(organisation_ids)))
    for row in session.exec(query):
        if row.recovery_low is not None:
            found.setdefault(row.organisation_id, {})[row.age] = row.recovery_low
    return found
