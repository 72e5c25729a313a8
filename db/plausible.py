"""What the judge of new figures needs to know, read for many accounts at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, not_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from dashboard.domain.accounts import Origin
from dashboard.domain.figures import Precision
from dashboard.domain.networks import Network
from dashboard.domain.plausibility.known import Around, Read, error
from db.chunks import among
from db.tables import AccountRow, DailyRow, OrganisationRow, SnapshotRow, StandingRow

MANY_LEFT, MANY_SHARE = 5, 0.02
"""So many organisations, and that share of all that left, make a day an exit day."""


def last_figures(session: Session, account_ids: Iterable[int], day: date, earlier_days: int) -> Iterable[Any]:
    """Of each account that was read before that day: key, origin, day and count of the last figure that stands, count of some days earlier.

    Three look-ups by key each, whatever its history, and no join: PostgreSQL would read the whole table for it. Rows as the driver
    gives them, for there are tens of thousands.
    """

    def found(column: Any, *where: Any) -> Any:
        query = select(column).where(DailyRow.account_id == AccountRow.id, not_(col(DailyRow.flagged)), *where)
        return query.order_by(col(DailyRow.day).desc()).limit(1).correlate(AccountRow).scalar_subquery()

    day_before = found(DailyRow.day, DailyRow.day < day).label("day")
    earlier = found(DailyRow.followers, DailyRow.day == day - timedelta(days=earlier_days))
    query = sa_select(col(AccountRow.id), col(AccountRow.origin), day_before, found(DailyRow.followers, DailyRow.day < day), earlier)
    rows = session.connection().execute(query.where(among(session, col(AccountRow.id), account_ids)))
    return (row for row in rows if row.day is not None)


def around(session: Session, account_ids: Iterable[int], first: date, last: date) -> Mapping[int, Around]:
    """What is known of some accounts, by their key.

    :param first: exit days of others are looked for from some weeks before that day to ``last``.
    """
    exit_days = [day.toordinal() for day in _exit_days(session, first - timedelta(days=90), last + timedelta(days=7))]
    query = (
        sa_select(AccountRow, col(StandingRow.departed_on), col(StandingRow.announced_on))
        .join(StandingRow, col(StandingRow.organisation_id) == AccountRow.organisation_id, isouter=True)
        .where(among(session, col(AccountRow.id), account_ids))
    )
    found = {}
    for row, departed_on, announced_on in session.execute(query):
        own = [day.toordinal() for day in (departed_on, announced_on) if day]
        found[row.id or 0] = Around(
            network=Network(row.network),
            left=row.origin == Origin.ORIGIN.value,
            opened_on=row.opened_on,
            departed_on=departed_on,
            stirs=tuple(sorted({*own, *exit_days})),
        )
    return found


def _exit_days(session: Session, first: date, last: date) -> list[date]:
    """Days on which many left together."""
    left = session.scalar(select(func.count()).select_from(StandingRow).where(col(StandingRow.departed_on).is_not(None))) or 0
    query = (
        sa_select(col(StandingRow.departed_on))
        .where(col(StandingRow.departed_on) >= first, col(StandingRow.departed_on) <= last)
        .group_by(col(StandingRow.departed_on))
        .having(func.count() >= max(MANY_LEFT, MANY_SHARE * left))
    )
    return [day for (day,) in session.execute(query) if day]


def stood(session: Session, account_ids: Iterable[int], first: date, last: date) -> Mapping[int, Sequence[Read]]:
    """The daily figures of some accounts that are not flagged, between two days, oldest first, by account."""
    how: list[Any] = [DailyRow.provenance, DailyRow.precision, DailyRow.rounded_to]
    query = (
        sa_select(col(DailyRow.account_id), col(DailyRow.day), col(DailyRow.followers), *how)
        .where(among(session, col(DailyRow.account_id), account_ids), col(DailyRow.day) >= first, col(DailyRow.day) <= last)
        .where(not_(col(DailyRow.flagged)))
        .order_by(col(DailyRow.account_id), col(DailyRow.day))
    )
    found: dict[int, list[Read]] = defaultdict(list)
    exact = Precision.EXACT.value
    for key, day, followers, provenance, precision, rounded_to in session.connection().execute(query).all():
        off = 0 if precision == exact else error(followers, precision, rounded_to)
        found[key].append(Read(day.toordinal(), followers, off, provenance))
    return found


def counts(session: Session, account_ids: Iterable[int]) -> Mapping[int, Mapping[int, int]]:
    """Every count of some accounts by day (ordinal), flagged ones included, by account: what a curve could have been copied from."""
    query = sa_select(col(DailyRow.account_id), col(DailyRow.day), col(DailyRow.followers))
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for key, day, followers in session.connection().execute(query.where(among(session, col(DailyRow.account_id), account_ids))):
        found[key][day.toordinal()] = followers
    return found


def likely_models(session: Session, networks: Iterable[Network], without: Iterable[int], most: int) -> list[int]:
    """Accounts that a curve may have been copied from: those with figures that were brought, then those on the same networks."""
    brought = select(SnapshotRow.account_id).where(col(SnapshotRow.import_id).is_not(None)).distinct().limit(most)
    same = select(AccountRow.id).where(col(AccountRow.network).in_([one.value for one in networks]))
    others = select(AccountRow.id).where(col(AccountRow.network).not_in([one.value for one in networks]))
    keys: dict[int, None] = {}
    for query in (brought, same.order_by(col(AccountRow.id).desc()).limit(most), others.order_by(col(AccountRow.id).desc()).limit(most)):
        keys.update(dict.fromkeys(key for key in session.exec(query) if key))
    for key in without:
        keys.pop(key, None)
    return list(keys)[:most]


def whose(session: Session, account_id: int) -> Mapping[str, str]:
    """The institution and the network of an account, as a flag tells them."""
    query = select(OrganisationRow.name, AccountRow.network).join(AccountRow, col(AccountRow.organisation_id) == OrganisationRow.id)
    name, network = session.exec(query.where(AccountRow.id == account_id)).one()
    return {"name": name, "network": network}
