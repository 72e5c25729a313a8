"""Read of which day what is shown is: for those who want to know whether it has changed."""

from datetime import date

from db import movement
from db.engine import Database


def read_days(db: Database) -> dict[str, date]:
    """The day of the latest reading of each organisation that has one, by slug."""
    with db.reading() as session:
        return movement.days(session)
