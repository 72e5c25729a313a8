"""The background looks at proofs every hour and forgets what is over every day, in a process of its own."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import select

from dashboard.domain.claims import Method
from db import claims
from db.engine import Database
from db.tables import AttemptRow, ClaimRow
from tests.network.dns_server import DnsServer
from tests.test_claims.cast import level, make_lyon, member, opened, states
from tests.test_jobs.worker import end, worker

LOOK = "from dashboard.jobs import upkeep\nDBOS.start_workflow(upkeep.look_at_proofs, datetime.now(UTC), None).get_result()"
FORGET = "from dashboard.jobs import upkeep\nDBOS.start_workflow(upkeep.forget_people, datetime.now(UTC), None).get_result()"
SCHEDULES = """
known = {one["schedule_name"]: one["schedule"] for one in DBOS.list_schedules()}
daily = {"forget": "0 17 3 * * *", "people": "0 47 3 * * *"}
assert known == {"collect": "0 */5 * * * *", "proofs": "0 23 * * * *", "x": "0 37 * * * *", **daily}, known
"""


def test_a_record_that_is_gone_is_noticed_and_the_level_falls_when_the_notice_has_run_out(
    sqlite_db: Database, dns_server: DnsServer, tmp_path: Path
) -> None:
    make_lyon(sqlite_db)
    claim = opened(sqlite_db, member(sqlite_db), Method.DNS)
    dns_server.txt("_essaim.lyon.example", claim.challenge)
    proven(sqlite_db, checked=datetime.now(UTC) - timedelta(days=8))
    with worker(tmp_path, LOOK, dns_servers=dns_server.host) as process:
        assert end(process) == (0, "stopped")
    assert (states(sqlite_db), dns_server.asked) == ([("dns", "proven")], [("_essaim.lyon.example", "udp")])
    dns_server.txt("_essaim.lyon.example")
    proven(sqlite_db, checked=datetime.now(UTC) - timedelta(days=8))
    with worker(tmp_path, LOOK, dns_servers=dns_server.host) as process:
        assert end(process) == (0, "stopped")
    assert (states(sqlite_db), level(sqlite_db).value) == ([("dns", "notice")], "L2")
    with sqlite_db.writing() as session:
        session.get_one(ClaimRow, claim.id).lost_at = datetime.now(UTC) - timedelta(days=7)
    with worker(tmp_path, LOOK + SCHEDULES, dns_servers=dns_server.host) as process:
        assert end(process) == (0, "stopped")
    assert (states(sqlite_db), level(sqlite_db).value) == ([("dns", "lost")], "L0")


def proven(db: Database, *, checked: datetime) -> None:
    """Let the claim have been proven, and last looked at then."""
    with db.writing() as session:
        row = session.exec(select(ClaimRow)).one()
        row.state, row.evidence, row.proven_at, row.checked_at = "proven", "_essaim.lyon.example", checked, checked
        whose = claims.with_owner(session, row.id or 0)
        assert whose is not None
        whose[1].level = "L2"


def test_what_is_over_about_people_is_forgotten(sqlite_db: Database, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    with sqlite_db.writing() as session:
        session.add_all([AttemptRow(who="old", at=now - timedelta(days=2)), AttemptRow(who="new", at=now)])
    with worker(tmp_path, FORGET) as process:
        assert end(process) == (0, "stopped")
    with sqlite_db.reading() as session:
        assert [row.who for row in session.exec(select(AttemptRow))] == ["new"]
