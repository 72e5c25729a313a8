"""Runs of the job that die, one after the other, and what became of the reminders.

A thousand of them, which take about a minute: ``python -m tests.test_reminders.deaths 1000``.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from sqlmodel import delete

from connectors.mail import Mail
from db.engine import Database
from db.migrate import upgrade
from db.tables import ReminderRow
from tests.databases import sqlite_copy
from tests.network.smtp_server import SmtpServer, smtp_server
from tests.test_reminders.cast import ANA, BO, SENDER, got, lyon, run
from tests.test_reminders.crashing import Died, Moments, dying

PATIENCE = 30.0
"""Seconds given to the server for what it was sent before a death."""


def afresh(db: Database, server: SmtpServer) -> None:
    """Nobody was reminded yet."""
    with db.writing() as session:
        session.execute(delete(ReminderRow))
    server.received.clear()


def die(db: Database, server: SmtpServer, mail: Mail, moments: Moments) -> bool:
    """A run that dies there; whether it did."""
    try:
        with dying(moments):
            run(db, server, mail=mail)
    except Died:
        return True
    return False


def arrived(server: SmtpServer) -> list[str]:
    """Who was written to, once the server has read what it was sent."""
    end = time.monotonic() + PATIENCE
    while len(server.received) < 2 and time.monotonic() < end:
        time.sleep(0.002)
    return got(server)


def moments_of(db: Database, server: SmtpServer, mail: Mail, *, spare: bool = True) -> int:
    """How many there are in a run that lives."""
    counting = Moments(None, spare=spare)
    afresh(db, server)
    with dying(counting):
        run(db, server, mail=mail)
    return counting.passed


def count(db: Database, server: SmtpServer, runs: int) -> Counter[str]:
    """Let that many runs die, each moment first, then several in a row at random; how many died, and were missing or doubled at the end."""
    drawn, found = random.Random(6), Counter(died=0, missing=0, doubled=0)
    with closing(Mail(server.url, SENDER)) as mail:
        there = moments_of(db, server, mail)
        deaths = [[at] for at in range(there)]
        while found["died"] < runs:
            afresh(db, server)
            for at in deaths.pop() if deaths else [int(there * drawn.random() ** 2) for _ in range(6)]:
                found["died"] += die(db, server, mail, Moments(at))
            run(db, server, mail=mail)
            to = arrived(server)
            found["missing"] += len({ANA, BO} - set(to))
            found["doubled"] += len(to) - len(set(to))
    return found


def main() -> None:
    """Count, and say so."""
    with tempfile.TemporaryDirectory() as folder, smtp_server() as server:
        template = Path(folder) / "template.db"
        with closing(Database(f"sqlite:///{template}")) as empty:
            upgrade(empty)
        with sqlite_copy(template, Path(folder)) as db:
            lyon(db)
            print(dict(count(db, server, int(sys.argv[1]))))


if __name__ == "__main__":
    main()
