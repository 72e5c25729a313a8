"""Bring a database to the current tables, and say whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from db.engine import Database


def config() -> Config:
    """Alembic's configuration, without a file of its own."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    return settings


def upgrade(db: Database) -> None:
    """Create or migrate the tables. Safe to call at every start, and by several processes at once."""
    settings = config()
    with db.engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
        if db.dialect == "postgresql":
            # Two processes that start together: the second waits here and then finds nothing to do.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(874112)")
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")


def check(db: Database) -> None:
    """Raise if the tables in the database differ from those in the code."""
    settings = config()
    with db.engine.connect() as connection:
        settings.attributes["connection"] = connection
        command.check(settings)
