"""The leaderboard's queries: standing rows and milestones by their indexes, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_
from sqlmodel import Session, col, select

from dashboard.domain.departures import Status
from dashboard.domain.leaderboard import Missing, Standing
from dashboard.domain.organisations import SIZE_BOUNDS, Kind, Level, SizeClass, SizeMeasure
from db.organisations import as_organisation
from db.tables import MilestoneRow, OrganisationRow, StandingRow

CERTIFIED = tuple(level.value for level in Level if level.certified)


class Group(StrEnum):
    """The three parts of the leaderboard, never mixed up."""

    CERTIFIED = "certified"
    LISTED = "listed"
    NOT_ENOUGH = "not_enough"


@dataclass(frozen=True)
class Selection:
    """What is compared.

    :param age: one of domain.leaderboard.AGES, or None for everyone's latest reading.
    """

    today: date
    age: int | None
    kind: Kind | None = None
    size_class: SizeClass | None = None


def _reading(selection: Selection) -> type[MilestoneRow | StandingRow]:
    return StandingRow if selection.age is None else MilestoneRow


def _rows(selection: Selection, *columns: Any) -> Select[Any]:
    query: Select[Any] = (
        select(*columns).select_from(OrganisationRow).join(StandingRow, col(StandingRow.organisation_id) == OrganisationRow.id)
    )
    if selection.age is not None:
        at_age = and_(col(MilestoneRow.organisation_id) == OrganisationRow.id, col(MilestoneRow.age) == selection.age)
        query = query.join(MilestoneRow, at_age, isouter=True)
    if selection.kind is not None:
        query = query.where(col(OrganisationRow.kind) == selection.kind.value)
    if selection.size_class is not None:
        query = query.where(size_class_is(selection.size_class))
    return query


def size_class_is(wanted: SizeClass) -> ColumnElement[bool]:
    """Whether an organisation is of a size class: by the first measure known, as domain.organisations says."""
    large: list[ColumnElement[bool]] = []
    medium: list[ColumnElement[bool]] = []
    earlier: list[ColumnElement[bool]] = []
    for measure in SizeMeasure:
        value = col(getattr(OrganisationRow, measure.value))
        from_medium, from_large = SIZE_BOUNDS[measure]
        large.append(and_(*earlier, value >= from_large))
        medium.append(and_(*earlier, value >= from_medium, value < from_large))
        earlier.append(value.is_(None))
    known = or_(*(not_(none) for none in earlier))
    if wanted is SizeClass.LARGE:
        return or_(*large)
    return or_(*medium) if wanted is SizeClass.MEDIUM else and_(known, not_(or_(*large, *medium)))


def _compared(selection: Selection, above: float | None = None) -> ColumnElement[bool]:
    """Whether an organisation has a place in the comparison (and regained more than that)."""
    low = col(_reading(selection).recovery_low)
    # "At least 0" is all that are known, and lets SQLite walk the index of recovery in its order, which "is not null" does not.
    return and_(low >= 0 if above is None else low > above, col(StandingRow.departed_on) <= selection.today)


def _of_group(selection: Selection, group: Group) -> ColumnElement[bool]:
    if group is Group.NOT_ENOUGH:
        low = col(_reading(selection).recovery_low)
        return or_(low.is_(None), col(StandingRow.departed_on) > selection.today, col(StandingRow.departed_on).is_(None))
    certified = col(OrganisationRow.level).in_(CERTIFIED)
    return and_(_compared(selection), certified if group is Group.CERTIFIED else not_(certified))


def counts(session: Session, selection: Selection) -> dict[Group, int]:
    """How many organisations of the selection are in each part."""
    certified = col(OrganisationRow.level).in_(CERTIFIED)
    compared = _rows(selection, func.count(), func.sum(case((certified, 1), else_=0))).where(_compared(selection))
    everyone = int(session.scalar(_rows(replace(selection, age=None), func.count())) or 0)
    n, n_certified = session.execute(compared).one()
    return {Group.CERTIFIED: n_certified or 0, Group.LISTED: n - (n_certified or 0), Group.NOT_ENOUGH: everyone - n}


def page(session: Session, selection: Selection, group: Group, offset: int, limit: int) -> list[Standing]:
    """Standings of one part, in order of rank, then by name."""
    reading = _reading(selection)
    order: list[Any] = (
        [col(reading.recovery_low).desc(), func.coalesce(col(reading.recovery_high), -1).desc()] if group is not Group.NOT_ENOUGH else []
    )
    query = (
        _rows(selection, OrganisationRow, StandingRow, *([MilestoneRow] if selection.age is not None else []))
        .where(_of_group(selection, group))
        .order_by(*order, col(OrganisationRow.match_key), col(OrganisationRow.slug))
        .offset(offset)
        .limit(limit)
    )
    rows = session.execute(query).all()
    return [standing(row[0], row[1], row[2] if selection.age is not None else row[1], selection) for row in rows]


def better(session: Session, selection: Selection, recovery_low: float) -> int:
    """How many certified organisations of the selection regained more, at least, than this."""
    certified = col(OrganisationRow.level).in_(CERTIFIED)
    return int(session.scalar(_rows(selection, func.count()).where(_compared(selection, recovery_low), certified)) or 0)


def median_low(session: Session, selection: Selection, n: int) -> float | None:
    """Median of the lower ends over the ``n`` certified organisations of the selection."""
    if not n:
        return None
    low = col(_reading(selection).recovery_low)
    query = _rows(selection, low).where(_of_group(selection, Group.CERTIFIED)).order_by(low).offset((n - 1) // 2).limit(2 - n % 2)
    values: Sequence[float] = session.execute(query).scalars().all()
    return sum(values) / len(values)


def standing(
    organisation: OrganisationRow,
    latest: StandingRow,
    reading: StandingRow | MilestoneRow | None,
    selection: Selection,
) -> Standing:
    """One organisation's standing as it may be published; ``missing`` says what it lacks for the comparison."""
    known = as_organisation(organisation)
    measure, size = known.size or (None, None)
    departed_on = latest.departed_on
    age = (reading.as_of - departed_on).days if reading and reading.as_of and departed_on else None
    return Standing(
        slug=known.slug,
        name=known.name,
        kind=known.kind,
        level=known.level,
        size=size,
        size_measure=measure,
        size_class=known.size_class,
        status=Status(latest.status) if latest.status else None,
        departed_on=departed_on,
        baseline=latest.baseline,
        baseline_on=latest.baseline_on,
        baseline_source=latest.baseline_source,
        regained_low=reading.regained_low if reading else None,
        regained_high=reading.regained_high if reading else None,
        recovery_low=reading.recovery_low if reading else None,
        recovery_high=reading.recovery_high if reading else None,
        as_of=reading.as_of if reading else None,
        age=age,
        missing=_missing(latest, reading, selection),
        fictional=known.fictional,
    )


def _missing(latest: StandingRow, reading: StandingRow | MilestoneRow | None, selection: Selection) -> Missing | None:
    if latest.departed_on is None or latest.departed_on > selection.today:
        return Missing.DEPARTURE
    if latest.baseline is None:
        return Missing.BASELINE
    if reading is not None and reading.recovery_low is not None:
        return None
    if latest.as_of is None:
        return Missing.ACCOUNT
    if selection.age is not None and latest.departed_on + timedelta(days=selection.age) > selection.today:
        return Missing.AGE
    return Missing.READING


def next_departures(session: Session, today: date, limit: int) -> list[Standing]:
    """Those whose departure is dated and still to come, soonest first."""
    selection = Selection(today, None)
    query = _rows(selection, OrganisationRow, StandingRow).where(col(StandingRow.departed_on) > today)
    query = query.order_by(col(StandingRow.departed_on), col(OrganisationRow.match_key)).limit(limit)
    return [standing(organisation, latest, latest, selection) for organisation, latest in session.execute(query)]
