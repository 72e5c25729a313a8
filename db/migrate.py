"""Bring a database to the current tables, and say whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from dashboard.domain.errors import N_
from db.engine import Database
from db.problems import StorageError, explained


def config() -> Config:
    """Alembic's configuration, without a file of its own."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    return settings


def upgrade(db: Database) -> None:
    """Create or migrate the tables. Safe to call at every start, and by several processes at once.

    :raises StorageError: the database cannot be used, or was made by a newer version.
    """
    settings = config()
    with explained(db.url), db.engine.connect() as reading:
        # Nothing to do takes no lock: a command that reads is not held up by somebody's long import.
        if MigrationContext.configure(reading).get_current_revision() == ScriptDirectory.from_config(settings).get_current_head():
            return
    with explained(db.url), db.engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
        if db.dialect == "postgresql":
            # Two processes that start together: the second waits here and then finds nothing to do.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(874112)")
        settings.attributes["connection"] = connection
        try:
            command.upgrade(settings, "head")
        except CommandError as problem:
            raise StorageError(N_("A newer version of Essaim made this database. Install that version, or a later one.")) from problem


def check(db: Database) -> None:
    """Raise if the tables in the database differ from those in the code."""
    settings = config()
    with db.engine.connect() as connection:
        settings.attributes["connection"] = connection
        command.check(settings)
