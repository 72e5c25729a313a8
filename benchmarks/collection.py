"""Collection: all accounts of the register read once, against the fewest calls possible and the time that the servers' limits force."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, update
from sqlmodel import col

from benchmarks.ratios import Figure, Progress, Ratio
from benchmarks.register import write_organisations
from benchmarks.scratch import databases
from benchmarks.world import BLUESKY_HANDLE, World, did_of, username_of
from connectors.registry import build_connectors
from dashboard.domain.figures import Holding
from dashboard.domain.people import OPERATOR
from dashboard.services.collect import collect
from db.engine import Database
from db.tables import AccountRow

SIZES = {
    "small": World(50, 10, bluesky_limit=90, mastodon_limit=25, window=25.0, latency=0.02),
    # A twelfth of Mastodon's window and limit (300 calls in 300 s); the AppView's are chosen so that it makes the round wait.
    "full": World(10_000, 500, bluesky_limit=90, mastodon_limit=25, window=25.0, latency=0.08),
}
DATABASES = ("sqlite",)
CALLS_TO_LEAST = 1.05
TIME_TO_FORCED = 1.1


def run(size: str, dialects: Sequence[str], progress: Progress) -> Iterator[Ratio]:
    """Ratios of calls and of time."""
    world = SIZES[size]
    for dialect in dialects:
        with databases(dialect, 1) as (db,), fake_servers(world) as ports:
            _write(db, world, ports)
            started = time.time()
            _collect(db, world, ports, progress)
            taken = time.time() - started
            with urllib.request.urlopen(f"http://127.0.0.1:{ports[0]}/calls") as answer:
                said = json.load(answer)
        what = f"collection on {dialect}, {2 * world.organisations:,} accounts on {world.mastodon_servers + 1} servers"
        calls = Figure(f"ours (collect; {said['refused']} refused)", sum(said["calls"]), "calls")
        least = Figure("peer (the fewest calls that can read them)", world.least_calls(), "calls")
        yield Ratio(f"{what}, calls", calls, least, CALLS_TO_LEAST)
        forced = Figure("peer (what the servers' limits force)", world.least_seconds(started))
        yield Ratio(f"{what}, time", Figure("ours (collect)", taken), forced, TIME_TO_FORCED)


@contextmanager
def fake_servers(world: World) -> Iterator[list[int]]:
    """Start the servers in a process of their own, and give their ports: the AppView's first."""
    words = [sys.executable, "-m", "benchmarks.fake_servers"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        process.stdin.write(json.dumps(asdict(world)) + "\n")
        process.stdin.flush()
        yield json.loads(process.stdout.readline())
        process.stdin.close()


def _write(db: Database, world: World, ports: list[int]) -> None:
    """The register, with its accounts on the servers that listen."""
    write_organisations(db, world.organisations)
    homes = iter([server for server, n in world.sizes().items() for _ in range(n)])
    moved = []
    for key in range(1, world.organisations + 1):
        account, host = 3 * key - 1, f"localhost:{ports[next(homes)]}"
        moved.append(_moved(account, BLUESKY_HANDLE.format(key=account), did_of(account), None))
        moved.append(_moved(account + 1, f"{username_of(account + 1)}@{host}", str(account + 1), host))
    with db.writing() as session:
        session.connection().execute(
            update(AccountRow)
            .where(col(AccountRow.id) == bindparam("key"))
            .values({name: bindparam(f"new_{name}") for name in ("handle", "identity", "remote_id", "host")}),
            moved,
        )


def _moved(account: int, handle: str, remote_id: str, host: str | None) -> dict[str, object]:
    return {"key": account, "new_handle": handle, "new_identity": remote_id, "new_remote_id": remote_id, "new_host": host}


def _collect(db: Database, world: World, ports: list[int], progress: Progress) -> None:
    connectors = build_connectors(
        bluesky_url=f"http://localhost:{ports[0]}",
        trusted_hosts=[f"localhost:{port}" for port in ports],
        clock=_now,
    )
    try:
        summary = collect(
            db,
            connectors,
            by=OPERATOR,
            clock=_now,
            holding=Holding(),
            every=timedelta(days=1),
            progress=lambda done, total: progress(f"{done:,} of {total:,} accounts"),
        )
    finally:
        for connector in connectors.values():
            connector.close()
    if summary.read != 2 * world.organisations:
        raise RuntimeError(f"{summary.failed} accounts were not read: {summary.problems[:3]}")


def _now() -> datetime:
    return datetime.now(UTC)
