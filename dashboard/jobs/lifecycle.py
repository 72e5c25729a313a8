"""Start and stop the background jobs with the server."""

import sqlite3
from contextlib import closing

from dashboard.bootstrap import Essaim, install
from db.problems import unusable

APPLICATION_VERSION = "1"
"""Pinned: with the default, a change of code would strand the work of the version before."""


def start(essaim: Essaim) -> None:
    """Start the job engine in this process, on the database's own server or beside the SQLite file. Does nothing if it is off."""
    if not essaim.settings.collect_in_background:
        return
    from dbos import DBOS, DBOSConfig

    install(essaim)
    config: DBOSConfig = {
        "name": "essaim",
        "system_database_url": _system_database(essaim),
        "application_version": APPLICATION_VERSION,
        "executor_id": essaim.settings.worker,
        "log_level": "WARNING",
    }
    DBOS(config=config)
    from dashboard.jobs import engine, upkeep

    DBOS.launch()
    DBOS.register_queue(engine.QUEUE, worker_concurrency=8, partition_concurrency=1, polling_interval_sec=1.0)
    DBOS.apply_schedules(
        [
            {"schedule_name": "collect", "workflow_fn": engine.collect_due, "schedule": "0 */5 * * * *", "context": None},
            {"schedule_name": "forget", "workflow_fn": engine.forget_history, "schedule": "0 17 3 * * *", "context": None},
            {"schedule_name": "proofs", "workflow_fn": upkeep.look_at_proofs, "schedule": "0 23 * * * *", "context": None},
            {"schedule_name": "x", "workflow_fn": upkeep.read_counts_on_x, "schedule": "0 37 * * * *", "context": None},
            {"schedule_name": "exit_days", "workflow_fn": upkeep.look_after_exit_days, "schedule": "0 */5 * * * *", "context": None},
            {"schedule_name": "people", "workflow_fn": upkeep.forget_people, "schedule": "0 47 3 * * *", "context": None},
        ]
    )


def stop(essaim: Essaim) -> None:
    """Stop the job engine: what is running ends or is taken up again at the next start."""
    if essaim.settings.collect_in_background:
        from dbos import DBOS

        DBOS.destroy()


def check(essaim: Essaim) -> None:
    """Say before anything is served what would keep the job engine from starting.

    :raises StorageError: its own file cannot be used.
    """
    if essaim.settings.collect_in_background:
        _system_database(essaim)


def _system_database(essaim: Essaim) -> str:
    """Where the engine keeps its own tables: a file of its own beside SQLite, the same PostgreSQL otherwise."""
    if essaim.db.dialect == "postgresql":
        return essaim.settings.url.replace("postgresql+psycopg://", "postgresql://")
    path = essaim.settings.data_dir / "jobs.db"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")  # the engine leaves the mode as it finds it
    except (OSError, sqlite3.Error) as problem:
        raise unusable(str(path), str(problem)) from problem
    return f"sqlite:///{path}"
