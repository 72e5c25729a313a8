"""Who stands beside an institution: what its place among those of its kind, and those like it, are found by."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_
from sqlmodel import Session, col, select

from dashboard.domain.organisations import Kind
from db.organisations import as_organisation
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
    size: tuple[str, int] | None
    size_class: str | None
    left: bool
    low: float | None
    high: float | None


def everyone(session: Session, today: date, age: int, kind: Kind | None) -> list[One]:
    """All of a kind, or of every kind."""
    at_age = and_(col(MilestoneRow.organisation_id) == OrganisationRow.id, col(MilestoneRow.age) == age)
    query: Any = (
        select(OrganisationRow, col(StandingRow.departed_on), col(MilestoneRow.recovery_low), col(MilestoneRow.recovery_high))
        .join(StandingRow, col(StandingRow.organisation_id) == OrganisationRow.id)
        .join(MilestoneRow, at_age, isouter=True)
    )
    if kind is not None:
        query = query.where(col(OrganisationRow.kind) == kind.value)
    found = []
    for row, departed_on, low, high in session.execute(query):
        one = as_organisation(row)
        size = (one.size[0].value, one.size[1]) if one.size else None
        left = departed_on is not None and departed_on <= today
        place = (one.slug, one.name, one.kind, one.level.certified, size, one.size_class.value if one.size_class else None)
        found.append(One(*place, left, low if left else None, high if left else None))
    return found
