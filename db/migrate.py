"""Bring a database to the current tables, and say whether it is there."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from dashboard.domain.errors import N_
from db.engine import Database
from db.problems import StorageError, explained

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")


def config() -> "Config":
    """Alembic's configuration, without a file of its own."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    return settings


def upgrade(db: Database) -> None:
    """Create or migrate the tables. Safe to call at every start, and by several processes at once.

    :raises StorageError: the database cannot be used, or was made by a newer version.
    """
    with explained(db.url), db.engine.connect() as reading:
        # Nothing to do takes no lock: a command that reads is not held up by somebody's long import. Nor does it load Alembic, which
        # is a tenth of the time and of the memory of a command.
        if _current(reading) == newest():
            return
    from alembic import command
    from alembic.util import CommandError

    settings = config()
    with explained(db.url), db.engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
        if db.dialect == "postgresql":
            # Two processes that start together: the second waits here and then finds nothing to do.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(874112)")
        settings.attributes["connection"] = connection
        try:
            command.upgrade(settings, "head")
        except CommandError as problem:
            raise StorageError(N_("A newer version of Essaim made this database. Install that version, or a later one.")) from problem


def newest() -> str:
    """The newest revision; the name of its file begins with it."""
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def _current(connection: Connection) -> str | None:
    """The revision of the tables in a database, as Alembic noted it; None where there is none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def check(db: Database) -> None:
    """Raise if the tables in the database differ from those in the code."""
    from alembic import command

    settings = config()
    with db.engine.connect() as connection:
        settings.attributes["connection"] = connection
        command.check(settings)
