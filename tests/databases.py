"""Databases with all their tables, SQLite and PostgreSQL: made once, copied or emptied for each test."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import event

from db.engine import Database
from db.migrate import upgrade
from tests.network.emptied_postgres import Emptied
from tests.network.postgres import fresh_database


def psycopg_url(url: str) -> str:
    """The URL as SQLAlchemy wants it."""
    return url.replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no row."""
    path = tmp_path_factory.mktemp("template") / "essaim.db"
    with closing(Database(f"sqlite:///{path}")) as db:
        upgrade(db)
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> Iterator[str]:
    """Name of a PostgreSQL database with all tables and no row."""
    with fresh_database(postgres_url) as url:
        with closing(Database(psycopg_url(url))) as db:
            upgrade(db)
        yield urlsplit(url).path.removeprefix("/")


@contextmanager
def sqlite_copy(template: Path, folder: Path) -> Iterator[Database]:
    """A database of one's own with all tables and no row, in that folder."""
    path = folder / "essaim.db"
    shutil.copy(template, path)
    with closing(Database(f"sqlite:///{path}")) as db:
        # What is lost in a power cut is a test: nothing is worth waiting for the disk.
        event.listen(db.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        yield db


@contextmanager
def statements(db: Database) -> Iterator[list[str]]:
    """The statements sent to the database meanwhile."""
    sent: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def sqlite_db(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A SQLite database of its own for one test."""
    with sqlite_copy(sqlite_template, tmp_path) as db:
        yield db


@pytest.fixture(scope="session")
def emptied_postgres(postgres_url: str, postgres_template: str) -> Iterator[Emptied]:
    """A PostgreSQL database with all tables and no row, for one test after the other."""
    emptied = Emptied(postgres_url, postgres_template)
    yield emptied
    emptied.drop()


@pytest.fixture
def postgres_db(emptied_postgres: Emptied) -> Iterator[Database]:
    """A PostgreSQL database for one test, which finds no row of another."""
    with closing(Database(psycopg_url(emptied_postgres.take()))) as db:
        yield db
    emptied_postgres.give_back()


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest) -> Database:
    """A database of its own, once of each sort."""
    found: Database = request.getfixturevalue("sqlite_db" if request.param == "sqlite" else "postgres_db")
    return found
