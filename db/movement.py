"""The movement as a whole: sums and counts over standing rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from dashboard.domain.departures import MADE_PUBLIC
from dashboard.domain.leaderboard import Order, Standing
from db.standing_made import columns, made
from db.tables import MilestoneRow, OrganisationRow, StandingRow


def departures_by_day(session: Session) -> list[tuple[date, int]]:
    """Per day: how many organisations leave on it, planned ones included, in order."""
    query = (
        select(col(StandingRow.departed_on), func.count())
        .where(col(StandingRow.departed_on).is_not(None))
        .group_by(col(StandingRow.departed_on))
        .order_by(col(StandingRow.departed_on))
    )
    return [(day, n) for day, n in session.exec(query) if day is not None]


def by_kind(session: Session, today: date) -> list[tuple[str, int]]:
    """Kinds of those that left, the most frequent first."""
    query = (
        select(OrganisationRow.kind, func.count())
        .join(StandingRow, col(StandingRow.organisation_id) == OrganisationRow.id)
        .where(col(StandingRow.departed_on) <= today)
        .group_by(OrganisationRow.kind)
        .order_by(func.count().desc(), col(OrganisationRow.kind))
    )
    return [(kind, n) for kind, n in session.exec(query)]


def sums(session: Session, today: date) -> Sequence[Any]:
    """Over those that left: (how many have a baseline, its sum), then (how many, sum of the lower ends, of the upper ends).

    The latter over those that have both ends; over those that have a lower one if none has both, the sum of the upper ones is then None.
    """
    left = col(StandingRow.departed_on) <= today
    baseline = select(func.count(col(StandingRow.baseline)), func.coalesce(func.sum(StandingRow.baseline), 0)).where(left)
    regained = select(
        func.count(), func.coalesce(func.sum(StandingRow.regained_low), 0), func.coalesce(func.sum(StandingRow.regained_high), 0)
    ).where(left, col(StandingRow.regained_low).is_not(None), col(StandingRow.baseline).is_not(None))
    both = session.execute(regained.where(col(StandingRow.regained_high).is_not(None))).one()
    known = [int(one) for one in session.execute(baseline).one()]
    if both[0]:
        return [*known, *map(int, both)]
    n, low, _ = session.execute(regained).one()
    return [*known, int(n), int(low), None]


def by_status(session: Session) -> dict[str | None, int]:
    """How many organisations are on each rung (None: nothing logged)."""
    return {status: n for status, n in session.exec(select(StandingRow.status, func.count()).group_by(col(StandingRow.status)))}


def announced(session: Session) -> int:
    """How many organisations made their departure public without a day for it."""
    return int(session.scalar(select(func.count()).select_from(StandingRow).where(*_announced())) or 0)


def recovery_at(session: Session, age: int) -> list[float]:
    """Lower ends of recovery of all organisations at one age."""
    query = select(MilestoneRow.recovery_low).where(MilestoneRow.age == age, col(MilestoneRow.recovery_low).is_not(None))
    return [low for low in session.exec(query) if low is not None]


def regained_around(session: Session, first: date, last: date, *, until: date, fictional: bool) -> list[tuple[int, int, int, int]]:
    """(key, age, followers regained at least, baseline) of those that left between two days, both included, at each age they were read.

    :param until: no reading after that day. :param fictional: whether of those that are made up, or of the others.
    """
    low, baseline = col(MilestoneRow.regained_low), col(StandingRow.baseline)
    query: Any = (
        select(MilestoneRow.organisation_id, MilestoneRow.age, low, baseline)
        .join(StandingRow, col(StandingRow.organisation_id) == col(MilestoneRow.organisation_id))
        .join(OrganisationRow, col(OrganisationRow.id) == col(MilestoneRow.organisation_id))
        .where(
            low.is_not(None),
            baseline.is_not(None),
            MilestoneRow.as_of <= until,
            col(StandingRow.departed_on) >= first,
            col(StandingRow.departed_on) <= last,
            OrganisationRow.fictional == fictional,
        )
    )
    return [tuple(row) for row in session.execute(query)]


def leaving(
    session: Session, today: date, first: date, last: date, *, newest_first: bool = False, offset: int = 0, limit: int = 100
) -> list[tuple[int, Standing]]:
    """Those that leave between two days, both included, with their key: by day, then by name."""
    on = col(StandingRow.departed_on)
    query = _with_names().where(on >= first, on <= last).order_by(on.desc() if newest_first else on, *_by_name())
    return _as_they_stand(session, query.offset(offset).limit(limit), today)


def undated(session: Session, today: date, *, offset: int = 0, limit: int = 100) -> list[tuple[int, Standing]]:
    """Those that made their departure public without a day for it, with their key, by name."""
    query = _with_names().where(*_announced()).order_by(*_by_name())
    return _as_they_stand(session, query.offset(offset).limit(limit), today)


def _announced() -> tuple[ColumnElement[bool], ...]:
    public = [one.value for one in MADE_PUBLIC]
    return col(StandingRow.status).in_(public), col(StandingRow.departed_on).is_(None)


def _with_names() -> Any:
    query: Any = select(OrganisationRow.id, *columns(StandingRow))
    return query.join_from(OrganisationRow, StandingRow, col(StandingRow.organisation_id) == OrganisationRow.id)


def _by_name() -> tuple[Any, ...]:
    return col(OrganisationRow.match_key), col(OrganisationRow.slug)


def _as_they_stand(session: Session, query: Any, today: date) -> list[tuple[int, Standing]]:
    rows = session.connection().execute(query).all()
    return [(key, made(row, today, None, Order.RECOVERY)) for key, *row in rows]


def days(session: Session) -> dict[str, date]:
    """The day of the latest reading of each organisation that has one, by slug."""
    query = select(OrganisationRow.slug, col(StandingRow.as_of)).join(StandingRow, col(StandingRow.organisation_id) == OrganisationRow.id)
    return {slug: day for slug, day in session.exec(query.where(col(StandingRow.as_of).is_not(None))) if day is not None}
