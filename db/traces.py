"""What a deletion leaves behind in the files of a database, and how it is removed.

SQLite overwrites what is deleted (``secure_delete``, db.engine), but its write-ahead log holds pages as they were until it is reused.
PostgreSQL keeps deleted rows until it cleans up, by itself, and in its own log until that is recycled: docs/privacy.md says so.
"""

from db.engine import Database


def wipe(db: Database) -> None:
    """Bring the write-ahead log of SQLite into the file and empty it; readers and writers at work put it off to the next time."""
    if db.dialect != "sqlite":
        return
    with db.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
