"""The job engine in a process of its own: what is due is read once, whatever happens to the process meanwhile."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from dashboard.domain.accounts import Link, Origin
from dashboard.domain.networks import Network
from db import organisations
from db.engine import Database
from db.figures import snapshots
from db.tables import AccountRow
from tests.factories import make_organisation
from tests.network.bluesky_fake import BlueskyFake
from tests.network.http_fake import Query, Reply
from tests.test_jobs.worker import ROUND, end, worker
from tests.waiting import until

ACCOUNTS = 60
"""Three calls of at most 25."""


@pytest.fixture
def due(sqlite_db: Database, bluesky_fake: BlueskyFake) -> list[int]:
    """As many accounts, all due an hour ago and never read."""
    make_organisation(sqlite_db, "Lyon")
    hour_ago = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    with sqlite_db.writing() as session:
        lyon = organisations.by_slug(session, "lyon").id or 0
        rows = [account(lyon, bluesky_fake.add(f"service{number}.lyon.fr", 1_000 + number), hour_ago) for number in range(ACCOUNTS)]
        session.add_all(rows)
        session.flush()
        return [row.id or 0 for row in rows]


def account(organisation: int, did: str, due_at: datetime) -> AccountRow:
    return AccountRow(
        organisation_id=organisation,
        network=Network.BLUESKY.value,
        identity=did,
        handle=f"{did[-6:]}.example",
        origin=Origin.DESTINATION.value,
        link=Link.LISTED.value,
        remote_id=did,
        connected_at=due_at,
        due_at=due_at,
    )


def figures(db: Database) -> list[tuple[int, int]]:
    """Every stored figure: (account, followers)."""
    with db.reading() as session:
        keys = [row.id for row in session.exec(select(AccountRow)) if row.id]
        return sorted((one.account_id, one.followers) for one in snapshots(session, keys))


def still_due(db: Database) -> int:
    with db.reading() as session:
        now = datetime.now(UTC)
        return sum(row.due_at is not None and row.due_at <= now for row in session.exec(select(AccountRow)))


def expected(keys: list[int]) -> list[tuple[int, int]]:
    return [(key, 1_000 + number) for number, key in enumerate(keys)]


def test_what_is_due_is_read_and_stored_once(sqlite_db: Database, bluesky_fake: BlueskyFake, due: list[int], tmp_path: Path) -> None:
    with worker(tmp_path, ROUND, bluesky_url=bluesky_fake.url) as process:
        until(lambda: not still_due(sqlite_db), "all read")
        assert end(process) == (0, "stopped")
    calls = bluesky_fake.calls["/xrpc/app.bsky.actor.getProfiles"]
    assert (figures(sqlite_db), calls) == (expected(due), 3)
    with worker(tmp_path, ROUND, bluesky_url=bluesky_fake.url) as process:
        assert end(process) == (0, "stopped")
    assert (figures(sqlite_db), bluesky_fake.calls["/xrpc/app.bsky.actor.getProfiles"]) == (expected(due), calls)


class Halting(BlueskyFake):
    """Answers the first call; the next ones stay without an answer until it is told otherwise."""

    halted = False

    def reply(self, path: str, query: Query) -> Reply:
        """See HttpFake."""
        if self.halted and self.calls[path] > 1:
            return Reply(pace="slow")
        return super().reply(path, query)


def test_a_worker_killed_in_the_middle_of_a_round_loses_and_doubles_nothing(
    sqlite_db: Database, bluesky_fake: BlueskyFake, due: list[int], tmp_path: Path
) -> None:
    with Halting() as fake:
        fake.accounts, fake.halted = bluesky_fake.accounts, True
        with worker(tmp_path, ROUND, bluesky_url=fake.url) as process:
            until(lambda: fake.calls["/xrpc/app.bsky.actor.getProfiles"] > 1 and still_due(sqlite_db) < ACCOUNTS, "a call was stored")
            process.kill()
            process.wait()
        assert 0 < still_due(sqlite_db) < ACCOUNTS
        fake.halted = False
        with worker(tmp_path, "", bluesky_url=fake.url) as process:
            until(lambda: not still_due(sqlite_db), "the rest was read without a new round")
            assert end(process) == (0, "stopped")
    assert figures(sqlite_db) == expected(due)


def test_a_background_that_is_off_starts_nothing(tmp_path: Path, sqlite_db: Database) -> None:
    body = "assert not (essaim.settings.data_dir / 'jobs.db').exists()"
    with worker(tmp_path, body, collect_in_background="false") as process:
        assert end(process) == (0, "stopped")
    assert not (tmp_path / "jobs.db").exists()


def test_history_older_than_a_week_is_forgotten_and_the_rest_is_kept(sqlite_db: Database, tmp_path: Path) -> None:
    # Three rounds: one ended eight days ago, one was begun then and still waits, one ended just now.
    body = """
import sqlite3
from dbos import SetWorkflowID
for name in ("old", "new"):
    with SetWorkflowID(name):
        DBOS.start_workflow(engine.collect_due, datetime.now(UTC), None).get_result()
with SetWorkflowID("waiting"):
    DBOS.start_workflow(engine.collect_due, datetime.now(UTC), None).get_result()
day = 86_400_000
with sqlite3.connect(essaim.settings.data_dir / "jobs.db", isolation_level=None) as jobs:
    for column in ("created_at", "updated_at", "completed_at"):
        jobs.execute(f"UPDATE workflow_status SET {column} = {column} - ? WHERE workflow_uuid IN ('old', 'waiting')", (8 * day,))
    jobs.execute("UPDATE workflow_status SET status = 'PENDING', executor_id = 'another' WHERE workflow_uuid = 'waiting'")
DBOS.start_workflow(engine.forget_history, datetime.now(UTC), None).get_result()
kept = {one.workflow_id for one in DBOS.list_workflows()}
assert {"new", "waiting"} <= kept and "old" not in kept, kept
"""
    with worker(tmp_path, body) as process:
        assert end(process) == (0, "stopped")
