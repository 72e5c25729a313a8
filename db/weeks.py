"""How the certified stood at the beginning of the last weeks: written once a week, for the movement on the leaderboard."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, delete, func, insert, literal
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from db.leaderboard import CERTIFIED, Selection, of_selection
from db.tables import MilestoneRow, OrganisationRow, PastStandingRow, StandingRow

COLUMNS = ("week_on", "age", "organisation_id", "recovery_low", "recovery_high")
LATEST = 0
"""The age under which the latest reading is kept."""


def monday(day: date) -> date:
    """The day on which its week began."""
    return day - timedelta(days=day.weekday())


def wanting(session: Session, today: date, ages: Sequence[int]) -> bool:
    """Whether this week is not kept yet although there is something to keep."""
    kept = select(col(PastStandingRow.week_on)).where(col(PastStandingRow.week_on) >= monday(today)).limit(1)
    if session.scalar(kept) is not None:
        return False
    return any(session.execute(_now(today, age).limit(1)).first() is not None for age in (LATEST, *ages))


def keep(session: Session, today: date, ages: Sequence[int]) -> None:
    """Write how every certified organisation stands today, at each age and at its latest reading."""
    for age in (LATEST, *ages):
        session.execute(insert(PastStandingRow).from_select(list(COLUMNS), _now(today, age)))


def forget(session: Session, before: date) -> None:
    """Drop the weeks that began before a day."""
    session.execute(delete(PastStandingRow).where(col(PastStandingRow.week_on) < before))


def last_week(session: Session, today: date) -> date | None:
    """The day of last week on which the standings were kept; None if they were not."""
    begun = monday(today)
    kept = select(func.max(PastStandingRow.week_on)).where(
        col(PastStandingRow.week_on) < begun, col(PastStandingRow.week_on) >= begun - timedelta(weeks=1)
    )
    found: date | None = session.scalar(kept)
    return found


def lows_then(session: Session, selection: Selection, week_on: date) -> dict[str, float]:
    """The lower end of each organisation of the selection in a week that was kept, by slug."""
    age = LATEST if selection.age is None else selection.age
    query: Any = select(OrganisationRow.slug, PastStandingRow.recovery_low).join(
        PastStandingRow, col(PastStandingRow.organisation_id) == col(OrganisationRow.id)
    )
    query = of_selection(query, selection).where(col(PastStandingRow.week_on) == week_on, col(PastStandingRow.age) == age)
    return {slug: low for slug, low in session.execute(query)}


def _now(today: date, age: int) -> Any:
    reading: type[StandingRow | MilestoneRow] = StandingRow if age == LATEST else MilestoneRow
    week_on = literal(today, Date)
    query: Any = sa_select(week_on, literal(age), col(OrganisationRow.id), col(reading.recovery_low), col(reading.recovery_high)).join_from(
        OrganisationRow, StandingRow, col(StandingRow.organisation_id) == col(OrganisationRow.id)
    )
    if reading is MilestoneRow:
        query = query.join(MilestoneRow, col(MilestoneRow.organisation_id) == col(OrganisationRow.id)).where(col(MilestoneRow.age) == age)
    return query.where(
        col(OrganisationRow.level).in_(CERTIFIED), col(reading.recovery_low).is_not(None), col(StandingRow.departed_on) <= today
    )
