"""The tables of an empty database are made, once, by whoever comes first."""

import multiprocessing
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import inspect, text

from db.engine import Database
from db.migrate import check, config, newest, upgrade
from db.problems import StorageError
from tests.databases import psycopg_url

TABLES = {
    *("account", "daily", "departure", "milestone", "observation", "organisation", "snapshot", "source", "standing"),
    *("account_grant", "account_proof", "alias", "attempt", "audit", "claim", "factor", "identity", "mastodon_app", "membership"),
    *("person", "recovery_code", "review", "session", "ticket"),
    *("baseline", "column_mapping", "comparison", "flag", "import", "pair", "post", "replaced", "x_token"),
    *("annotation", "past_standing", "press_figure", "shared_view"),
    *("campaign", "exit_day", "exit_day_listed", "exit_day_event", "pledge", "pledge_named", "checklist_tick", "reminder"),
}


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a database without a table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'essaim.db'}"
    return psycopg_url(request.getfixturevalue("postgres_database"))


def tables(db: Database) -> set[str]:
    with db.engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def migrate(url: str, go: Any) -> None:
    with closing(Database(url)) as db:
        go.wait(60)
        upgrade(db)


def test_an_empty_database_gets_all_tables_and_a_second_start_changes_nothing(empty: str) -> None:
    with closing(Database(empty)) as db:
        upgrade(db)
        assert tables(db) == TABLES
        upgrade(db)
        check(db)


def test_the_tables_made_are_the_ones_in_the_code(db: Database) -> None:
    check(db)


def test_the_newest_revision_is_told_from_the_names_of_the_files() -> None:
    assert newest() == ScriptDirectory.from_config(config()).get_current_head()


def test_a_column_that_the_code_does_not_know_is_seen(db: Database) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE account ADD COLUMN mood VARCHAR(9)"))
    with pytest.raises(CommandError, match="mood"):
        check(db)


def test_two_processes_that_start_together_make_the_tables_once(empty: str) -> None:
    context = multiprocessing.get_context("spawn")
    go = context.Barrier(2)
    starters = [context.Process(target=migrate, args=(empty, go)) for _ in range(2)]
    for one in starters:
        one.start()
    for one in starters:
        one.join(60)
    assert [one.exitcode for one in starters] == [0, 0]
    with closing(Database(empty)) as db:
        check(db)


def test_everything_can_be_taken_back(db: Database) -> None:
    settings = config()
    with db.engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.downgrade(settings, "base")
    assert tables(db) == set()
    upgrade(db)
    check(db)


def test_a_migration_that_fails_leaves_nothing_behind(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Database(empty)) as db:
        run = command.upgrade

        def cut_short(*arguments: Any, **options: Any) -> None:
            run(*arguments, **options)
            raise RuntimeError("the power went")

        monkeypatch.setattr(command, "upgrade", cut_short)
        with pytest.raises(RuntimeError, match="the power went"):
            upgrade(db)
        assert tables(db) == set()


def test_the_database_of_a_newer_version_is_left_alone(db: Database) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match=r"newer version .* Install that version"):
        upgrade(db)
    assert tables(db) == TABLES
