"""Standings: what they are computed from, read for many organisations at once, and how they are written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Date, Table, and_, case, delete, func, not_, or_
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col, select

from dashboard.domain.accounts import Origin
from dashboard.domain.baselines import AT_DEPARTURE_DAYS
from dashboard.domain.figures import DailyFigure, Holding, Precision, Provenance
from dashboard.domain.networks import Network
from db.bulk import day_for, insert_many, replacing
from db.chunks import among
from db.day_arithmetic import days_after
from db.tables import AccountRow, DailyRow, MilestoneRow, SourceRow, StandingRow


class Known(NamedTuple):
    """The last figure known of one new account up to some day; a tuple, because a round makes tens of thousands."""

    day: date
    followers: int
    provenance: Provenance


@lru_cache(maxsize=256)  # to build it takes as long as to ask it
def _last_known(up_to: Any = None) -> Any:
    """Last figure of each new account (up to a day): one look-up by key per account, whatever the number of snapshots."""
    inner = aliased(DailyRow)
    last = select(func.max(inner.day)).where(inner.account_id == AccountRow.id, not_(col(inner.flagged)))
    if up_to is not None:
        last = last.where(col(inner.day) <= up_to)
    # The day is compared in WHERE: PostgreSQL lets an ON see only the tables joined so far, and ``up_to`` may be of a later one.
    return (
        select(col(AccountRow.organisation_id), col(DailyRow.day), col(DailyRow.followers), col(DailyRow.provenance))
        .join(DailyRow, col(DailyRow.account_id) == AccountRow.id)
        .where(AccountRow.origin == Origin.DESTINATION.value)
        .where(col(DailyRow.day) == last.correlate(AccountRow, StandingRow).scalar_subquery())
    )


class Totals(NamedTuple):
    """The last figures of all new accounts of one organisation, taken together."""

    first_day: date
    last_day: date
    largest: int
    total: int


def totals(session: Session, organisation_ids: Iterable[int]) -> Mapping[int, Totals]:
    """The last figures of every new account, summed up per organisation by the database: what a daily round needs."""
    query, key_column = _totals()
    rows = session.connection().execute(query.where(among(session, key_column, organisation_ids)))
    return {key: Totals(first, last, largest, int(total)) for key, first, last, largest, total in rows}


@cache
def _totals() -> tuple[Any, Any]:
    each = _last_known().subquery()
    found = (func.min(each.c.day), func.max(each.c.day), func.max(each.c.followers), func.sum(each.c.followers))
    return sa_select(each.c.organisation_id, *found).group_by(each.c.organisation_id), each.c.organisation_id


def lows_before(session: Session, organisation_ids: Iterable[int], days: int, holding: Holding) -> Mapping[int, int]:
    """The lower end of each band so many days before the latest reading of its organisation, from the figures that held then.

    Those without one are left out: nothing was read, or the largest network of the time was not (domain.transfer.band).
    """
    earlier = days_after(session, StandingRow.as_of, -days)
    held: dict[int, list[str]] = defaultdict(list)
    for provenance in Provenance:
        held[holding.days(provenance)].append(provenance.value)
    read = or_(
        *(
            and_(col(DailyRow.provenance).in_(some), col(DailyRow.day) >= days_after(session, StandingRow.as_of, -days - more))
            for more, some in held.items()
        )
    )
    each = (
        _last_known(earlier)
        .add_columns(case((read, col(DailyRow.followers))).label("read"))
        .join(StandingRow, col(StandingRow.organisation_id) == AccountRow.organisation_id)
        .where(among(session, col(AccountRow.organisation_id), organisation_ids))
        .subquery()
    )
    low = func.max(each.c.read)
    query: Any = sa_select(each.c.organisation_id, low).group_by(each.c.organisation_id).having(low >= func.max(each.c.followers))
    return {key: followers for key, followers in session.connection().execute(query)}


def last_known(session: Session, organisation_ids: Iterable[int]) -> Mapping[int, list[Known]]:
    """The last figure of every new account of some organisations, by organisation."""
    query = _last_known().where(among(session, col(AccountRow.organisation_id), organisation_ids))
    return _by_organisation(session.connection().execute(query))


def known_at_age(
    session: Session, age: int, today: date, organisation_ids: Iterable[int] | None = None
) -> Mapping[int, tuple[date, list[Known]]]:
    """For every organisation that has reached an age: the day, and the last figure of each new account up to that day.

    :param age: days after departure.
    :param organisation_ids: only these; all if None.
    """
    target = days_after(session, StandingRow.departed_on, age)
    known = _last_known(target).join(StandingRow, col(StandingRow.organisation_id) == AccountRow.organisation_id)
    known = known.where(col(StandingRow.departed_on) <= today - timedelta(days=age))
    past = col(StandingRow.departed_on) <= today - timedelta(days=age)
    reached = select(col(StandingRow.organisation_id), col(StandingRow.departed_on)).where(past)
    if organisation_ids is not None:
        only = among(session, col(StandingRow.organisation_id), organisation_ids)
        known, reached = known.where(only), reached.where(only)
    found = _by_organisation(session.connection().execute(known))
    days = {key: day + timedelta(days=age) for key, day in session.connection().execute(reached) if day is not None}
    return {key: (day, found.get(key, [])) for key, day in days.items()}


def _by_organisation(rows: Iterable[Any]) -> dict[int, list[Known]]:
    provenances = {provenance.value: provenance for provenance in Provenance}
    found: dict[int, list[Known]] = defaultdict(list)
    for organisation_id, day, followers, provenance in rows:
        found[organisation_id].append(Known(day, followers, provenances[provenance]))
    return found


def figures_at_departure(session: Session, organisation_ids: Iterable[int]) -> Mapping[tuple[int, Network], list[DailyFigure]]:
    """The daily figures of the accounts being left that are closest to the departure, by organisation and network.

    Of each account those of the days around the departure, the last before and the first after it, leaving out flagged ones and
    those without a follower: of all its figures no other can be the baseline (domain.baselines). The source is the account's address
    where the figure has no other.
    """
    ids = list(organisation_ids)
    if not ids:
        return {}
    inner = aliased(DailyRow)
    of_account = and_(col(inner.account_id) == AccountRow.id, col(inner.followers) > 0, not_(col(inner.flagged)))
    last = select(func.max(inner.day)).where(of_account, col(inner.day) <= StandingRow.departed_on)
    first = select(func.min(inner.day)).where(of_account, col(inner.day) > StandingRow.departed_on)
    departed = col(StandingRow.departed_on)
    first_near, last_near = (days_after(session, departed, days) for days in (-AT_DEPARTURE_DAYS, AT_DEPARTURE_DAYS))
    usable = and_(col(DailyRow.followers) > 0, not_(col(DailyRow.flagged)))
    near = and_(usable, col(DailyRow.day) >= first_near, col(DailyRow.day) <= last_near)
    closest = [col(DailyRow.day) == one.correlate(AccountRow, StandingRow).scalar_subquery() for one in (last, first)]
    found: dict[tuple[int, Network], list[DailyFigure]] = defaultdict(list)
    for which in (near, *closest):
        query = (
            select(AccountRow, DailyRow, SourceRow.text)
            .join(StandingRow, col(StandingRow.organisation_id) == AccountRow.organisation_id)
            .join(DailyRow, col(DailyRow.account_id) == AccountRow.id)
            .join(SourceRow, col(DailyRow.source_id) == SourceRow.id, isouter=True)
            .where(among(session, col(AccountRow.organisation_id), ids), AccountRow.origin == Origin.ORIGIN.value)
            .where(which)
            .order_by(col(AccountRow.id))
        )
        for account, row, source in session.exec(query):
            source = source or account.url or ""
            figure = DailyFigure(
                row.account_id,
                row.day,
                row.followers,
                row.at,
                Provenance(row.provenance),
                Precision(row.precision),
                source,
                rounded_to=row.rounded_to,
            )
            found[account.organisation_id, Network(account.network)].append(figure)
    return found


def latest(session: Session, organisation_ids: Iterable[int]) -> Mapping[int, StandingRow]:
    """The standing rows of some organisations."""
    query = select(StandingRow).where(among(session, col(StandingRow.organisation_id), organisation_ids))
    return {row.organisation_id: row for row in session.exec(query)}


def standings(session: Session, organisation_ids: Iterable[int]) -> Mapping[int, tuple[date | None, int | None]]:
    """Departure day and baseline of some organisations, as their standing rows hold them."""
    query = select(col(StandingRow.organisation_id), col(StandingRow.departed_on), col(StandingRow.baseline))
    rows = session.connection().execute(query.where(among(session, col(StandingRow.organisation_id), organisation_ids)))
    return {key: (departed_on, baseline) for key, departed_on, baseline in rows}


LADDER = ("organisation_id", "status", "departed_on", "announced_on", "next_on")
BASELINE = ("organisation_id", "baseline", "baseline_on", "baseline_source")
LATEST = ("organisation_id", "regained_low", "regained_high", "recovery_low", "recovery_high", "as_of")
GROWTH = ("organisation_id", "growth")
MILESTONE = ("organisation_id", "age", "as_of", "regained_low", "regained_high", "recovery_low", "recovery_high")


def write_ladders(session: Session, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write the ladder of some organisations, in the order of LADDER."""
    _upsert(session, StandingRow, LADDER, rows)


def write_baselines(session: Session, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write the baseline of some organisations, in the order of BASELINE."""
    _upsert(session, StandingRow, BASELINE, rows)


def write_latest(session: Session, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write the latest reading of some organisations, in the order of LATEST."""
    _upsert(session, StandingRow, LATEST, rows)


def write_growths(session: Session, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write the growth of some organisations, in the order of GROWTH."""
    _upsert(session, StandingRow, GROWTH, rows)


def write_milestones(session: Session, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write readings at some age, in the order of MILESTONE."""
    _upsert(session, MilestoneRow, MILESTONE, rows)


def _upsert(session: Session, table: type[SQLModel], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    described: Table = table.__table__  # type: ignore[attr-defined]
    days = [isinstance(described.c[name].type, Date) for name in columns]
    texts = [tuple(day_for(v) if is_day else v for v, is_day in zip(row, days, strict=True)) for row in rows]
    insert_many(session, table, columns, texts, replacing(table, tuple(columns)))


def due(session: Session, today: date, ages: Sequence[int]) -> set[int]:
    """Organisations whose status changes by itself today, or that reached an age whose milestone is not written yet."""
    found = set(session.exec(select(StandingRow.organisation_id).where(col(StandingRow.next_on) <= today)).all())
    for age in ages:
        milestone = aliased(MilestoneRow)
        query = (
            select(StandingRow.organisation_id)
            .join(milestone, (col(milestone.organisation_id) == StandingRow.organisation_id) & (col(milestone.age) == age), isouter=True)
            .where(col(StandingRow.departed_on) <= today - timedelta(days=age), col(milestone.organisation_id).is_(None))
        )
        found.update(session.exec(query).all())
    return found


def drop_milestones(session: Session, organisation_ids: Iterable[int]) -> None:
    """Forget all milestones of some organisations: some may be none any more, the departure having been corrected or withdrawn."""
    session.execute(delete(MilestoneRow).where(among(session, col(MilestoneRow.organisation_id), organisation_ids)))
