"""The background looks at proofs every hour and forgets what is over every day, in a process of its own."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import select

from connectors.x_api import XApi
from dashboard.domain.claims import Method
from db import claims, figures
from db.engine import Database
from db.tables import AttemptRow, ClaimRow
from db.vault import Vault, new_key
from tests.factories import make_organisation
from tests.network.dns_server import DnsServer
from tests.network.x_api_fake import TOKEN, XApiFake
from tests.test_claims.cast import level, make_lyon, member, opened, states
from tests.test_jobs.worker import end, worker
from tests.test_x_api.doing import gives, on_x

LOOK = "from dashboard.jobs import upkeep\nDBOS.start_workflow(upkeep.look_at_proofs, datetime.now(UTC), None).get_result()"
FORGET = "from dashboard.jobs import upkeep\nDBOS.start_workflow(upkeep.forget_people, datetime.now(UTC), None).get_result()"
ON_X = "from dashboard.jobs import upkeep\nDBOS.start_workflow(upkeep.read_counts_on_x, datetime.now(UTC), None).get_result()"
KEY = new_key("k1")
SCHEDULES = """
known = {one["schedule_name"]: one["schedule"] for one in DBOS.list_schedules()}
daily = {"forget": "0 17 3 * * *", "people": "0 47 3 * * *"}
assert known == {"collect": "0 */5 * * * *", "proofs": "0 23 * * * *", "x": "0 37 * * * *", "exit_days": "0 */5 * * * *", **daily}, known
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


def test_x_is_read_with_the_tokens_there_are(sqlite_db: Database, x_fake: XApiFake, x: XApi, tmp_path: Path) -> None:
    x_fake.add("VilleDeLyon")
    make_organisation(sqlite_db, "Ville de Lyon")
    account = on_x(sqlite_db, "ville-de-lyon", "VilleDeLyon")
    gives(sqlite_db, x, "ville-de-lyon", vault=Vault([KEY]))
    x_fake.add("VilleDeLyon", 12_400)
    with worker(tmp_path, ON_X, x_api_url=x_fake.url, secret_keys=KEY.text) as process:
        assert end(process) == (0, "stopped")
    with sqlite_db.reading() as session:
        assert [one.followers for one in figures.snapshots(session, [account])] == [12_345, 12_400]
    assert [name for name in ("jobs.db", "essaim.db", "worker.log") if TOKEN.encode() in (tmp_path / name).read_bytes()] == []
