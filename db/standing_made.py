"""A standing as it may be published, made from columns of the institution, of its latest reading, and of the reading that is compared."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from dashboard.domain.departures import Status
from dashboard.domain.leaderboard import GROWTH_HOLDS, MEASURE_OF_KIND, Missing, Order, Standing, per_person
from dashboard.domain.organisations import Kind, Level, SizeMeasure, class_of, size_of
from db.tables import MilestoneRow, OrganisationRow, StandingRow

ORGANISATION = ("slug", "name", "kind", "level", "population", "students", "staff", "fictional")
LATEST = ("status", "departed_on", "baseline", "baseline_on", "baseline_source", "as_of", "growth")
READING = ("regained_low", "regained_high", "recovery_low", "recovery_high", "as_of")
_KINDS = {one.value: one for one in Kind}
_LEVELS = {one.value: one for one in Level}
_STATUSES = {None: None} | {one.value: one for one in Status}


def columns(reading: type[StandingRow | MilestoneRow]) -> Sequence[Any]:
    """What ``made`` wants to know, for a query: rows as objects take three times as long.

    :param reading: where the reading stands that is compared.
    """
    tables = ((OrganisationRow, ORGANISATION), (StandingRow, LATEST), (reading, READING))
    return [getattr(table, name) for table, names in tables for name in names]


def cells(organisation: OrganisationRow, latest: StandingRow, reading: StandingRow | MilestoneRow | None) -> Sequence[Any]:
    """The same of rows that have been read."""
    rows = ((organisation, ORGANISATION), (latest, LATEST), (reading, READING))
    return [getattr(row, name) if row else None for row, names in rows for name in names]


def growth_from(today: date) -> date:
    """The first day of a reading whose growth is still compared."""
    return today - timedelta(days=GROWTH_HOLDS)


def made(row: Sequence[Any], today: date, asked_age: int | None, order: Order) -> Standing:
    """One organisation's standing; ``missing`` says what it lacks for the comparison.

    :param row: the columns; ``asked_age``: at which all are compared, None for the latest reading; ``order``: by what.
    """
    slug, name, kind_, level, population, students, staff, fictional, *rest = row
    status, departed_on, baseline, baseline_on, baseline_source, latest_on, growth, *reading = rest
    regained_low, regained_high, recovery_low, recovery_high, as_of = reading
    kind, size = _KINDS[kind_], size_of(population, students, staff)
    measure = MEASURE_OF_KIND[kind]
    people = population if measure is SizeMeasure.POPULATION else students if measure is SizeMeasure.STUDENTS else staff

    def missing() -> Missing | None:
        if departed_on is None or departed_on > today:
            return Missing.DEPARTURE
        if baseline is None and order is Order.RECOVERY:
            return Missing.BASELINE
        if latest_on is None:
            return Missing.ACCOUNT
        if order is Order.GROWTH:
            return Missing.READING if latest_on < growth_from(today) else Missing.EARLIER if growth is None else None
        if (recovery_low if order is Order.RECOVERY else regained_low) is not None:
            return Missing.SIZE if order is Order.PER_PERSON and not people else None
        if asked_age is not None and departed_on + timedelta(days=asked_age) > today:
            return Missing.AGE
        return Missing.READING

    return Standing(
        slug,
        name,
        kind,
        _LEVELS[level],
        size[1] if size else None,
        size[0] if size else None,
        class_of(size),
        _STATUSES[status],
        departed_on,
        baseline,
        baseline_on,
        baseline_source,
        regained_low,
        regained_high,
        recovery_low,
        recovery_high,
        as_of,
        (as_of - departed_on).days if as_of and departed_on else None,
        missing(),
        fictional,
        growth,
        per_person(regained_low, people),
    )
