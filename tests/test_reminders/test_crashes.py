"""Whenever the process dies, everybody is reminded once: none is missing, none comes twice. One moment cannot be closed, and is shown."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from connectors.mail import Mail
from db.engine import Database
from tests.databases import sqlite_copy
from tests.network.smtp_server import SmtpServer
from tests.test_reminders.cast import BO, SENDER, got, lyon, run
from tests.test_reminders.crashing import Moments
from tests.test_reminders.deaths import afresh, count, die, moments_of

RUNS = 40
"""More than a run has moments; ``tests.test_reminders.deaths`` lets a thousand die."""
CLAIMED = 12
"""The moment after the first claim."""


@pytest.fixture(scope="module")
def filled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The cast, on the morning of the task."""
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("crashes")) as db:
        lyon(db)
        yield db


def test_no_death_loses_or_doubles_a_reminder(filled: Database, server: SmtpServer) -> None:
    found = count(filled, server, RUNS)
    assert found["died"] >= RUNS and (found["missing"], found["doubled"]) == (0, 0)


def test_the_one_moment_that_cannot_be_closed_loses_one_and_doubles_none(filled: Database, server: SmtpServer) -> None:
    with closing(Mail(server.url, SENDER)) as mail:
        there = moments_of(filled, server, mail, spare=False)
        # For either message: after the claim is stored, and before its last line is handed to the system, which is the same instant.
        assert there == moments_of(filled, server, mail) + 4
        afresh(filled, server)
        assert die(filled, server, mail, Moments(CLAIMED, spare=False))
        run(filled, server, mail=mail)
    assert got(server) == [BO]
