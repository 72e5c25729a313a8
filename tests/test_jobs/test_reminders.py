"""Reminders go out from the background, and a process that is killed as the mail server answers sends none of them twice."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import select

from db.engine import Database
from db.tables import ExitDayRow, PersonRow
from db.vault import new_key
from tests.network.smtp_server import smtp_server
from tests.test_jobs.worker import end, worker
from tests.test_reminders.cast import ANA, BO, lyon

KEY = new_key("k1")
REMIND = "from dashboard.jobs import upkeep\nDBOS.start_workflow(upkeep.look_after_exit_days, datetime.now(UTC), None).get_result()"
KILLED = """
import os, signal, smtplib
from dashboard.jobs import upkeep
from sqlmodel import select
from db.tables import ReminderRow

answered = smtplib.SMTP.getreply


def killed(server):
    with essaim.db.reading() as session:
        claimed = session.exec(select(ReminderRow)).all()
    if claimed:
        print("ready", flush=True)
        answered(server)
        os.kill(os.getpid(), signal.SIGKILL)
    return answered(server)


smtplib.SMTP.getreply = killed
DBOS.start_workflow(upkeep.look_after_exit_days, datetime.now(UTC), None).get_result()
"""


def due_now(db: Database) -> None:
    """The announcement is to be pinned today, and somewhere in the world it is past nine now."""
    lyon(db)
    now = datetime.now(UTC)
    zone = next(name for name, hours in (("Etc/GMT", 0), ("Etc/GMT-12", 12)) if 9 <= (now + timedelta(hours=hours)).hour < 23)
    there = (now + timedelta(hours=12 if zone.endswith("12") else 0)).date()
    with db.writing() as session:
        row = session.exec(select(ExitDayRow)).one()
        row.on, row.starts_at = there + timedelta(days=7), now + timedelta(days=7)
        for person in session.exec(select(PersonRow)):
            person.zone = zone


def test_a_killed_process_doubles_nothing_and_the_next_one_sends_the_rest(sqlite_db: Database, tmp_path: Path) -> None:
    due_now(sqlite_db)
    with smtp_server() as server:
        how: dict[str, Any] = {"smtp_url": server.url, "mail_from": "essaim@essaim.example", "secret_keys": KEY.text}
        with worker(tmp_path, KILLED, **how) as process:
            assert process.wait(20) == -9
        assert [one.to for one in server.received] == [[ANA]]
        with worker(tmp_path, REMIND, **how) as process:
            assert end(process) == (0, "stopped")
        assert sorted(one.to[0] for one in server.received) == [ANA, BO]
