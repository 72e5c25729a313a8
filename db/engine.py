"""The engine, and the two kinds of transaction: reading and writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, event, make_url, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, create_engine

from dashboard.domain.errors import N_
from db.problems import StorageError, explained, unusable

CACHE, SMALL_CACHE = "cache_size=-65536", "cache_size=-512"
# synchronous FULL: a figure that was acknowledged survives a power cut; WAL makes that one fsync a transaction.
# secure_delete ON: what is deleted is overwritten, since people may ask to be erased (db.traces).
PRAGMAS = (
    *("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON"),
    *("temp_store=MEMORY", CACHE, "secure_delete=ON"),
)

# Writers wait for each other on PostgreSQL as they do on SQLite: a standing is computed from what others have just written.
ONE_WRITER = text("SELECT set_config('lock_timeout', '10s', true), pg_advisory_xact_lock(874113)")


class Database:
    """One database, SQLite or PostgreSQL."""

    def __init__(self, url: str) -> None:
        """
        :param url: SQLAlchemy URL; the folder of a SQLite file is made if it is missing.
        :raises StorageError: the URL names no database that can be used.
        """
        self.url = url
        try:
            parts = make_url(url)
            self.engine = _sqlite(parts) if parts.get_backend_name() == "sqlite" else _postgresql(parts)
        except (ArgumentError, ImportError, ValueError) as problem:
            raise StorageError(
                N_("ESSAIM_DATABASE_URL cannot be understood. Expected: sqlite:////path/essaim.db or postgresql://user:password@host/name.")
            ) from problem
        # With SQLite's default a transaction that reads and then writes loses updates silently: writers take the lock at BEGIN.
        self._writers = self.engine.execution_options(sqlite_begin="IMMEDIATE")
        # All questions of one page are answered from one state of the database; on SQLite every transaction is so.
        steady = {"isolation_level": "REPEATABLE READ"} if self.dialect == "postgresql" else {}
        self._readers = self.engine.execution_options(**steady)

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for queries; nothing it changes is kept.

        :raises StorageError: the database cannot be used.
        """
        with explained(self.url), Session(self._readers) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are kept together when the block ends, and dropped together if it raises.

        :raises StorageError: the database cannot be used, or somebody else has been writing for 10 seconds.
        """
        with explained(self.url), Session(self._writers) as session, session.begin():
            if self.dialect == "postgresql":
                session.execute(ONE_WRITER)
            yield session

    @contextmanager
    def reading_once(self) -> Iterator[Session]:
        """The same for a long list that is read from one end to the other: SQLite keeps no page of it in memory."""
        with self.reading() as session:
            if self.dialect == "sqlite":
                session.connection().exec_driver_sql(f"PRAGMA {SMALL_CACHE}")
            try:
                yield session
            finally:
                if self.dialect == "sqlite":
                    session.connection().exec_driver_sql(f"PRAGMA {CACHE}")

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


# hide_parameters: errors end up in logs, and what was to be stored must not.
def _postgresql(url: URL) -> Engine:
    return create_engine(url, pool_pre_ping=True, pool_size=10, hide_parameters=True, connect_args={"connect_timeout": 10})


def _sqlite(url: URL) -> Engine:
    if url.database in (None, "", ":memory:"):
        raise ValueError("a database in memory would forget everything")
    try:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise unusable(str(url.database), problem.strerror or str(problem)) from problem
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": 10})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # we emit BEGIN ourselves
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN " + connection.get_execution_options().get("sqlite_begin", "DEFERRED"))

    return engine
