"""Figures: write many at once, read those of some days."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from operator import attrgetter
from typing import Any

from sqlalchemy import Date, case, cast, func, not_, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, delete, insert, select

from dashboard.domain.figures import TRUST, DailyFigure, Precision, Provenance, Snapshot
from dashboard.domain.people import Role
from db.bulk import insert_many, moment_for
from db.chunks import chunks
from db.daily_alike import daily_alike, own_of
from db.tables import DailyRow, SnapshotRow, SourceRow

PROVENANCES = {one.value: one for one in Provenance}
PRECISIONS = {one.value: one for one in Precision}
_DAY = attrgetter("day")
_MADE: Callable[[tuple[Any, ...]], DailyFigure] = partial(tuple.__new__, DailyFigure)
"""A figure of its cells, in half the time: there are hundreds of each account."""
ROLES: dict[str | None, Role | None] = {None: None, **{one.value: one for one in Role}}


def source_ids(session: Session, texts: Iterable[str]) -> Mapping[str, int]:
    """The key of each source text; new ones are written."""
    wanted = sorted({text for text in texts if text})
    found: dict[str, int] = {}
    for start in range(0, len(wanted), 5_000):
        part = wanted[start : start + 5_000]
        keys = select(SourceRow.text, SourceRow.id).where(col(SourceRow.text).in_(part))
        found.update({text: key for text, key in session.execute(keys) if key is not None})
        new = [{"text": text} for text in part if text not in found]
        if new:
            session.execute(insert(SourceRow), new)
            found.update({text: key for text, key in session.execute(keys) if key is not None})
    return found


def store(session: Session, snapshots: Sequence[Snapshot]) -> None:
    """Write snapshots and keep their daily roll-up; the same account, instant and provenance again replaces the count.

    Per account and day a figure that is not flagged stands, the most trustworthy one, then the latest instant.
    """
    sources = source_ids(session, {one.source for one in snapshots})
    rows = _rows(snapshots, sources, moment_for(session))
    insert_many(session, SnapshotRow, SNAPSHOT_COLUMNS, rows, _newer_snapshot)
    if len(snapshots) >= MANY and _one_import(snapshots):
        _roll_up_import(session, snapshots[0].import_id)
    else:
        insert_many(session, DailyRow, DAILY_COLUMNS, _of_days(snapshots, rows), _stronger_daily)
    # A flagged figure never outweighs the one that stands, even where it replaced that very one.
    roll_up(session, {(one.account_id, one.at.date()) for one in snapshots if one.flagged})


def _rows(snapshots: Sequence[Snapshot], sources: Mapping[str, int], moment: Callable[[datetime], str]) -> list[tuple[Any, ...]]:
    moments = {at: moment(at) for at in {one.at for one in snapshots}}
    rows = []
    for one in snapshots:
        # str() of a text enumeration is a plain string at the speed of C; its .value runs Python for each of them.
        provenance, precision, source = str(one.provenance), str(one.precision), sources.get(one.source)
        role = str(one.role) if one.role else None
        how = (provenance, precision, source, role, one.rounded_to, one.flagged)
        rows.append((one.account_id, moments[one.at], one.followers, one.following, one.posts, *how, one.import_id))
    return rows


def _of_days(snapshots: Sequence[Snapshot], rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    standing: dict[tuple[int, date], tuple[Snapshot, tuple[Any, ...]]] = {}
    for one, row in zip(snapshots, rows, strict=True):
        key = (one.account_id, one.at.date())
        if key not in standing or _weight(one) >= _weight(standing[key][0]):
            standing[key] = (one, row)
    return [(account, day.isoformat(), row[1], row[2], *row[5:11]) for (account, day), (_, row) in standing.items()]


def _one_import(snapshots: Sequence[Snapshot]) -> bool:
    """Whether they are those of one import, a single one for each account and day: one statement may not touch a row twice."""
    brought = {one.import_id for one in snapshots}
    return len(brought) == 1 and None not in brought and len({(one.account_id, one.at.date()) for one in snapshots}) == len(snapshots)


def _roll_up_import(session: Session, import_id: int | None) -> None:
    """The same by the database itself: a long file spends most of its time on telling it what it knows already."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    day: Any = func.date(col(SnapshotRow.at)) if is_sqlite else cast(func.timezone("UTC", col(SnapshotRow.at)), Date)
    columns = [getattr(SnapshotRow, name) if name != "day" else day for name in DAILY_COLUMNS]
    # SQLite reads ON CONFLICT after a plain SELECT as the ON of a join: a WHERE between them tells it.
    query = select(*columns).where(SnapshotRow.import_id == import_id).order_by(col(SnapshotRow.account_id), col(SnapshotRow.at))
    described: Any = DailyRow.__table__  # type: ignore[attr-defined]
    into = (sqlite if is_sqlite else postgresql).insert(described).from_select(list(DAILY_COLUMNS), query)
    session.execute(_stronger_daily(into))


MANY = 1_000
"""Figures of one import that are worth a statement of their own."""
SNAPSHOT_COLUMNS = (
    *("account_id", "at", "followers", "following", "posts"),
    *("provenance", "precision", "source_id", "role", "rounded_to", "flagged", "import_id"),
)
SNAPSHOT_KEY = ("account_id", "at", "provenance")
DAILY_COLUMNS = ("account_id", "day", "at", "followers", "provenance", "precision", "source_id", "role", "rounded_to", "flagged")


def _weight(one: Snapshot | SnapshotRow) -> tuple[bool, int, datetime]:
    return not one.flagged, -TRUST[Provenance(one.provenance)], one.at


def _newer_snapshot(insert: Any) -> Any:
    return insert.on_conflict_do_update(
        index_elements=SNAPSHOT_KEY, set_={name: insert.excluded[name] for name in SNAPSHOT_COLUMNS if name not in SNAPSHOT_KEY}
    )


def _stronger_daily(insert: Any) -> Any:
    ranks = {provenance.value: rank for provenance, rank in TRUST.items()}
    new, old = (case(ranks, value=side) for side in (insert.excluded.provenance, col(DailyRow.provenance)))
    stronger = or_(new < old, (new == old) & (insert.excluded.at >= col(DailyRow.at)))
    flagged = insert.excluded.flagged
    return insert.on_conflict_do_update(
        index_elements=["account_id", "day"],
        set_={name: insert.excluded[name] for name in DAILY_COLUMNS[2:]},
        where=or_(not_(flagged) & col(DailyRow.flagged), (flagged == col(DailyRow.flagged)) & stronger),
    )


def roll_up(session: Session, days: Iterable[tuple[int, date]]) -> None:
    """Make the daily figures of some accounts and days (UTC) anew from their snapshots; a day without any has none."""
    by_account: dict[int, set[date]] = defaultdict(set)
    for account_id, day in days:
        by_account[account_id].add(day)
    moment = moment_for(session)
    for account_id, wanted in by_account.items():
        first, last = (datetime.combine(day, time(), UTC) for day in (min(wanted), max(wanted) + timedelta(days=1)))
        query = select(SnapshotRow).where(SnapshotRow.account_id == account_id, SnapshotRow.at >= first, SnapshotRow.at < last)
        best: dict[date, SnapshotRow] = {}
        for row in session.exec(query):
            day = row.at.date()
            if day in wanted and (day not in best or _weight(row) >= _weight(best[day])):
                best[day] = row
        for some in chunks(wanted):
            session.execute(delete(DailyRow).where(col(DailyRow.account_id) == account_id, col(DailyRow.day).in_(some)))
        rows = [
            (account_id, day.isoformat(), moment(row.at), row.followers, *(getattr(row, name) for name in DAILY_COLUMNS[4:]))
            for day, row in best.items()
        ]
        insert_many(session, DailyRow, DAILY_COLUMNS, rows, _stronger_daily)


def daily(
    session: Session, account_ids: Iterable[int], first: date = date.min, last: date = date.max
) -> Mapping[int, Sequence[DailyFigure]]:
    """The daily figures of some accounts between two days, both included, oldest first, by account."""
    found: dict[int, list[DailyFigure]] = defaultdict(list)
    for account_id, provenance, precision, rounded_to, flagged, role, source, lines in daily_alike(session, account_ids, first, last):
        whose: tuple[Any, ...] = (account_id,)
        how: tuple[Any, ...] = (PROVENANCES[provenance], PRECISIONS[precision], source or "", ROLES[role], rounded_to, flagged)
        found[account_id] += [_MADE(whose + own + how) for own in own_of(lines)]
    for figures in found.values():
        figures.sort(key=_DAY)
    return found


def written(session: Session, account_id: int, at: datetime, provenance: Provenance) -> bool:
    """Whether there is a snapshot with that key."""
    return session.get(SnapshotRow, (account_id, at, provenance.value)) is not None


def snapshots(session: Session, account_ids: Iterable[int]) -> Sequence[Snapshot]:
    """All snapshots of some accounts, by account and instant; the source is empty where it is the account's own address."""
    found: list[Snapshot] = []
    for some in chunks(account_ids):
        query = (
            select(SnapshotRow, SourceRow.text)
            .join(SourceRow, col(SnapshotRow.source_id) == SourceRow.id, isouter=True)
            .where(col(SnapshotRow.account_id).in_(some))
            .order_by(col(SnapshotRow.account_id), col(SnapshotRow.at), col(SnapshotRow.provenance))
        )
        for row, source in session.exec(query):
            found.append(
                Snapshot(
                    row.account_id,
                    row.at,
                    row.followers,
                    row.following,
                    row.posts,
                    Provenance(row.provenance),
                    source or "",
                    Precision(row.precision),
                    ROLES[row.role],
                    row.rounded_to,
                    row.flagged,
                    row.import_id,
                )
            )
    return found


def last(session: Session, account_ids: Iterable[int]) -> Mapping[int, tuple[datetime, int]]:
    """Instant and count of the last figure of some accounts, by account."""
    found: dict[int, tuple[datetime, int]] = {}
    for some in chunks(account_ids):
        newest = (
            select(DailyRow.account_id, func.max(DailyRow.day).label("day"))
            .where(col(DailyRow.account_id).in_(some))
            .group_by(col(DailyRow.account_id))
            .subquery()
        )
        query = select(DailyRow).join(newest, (col(DailyRow.account_id) == newest.c.account_id) & (col(DailyRow.day) == newest.c.day))
        found.update({row.account_id: (row.at, row.followers) for row in session.exec(query)})
    return found


def count(session: Session, account_id: int) -> int:
    """How many snapshots an account has."""
    return int(session.scalar(select(func.count()).select_from(SnapshotRow).where(SnapshotRow.account_id == account_id)) or 0)
