"""One PostgreSQL database for many tests, emptied after each: a database of its own takes each test ten times as long."""

import time
from contextlib import ExitStack, closing, suppress

import psycopg

from tests.network.postgres import fresh_database

# Deleted rows stay in the files until somebody tidies up.
AT_MOST = 100
LEFT_WITHIN = 0.1

OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
_MADE = "count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0)"
SHAPE = f"""SELECT
    (SELECT {_MADE} FROM pg_class WHERE oid >= 16384),
    (SELECT {_MADE} FROM pg_attribute WHERE attrelid >= 16384),
    (SELECT {_MADE} FROM pg_constraint WHERE oid >= 16384),
    (SELECT {_MADE} FROM pg_proc WHERE oid >= 16384),
    (SELECT {_MADE} FROM pg_trigger WHERE oid >= 16384),
    (SELECT {_MADE} FROM pg_namespace),
    (SELECT {_MADE} FROM pg_db_role_setting)"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
RESTART = "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"


class Emptied:
    """A copy of a template without rows, for one test after the other.

    :param cluster_url: of the superuser.
    :param template: database to copy; a test finds its shape, and no row.
    """

    def __init__(self, cluster_url: str, template: str) -> None:
        self._cluster_url, self._template = cluster_url, template
        self._held: ExitStack | None = None
        self._url, self._uses = "", 0
        self._shape: tuple[object, ...] | None = None

    def take(self) -> str:
        """Its URL: for a test that is alone with it until it gives it back."""
        if self._held is None:
            with ExitStack() as stack:
                self._url, self._uses = stack.enter_context(fresh_database(self._cluster_url, self._template)), 0
                # Kept open: to come anew takes longer than to empty it.
                self._connection = stack.enter_context(closing(psycopg.connect(self._url, autocommit=True)))
                self._shape = self._connection.execute(SHAPE).fetchone()
                # Some triggers refuse that anything is deleted.
                self._connection.execute("SET session_replication_role = replica")
                self._held = stack.pop_all()
        return self._url

    def give_back(self) -> None:
        """Empty it, unless somebody is still connected to it, or its shape is another than it was: then the next has a new one."""
        self._uses += 1
        with suppress(psycopg.Error):
            if self._uses < AT_MOST and self._empties():
                return
        self.drop()

    def drop(self) -> None:
        """Be done with it."""
        if self._held is not None:
            self._held.close()
            self._held = None

    def _empties(self) -> bool:
        connection = self._connection
        if not _alone(connection) or connection.execute(SHAPE).fetchone() != self._shape:
            return False
        names = [name for (name,) in connection.execute(TABLES)]
        connection.execute("; ".join([*(f'DELETE FROM "{name}"' for name in names), RESTART]))
        return True


def _alone(connection: psycopg.Connection[tuple[object, ...]]) -> bool:
    """Whether all others have gone: who has just said good-bye is seen for a moment."""
    end = time.monotonic() + LEFT_WITHIN
    while connection.execute(OTHERS).fetchone() != (0,):
        if time.monotonic() > end:
            return False
        time.sleep(0.002)
    return True
