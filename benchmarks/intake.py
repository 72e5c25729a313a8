"""Intake: figures with their roll-up and standings kept true, against the driver writing the same snapshots and nothing else."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from statistics import median

from benchmarks.ratios import Figure, Progress, Ratio, seconds
from benchmarks.register import NETWORKS, TODAY, write_history, write_organisations, write_standings
from benchmarks.scratch import databases
from dashboard.domain.figures import Holding, Provenance, Snapshot
from dashboard.services.record_snapshots import record_snapshots
from db.engine import Database

SIZES = {"small": (100, 10, 2, 5, 40), "full": (10_000, 60, 8, 100, 365)}
"""Organisations, days of history, daily rounds, accounts in a history import, days of it."""
DATABASES = ("sqlite", "postgresql")
RATIO_TO_PEER = 5.0
IMPORTS = 6
COLUMNS = ("account_id", "at", "followers", "following", "posts", "provenance", "precision", "source_id")
PLACEHOLDERS = {"sqlite": "?", "postgresql": "%s"}


@dataclass(frozen=True)
class Part:
    """Snapshots taken in together, and the day on which they are."""

    today: date
    snapshots: list[Snapshot]


def run(size: str, dialects: Sequence[str], progress: Progress) -> Iterator[Ratio]:
    """Ratios of a daily round and of the import of the history of some accounts."""
    organisations, days, rounds, imported, days_imported = SIZES[size]
    holding = Holding()
    for dialect in dialects:
        with ExitStack() as stack:
            ours, peer = stack.enter_context(databases(dialect, 2))
            for db in (ours, peer):
                write_organisations(db, organisations)
                write_history(db, organisations, days, 1, progress)
                write_standings(db, organisations, holding)
            daily = [Part(TODAY + timedelta(days=n), _round(organisations, n)) for n in range(1, rounds + 1)]
            yield _compare(f"intake on {dialect}, daily round", ours, peer, daily, holding, progress)
            today = daily[-1].today
            histories = [Part(today, _history(range(n * imported, (n + 1) * imported), days, days_imported)) for n in range(IMPORTS)]
            yield _compare(f"intake on {dialect}, history import", ours, peer, histories, holding, progress)


def _round(organisations: int, n: int) -> list[Snapshot]:
    """A count of every new account, ``n`` days from now."""
    at = datetime.combine(TODAY + timedelta(days=n), time(6), UTC)
    new = [key for key in range(1, organisations * len(NETWORKS) + 1) if key % len(NETWORKS) != 1]
    return [Snapshot(key, at + timedelta(seconds=key % 3600), 100 + key * 7919 % 9000 + n, key % 400, n) for key in new]


def _history(organisations: range, days_known: int, days: int) -> list[Snapshot]:
    """The figures of the account each organisation leaves, on the days before those already known, where its curve begins."""
    last = datetime.combine(TODAY - timedelta(days=days_known), time(12), UTC)
    accounts = [key * len(NETWORKS) + 1 for key in organisations]
    return [
        Snapshot(
            key, last - timedelta(days=n), max(0, 100 + key * 7919 % 9000 - n), provenance=Provenance.ANALYTICS, source="analytics.csv"
        )
        for key in accounts
        for n in range(days)
    ]


def _compare(what: str, ours: Database, peer: Database, parts: Sequence[Part], holding: Holding, progress: Progress) -> Ratio:
    """Both in turns, part by part."""
    times: list[tuple[float, float]] = []
    for n, part in enumerate(parts, 1):
        works = [partial(_ours, ours, part, holding), partial(insert_bare, peer, part.snapshots)]
        first, second = (0, 1) if n % 2 else (1, 0)
        taken = {first: seconds(works[first]), second: seconds(works[second])}
        times.append((taken[0], taken[1]))
        progress(f"{what} {n}: ours {taken[0]:.3f} s, peer {taken[1]:.3f} s")
    rows = len(parts[0].snapshots)
    return Ratio(
        f"{what}, {rows:,} snapshots",
        Figure("ours (record_snapshots: snapshots, roll-up, standings)", median(one for one, _ in times)),
        Figure("peer (driver's executemany into the snapshot table alone)", median(other for _, other in times)),
        RATIO_TO_PEER,
    )


def _ours(db: Database, part: Part, holding: Holding) -> None:
    with db.writing() as session:
        record_snapshots(session, part.snapshots, today=part.today, holding=holding)


def insert_bare(db: Database, snapshots: Sequence[Snapshot]) -> None:
    """The driver's own executemany, and nothing else."""
    statement = f"INSERT INTO snapshot ({', '.join(COLUMNS)}) VALUES ({', '.join([PLACEHOLDERS[db.dialect]] * len(COLUMNS))})"
    with db.engine.begin() as connection:
        cursor = connection.connection.cursor()
        moment: Callable[[datetime], object] = _sqlite_text if db.dialect == "sqlite" else _as_it_is
        rows = [
            (one.account_id, moment(one.at), one.followers, one.following, one.posts, one.provenance.value, one.precision.value, None)
            for one in snapshots
        ]
        cursor.executemany(statement, rows)


def _sqlite_text(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(" ", "microseconds")


def _as_it_is(at: datetime) -> datetime:
    return at
