"""What is new of late: departures and ages reached, the newest first."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from dashboard.domain.departures import LEFT, Status
from db.chunks import among
from db.tables import DepartureRow, MilestoneRow, OrganisationRow, StandingRow

TOLD = (*(status.value for status in LEFT), Status.RETURNED.value)


class Reading(NamedTuple):
    """What an organisation had regained at an age, and of what."""

    organisation_id: int
    departed_on: date
    baseline: int | None
    baseline_on: date | None
    baseline_source: str | None
    age: int
    as_of: date
    recovery_low: float
    recovery_high: float | None
    regained_low: int | None
    regained_high: int | None


def moved(session: Session, today: date, limit: int) -> list[int]:
    """Organisations of which a departure or a return was logged last, or came last, up to today."""
    by_log = select(DepartureRow.organisation_id).where(col(DepartureRow.status).in_(TOLD), DepartureRow.on <= today)
    by_day = select(StandingRow.organisation_id).where(col(StandingRow.departed_on) <= today)
    logged = session.exec(by_log.order_by(col(DepartureRow.id).desc()).limit(limit)).all()
    come = session.exec(by_day.order_by(col(StandingRow.departed_on).desc(), col(StandingRow.organisation_id)).limit(limit)).all()
    return list(dict.fromkeys([*logged, *come]))


def reached(session: Session, today: date, limit: int | None, organisation_ids: Collection[int] | None = None) -> Sequence[Reading]:
    """Readings at an age that can be compared, the last reached first; of everybody, or of some organisations."""
    left = (StandingRow.organisation_id, StandingRow.departed_on)
    baseline = (StandingRow.baseline, StandingRow.baseline_on, StandingRow.baseline_source)
    at_age = (MilestoneRow.age, MilestoneRow.as_of, MilestoneRow.recovery_low, MilestoneRow.recovery_high)
    followers: Any = (MilestoneRow.regained_low, MilestoneRow.regained_high)
    query: Any = (
        select(*left, *baseline, *at_age, *followers)  # type: ignore[call-overload]
        .join(OrganisationRow, col(OrganisationRow.id) == StandingRow.organisation_id)
        .join(MilestoneRow, col(MilestoneRow.organisation_id) == StandingRow.organisation_id)
        .where(col(MilestoneRow.recovery_low).is_not(None), MilestoneRow.as_of <= today, col(StandingRow.departed_on) <= today)
    )
    if organisation_ids is not None:
        query = query.where(among(session, col(StandingRow.organisation_id), organisation_ids))
    order = (col(MilestoneRow.as_of).desc(), col(OrganisationRow.slug), col(MilestoneRow.age))
    return [Reading(*row) for row in session.connection().execute(query.order_by(*order).limit(limit))]


def lows(session: Session, organisation_ids: Sequence[int]) -> dict[int, dict[int, float]]:
    """Lower ends of some organisations by age; ages at which they were not read are left out."""
    found: dict[int, dict[int, float]] = {}
    query: Any = select(col(MilestoneRow.organisation_id), col(MilestoneRow.age), col(MilestoneRow.recovery_low))
    query = query.where(among(session, col(MilestoneRow.organisation_id), organisation_ids), col(MilestoneRow.recovery_low).is_not(None))
    for key, age, low in session.connection().execute(query):
        found.setdefault(key, {})[age] = low
    return found
