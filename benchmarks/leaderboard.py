"""The leaderboard: a page of it, whatever the number of snapshots, against counting the latest of each account from them."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from statistics import median

from benchmarks.ratios import Figure, Progress, Ratio, interleaved, seconds
from benchmarks.register import TODAY, write_history, write_organisations, write_standings
from benchmarks.scratch import databases
from dashboard.domain.figures import Holding
from dashboard.domain.leaderboard import DEFAULT_AGE
from dashboard.services.read_leaderboard import read_leaderboard
from db.engine import Database

SIZES = {"small": (200, 34, 11), "full": (10_000, 734, 11)}
"""Organisations, days of history, and every how many days the smaller database was read."""
DATABASES = ("sqlite",)
PEERS = {
    "sqlite": "SELECT account_id, max(at), followers FROM snapshot GROUP BY account_id",
    "postgresql": "SELECT DISTINCT ON (account_id) account_id, at, followers FROM snapshot ORDER BY account_id, at DESC",
}
RATIO_TO_PEER = 1 / 100
GROWTH = 1.2
PAGES = 10
"""Pages read in a row, each in turn, between two runs of the peer."""


def run(size: str, dialects: Sequence[str], progress: Progress) -> Iterator[Ratio]:
    """Ratios of a page at the default age and at the latest reading."""
    organisations, days, step = SIZES[size]
    # Figures hold as long as the smaller database is left unread, so that both say the same of everybody.
    holding = Holding(collected=step)
    for dialect in dialects:
        with ExitStack() as stack:
            few_db, many_db = stack.enter_context(databases(dialect, 2))
            few = _fill(few_db, organisations, days, step, holding, progress)
            many = _fill(many_db, organisations, days, 1, holding, progress)
            yield from _compare(dialect, few_db, few, many_db, many, rounds=5 if size == "full" else 1)


def _fill(db: Database, organisations: int, days: int, step: int, holding: Holding, progress: Progress) -> int:
    write_organisations(db, organisations)
    n = write_history(db, organisations, days, step, progress)
    progress(f"standings of {organisations:,} organisations")
    write_standings(db, organisations, holding)
    return n


def _compare(dialect: str, few_db: Database, few: int, many_db: Database, many: int, rounds: int) -> Iterator[Ratio]:
    asked = [(age, db) for age in (DEFAULT_AGE, None) for db in (many_db, few_db)]
    readers = [partial(read_leaderboard, db, today=TODAY, age=age) for age, db in asked]
    said = [reader() for reader in readers]
    totals = [(page.certified_total, page.listed_total, page.not_enough_total) for page in said]
    if totals[0::2] != totals[1::2]:
        raise RuntimeError(f"the two databases differ: {totals}")
    peers, pages = [], []
    for _ in range(rounds):
        peers.append(seconds(partial(_latest_counts, many_db, PEERS[dialect])))
        pages.append(interleaved(PAGES, *readers))
    peer = Figure(f"peer ({PEERS[dialect]})", median(peers))
    times = [median(of_rounds) for of_rounds in zip(*pages, strict=True)]
    for shown, at_many, at_few in zip((f"age {DEFAULT_AGE}", "latest reading"), times[0::2], times[1::2], strict=True):
        what = f"leaderboard on {dialect}, page of 50, {shown}"
        yield Ratio(what, Figure(f"ours at {many:,} snapshots", at_many), peer, RATIO_TO_PEER)
        yield Ratio(f"{what}, growth", Figure(f"ours at {many:,}", at_many), Figure(f"ours at {few:,}", at_few), GROWTH)


def _latest_counts(db: Database, query: str) -> int:
    with db.engine.connect() as connection:
        return len(connection.exec_driver_sql(query).fetchall())
