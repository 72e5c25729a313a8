"""Who stands beside an institution: what its place among those of its kind, and those like it, are found by."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_
from sqlmodel import Session, col, select

from dashboard.domain.organisations import Kind, Level, Organisation, SizeClass, SizeMeasure
from db.tables import MilestoneRow, OrganisationRow, StandingRow


@dataclass(frozen=True)
class One:
    """One institution.

    :param size: people by its own measure, with the name of that measure; ``low``: what it had regained at the age, if it was read.
    """

    slug: str
    name: str
    kind: Kind
    certified: bool
    size: tuple[SizeMeasure, int] | None
    size_class: SizeClass | None
    left: bool
    low: float | None
    high: float | None


def everyone(session: Session, today: date, age: int, kind: Kind | None) -> list[One]:
    """All of a kind, or of every kind."""
    at_age = and_(col(MilestoneRow.organisation_id) == OrganisationRow.id, col(MilestoneRow.age) == age)
    of_it = (OrganisationRow.slug, OrganisationRow.name, OrganisationRow.kind, OrganisationRow.level)
    sizes = (OrganisationRow.population, OrganisationRow.students, OrganisationRow.staff)
    query: Any = (
        select(*of_it, *sizes, StandingRow.departed_on, MilestoneRow.recovery_low, MilestoneRow.recovery_high)  # type: ignore[call-overload]
        .join(StandingRow, col(StandingRow.organisation_id) == OrganisationRow.id)
        .join(MilestoneRow, at_age, isouter=True)
    )
    if kind is not None:
        query = query.where(col(OrganisationRow.kind) == kind.value)
    found = []
    for slug, name, its_kind, level, population, students, staff, departed_on, low, high in session.execute(query):
        one = Organisation(slug, name, Kind(its_kind), population=population, students=students, staff=staff)
        left = departed_on is not None and departed_on <= today
        place = (slug, name, one.kind, Level(level).certified, one.size, one.size_class)
        found.append(One(*place, left, low if left else None, high if left else None))
    return found
