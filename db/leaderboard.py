"""The leaderboard's queries: standing rows and milestones by their indexes, a page at a time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Double, Select, and_, case, cast, func, not_, or_
from sqlmodel import Session, col, select

from dashboard.domain.leaderboard import MEASURE_OF_KIND, PER, Order, Standing
from dashboard.domain.organisations import SIZE_BOUNDS, Kind, Level, SizeClass, SizeMeasure
from db.standing_made import cells, columns, growth_from, made
from db.tables import MilestoneRow, OrganisationRow, StandingRow

CERTIFIED = tuple(level.value for level in Level if level.certified)
Banded = tuple[str, float, float | None]
"""Slug, lower and upper end of the recovery."""


class Group(StrEnum):
    """The three parts of the leaderboard, never mixed up."""

    CERTIFIED = "certified"
    LISTED = "listed"
    NOT_ENOUGH = "not_enough"


@dataclass(frozen=True)
class Selection:
    """What is compared.

    :param age: one of domain.leaderboard.AGES, or None for everyone's latest reading: growth, which has no age, is of that.
    """

    today: date
    age: int | None
    kind: Kind | None = None
    size_class: SizeClass | None = None
    order: Order = Order.RECOVERY

    def __post_init__(self) -> None:
        if self.order is Order.GROWTH:
            object.__setattr__(self, "age", None)


def _reading(selection: Selection) -> type[MilestoneRow | StandingRow]:
    return StandingRow if selection.age is None else MilestoneRow


def _value(selection: Selection) -> Any:
    """What the order compares, as domain.leaderboard.Standing.value says it."""
    reading = _reading(selection)
    if selection.order is Order.RECOVERY:
        return col(reading.recovery_low)
    if selection.order is Order.GROWTH:
        return col(StandingRow.growth)
    if selection.order is Order.FOLLOWERS:
        return col(reading.regained_low)
    measures = ((kind.value, getattr(OrganisationRow, measure.value)) for kind, measure in MEASURE_OF_KIND.items())
    size = case(*((col(OrganisationRow.kind) == kind, col(measure)) for kind, measure in measures))
    return cast(reading.regained_low, Double) * PER / func.nullif(size, 0)


def _rows(selection: Selection, *columns: Any) -> Select[Any]:
    query: Select[Any] = (
        select(*columns).select_from(OrganisationRow).join(StandingRow, col(StandingRow.organisation_id) == OrganisationRow.id)
    )
    if selection.age is not None:
        at_age = and_(col(MilestoneRow.organisation_id) == OrganisationRow.id, col(MilestoneRow.age) == selection.age)
        query = query.join(MilestoneRow, at_age, isouter=True)
    return of_selection(query, selection)


def of_selection(query: Select[Any], selection: Selection) -> Select[Any]:
    """Only the organisations of the kind and the size class that were chosen."""
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
        # A comparison with what is not known is neither true nor false, and so is its contrary.
        known_here = (*earlier, value.is_not(None))
        large.append(and_(*known_here, value >= from_large))
        medium.append(and_(*known_here, value >= from_medium, value < from_large))
        earlier.append(value.is_(None))
    known = or_(*(not_(none) for none in earlier))
    if wanted is SizeClass.LARGE:
        return or_(*large)
    return or_(*medium) if wanted is SizeClass.MEDIUM else and_(known, not_(or_(*large, *medium)))


def _compared(selection: Selection, above: float | None = None) -> ColumnElement[bool]:
    """Whether an organisation has a place in the comparison (and a higher value than that)."""
    value = _value(selection)
    # "At least 0" is all that are known, and lets SQLite walk the index of recovery in its order, which "is not null" does not.
    known = value.is_not(None) if selection.order is Order.GROWTH else value >= 0
    compared = and_(known if above is None else value > above, col(StandingRow.departed_on) <= selection.today)
    return and_(compared, col(StandingRow.as_of) >= growth_from(selection.today)) if selection.order is Order.GROWTH else compared


def _of_group(selection: Selection, group: Group) -> ColumnElement[bool]:
    if group is Group.NOT_ENOUGH:
        departed, stale = col(StandingRow.departed_on), col(StandingRow.as_of) < growth_from(selection.today)
        wanting = (_value(selection).is_(None), departed > selection.today, departed.is_(None))
        return or_(*wanting, stale) if selection.order is Order.GROWTH else or_(*wanting)
    certified = col(OrganisationRow.level).in_(CERTIFIED)
    return and_(_compared(selection), certified if group is Group.CERTIFIED else not_(certified))


def counts(session: Session, selection: Selection) -> dict[Group, int]:
    """How many organisations of the selection are in each part."""
    certified = col(OrganisationRow.level).in_(CERTIFIED)
    compared = _rows(selection, func.count(), func.sum(case((certified, 1), else_=0))).where(_compared(selection))
    everyone = int(session.scalar(_rows(replace(selection, age=None), func.count())) or 0)
    n, n_certified = session.execute(compared).one()
    return {Group.CERTIFIED: n_certified or 0, Group.LISTED: n - (n_certified or 0), Group.NOT_ENOUGH: everyone - n}


def counts_of_each(session: Session) -> Counter[tuple[Kind, SizeClass | None]]:
    """How many organisations there are of each kind and size class, compared or not."""
    kind, size_class = col(OrganisationRow.kind), case(*((size_class_is(one), one.value) for one in SizeClass), else_=None)
    found = session.execute(select(kind, size_class, func.count()).group_by(kind, size_class)).all()
    return Counter({(Kind(one), SizeClass(size) if size else None): n for one, size, n in found})


def page(session: Session, selection: Selection, group: Group, offset: int, limit: int) -> list[Standing]:
    """Standings of one part, in order of rank, then by name."""
    reading = _reading(selection)
    high = {Order.RECOVERY: reading.recovery_high, Order.FOLLOWERS: reading.regained_high}.get(selection.order)
    order: list[Any] = [] if group is Group.NOT_ENOUGH else [_value(selection).desc()]
    if order and high is not None:
        order.append(func.coalesce(col(high), -1).desc())
    query = (
        _rows(selection, *columns(reading))
        .where(_of_group(selection, group))
        .order_by(*order, col(OrganisationRow.match_key), col(OrganisationRow.slug))
        .offset(offset)
        .limit(limit)
    )
    return as_they_stand(session, query, selection)


def better(session: Session, selection: Selection, value: float) -> int:
    """How many certified organisations of the selection have a higher value in its order than this."""
    certified = col(OrganisationRow.level).in_(CERTIFIED)
    return int(session.scalar(_rows(selection, func.count()).where(_compared(selection, value), certified)) or 0)


def bands(session: Session, selection: Selection) -> Sequence[Banded]:
    """Every certified organisation of the selection that is compared, with the lower and the upper end of its recovery."""
    reading = _reading(selection)
    query = _rows(selection, OrganisationRow.slug, col(reading.recovery_low), col(reading.recovery_high))
    return [(slug, low, high) for slug, low, high in session.execute(query.where(_of_group(selection, Group.CERTIFIED))).all()]


def kinds(session: Session) -> list[Kind]:
    """The kinds of which there is an organisation, in the order in which they are listed."""
    found = set(session.execute(select(OrganisationRow.kind).distinct()).scalars())
    return [kind for kind in Kind if kind.value in found]


def median_value(session: Session, selection: Selection, n: int) -> float | None:
    """Median of what the order compares over the ``n`` certified organisations of the selection."""
    if not n:
        return None
    value = _value(selection)
    query = _rows(selection, value).where(_of_group(selection, Group.CERTIFIED)).order_by(value).offset((n - 1) // 2).limit(2 - n % 2)
    values: Sequence[float] = session.execute(query).scalars().all()
    return sum(values) / len(values)


def standing(
    organisation: OrganisationRow,
    latest: StandingRow,
    reading: StandingRow | MilestoneRow | None,
    selection: Selection,
) -> Standing:
    """One organisation's standing as it may be published; ``missing`` says what it lacks for the comparison."""
    return made(cells(organisation, latest, reading), selection.today, selection.age, selection.order)


def as_they_stand(session: Session, query: Any, selection: Selection) -> list[Standing]:
    """What a query finds that begins with ``columns``."""
    rows = session.connection().execute(query).all()
    return [made(row, selection.today, selection.age, selection.order) for row in rows]


def next_departures(session: Session, today: date, limit: int) -> list[Standing]:
    """Those whose departure is dated and still to come, soonest first."""
    selection = Selection(today, None)
    query = _rows(selection, *columns(StandingRow)).where(col(StandingRow.departed_on) > today)
    return as_they_stand(session, query.order_by(col(StandingRow.departed_on), col(OrganisationRow.match_key)).limit(limit), selection)
