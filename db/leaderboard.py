"""The leaderboard's queries: standing rows and milestones by their indexes, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Double, Select, and_, case, cast, func, not_, or_
from sqlmodel import Session, col, select

from dashboard.domain.departures import Status
from dashboard.domain.leaderboard import GROWTH_HOLDS, MEASURE_OF_KIND, PER, Missing, Order, Standing, per_person
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
    return and_(compared, col(StandingRow.as_of) >= _growth_from(selection)) if selection.order is Order.GROWTH else compared


def _growth_from(selection: Selection) -> date:
    return selection.today - timedelta(days=GROWTH_HOLDS)


def _of_group(selection: Selection, group: Group) -> ColumnElement[bool]:
    if group is Group.NOT_ENOUGH:
        departed, stale = col(StandingRow.departed_on), col(StandingRow.as_of) < _growth_from(selection)
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


def page(session: Session, selection: Selection, group: Group, offset: int, limit: int) -> list[Standing]:
    """Standings of one part, in order of rank, then by name."""
    reading = _reading(selection)
    high = {Order.RECOVERY: reading.recovery_high, Order.FOLLOWERS: reading.regained_high}.get(selection.order)
    order: list[Any] = [] if group is Group.NOT_ENOUGH else [_value(selection).desc()]
    if order and high is not None:
        order.append(func.coalesce(col(high), -1).desc())
    query = (
        _rows(selection, OrganisationRow, StandingRow, *([MilestoneRow] if selection.age is not None else []))
        .where(_of_group(selection, group))
        .order_by(*order, col(OrganisationRow.match_key), col(OrganisationRow.slug))
        .offset(offset)
        .limit(limit)
    )
    rows = session.execute(query).all()
    return [standing(row[0], row[1], row[2] if selection.age is not None else row[1], selection) for row in rows]


def better(session: Session, selection: Selection, value: float) -> int:
    """How many certified organisations of the selection have a higher value in its order than this."""
    certified = col(OrganisationRow.level).in_(CERTIFIED)
    return int(session.scalar(_rows(selection, func.count()).where(_compared(selection, value), certified)) or 0)


def bands(session: Session, selection: Selection) -> list[tuple[float, float | None]]:
    """The recovery of every certified organisation of the selection: lower and upper end."""
    reading = _reading(selection)
    query = _rows(selection, col(reading.recovery_low), col(reading.recovery_high)).where(_of_group(selection, Group.CERTIFIED))
    return [(low, high) for low, high in session.execute(query)]


def lows_now(session: Session, selection: Selection) -> dict[str, float]:
    """The lower end of every certified organisation of the selection that is compared, by slug."""
    query = _rows(selection, OrganisationRow.slug, col(_reading(selection).recovery_low))
    return {slug: low for slug, low in session.execute(query.where(_of_group(selection, Group.CERTIFIED)))}


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
    known = as_organisation(organisation)
    people: int | None = getattr(known, MEASURE_OF_KIND[known.kind].value)
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
        missing=_missing(latest, reading, selection, people),
        fictional=known.fictional,
        growth=latest.growth,
        per_person=per_person(reading.regained_low if reading else None, people),
    )


def _missing(latest: StandingRow, reading: StandingRow | MilestoneRow | None, selection: Selection, people: int | None) -> Missing | None:
    if latest.departed_on is None or latest.departed_on > selection.today:
        return Missing.DEPARTURE
    if latest.baseline is None and selection.order is Order.RECOVERY:
        return Missing.BASELINE
    if latest.as_of is None:
        return Missing.ACCOUNT
    if selection.order is Order.GROWTH:
        return Missing.READING if latest.as_of < _growth_from(selection) else Missing.EARLIER if latest.growth is None else None
    low = None if reading is None else reading.recovery_low if selection.order is Order.RECOVERY else reading.regained_low
    if low is not None:
        return Missing.SIZE if selection.order is Order.PER_PERSON and not people else None
    if selection.age is not None and latest.departed_on + timedelta(days=selection.age) > selection.today:
        return Missing.AGE
    return Missing.READING


def next_departures(session: Session, today: date, limit: int) -> list[Standing]:
    """Those whose departure is dated and still to come, soonest first."""
    selection = Selection(today, None)
    query = _rows(selection, OrganisationRow, StandingRow).where(col(StandingRow.departed_on) > today)
    query = query.order_by(col(StandingRow.departed_on), col(OrganisationRow.match_key)).limit(limit)
    return [standing(organisation, latest, latest, selection) for organisation, latest in session.execute(query)]
