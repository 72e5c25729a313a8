"""Write a migration from the difference between the tables in the code and those of the last migration."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from db.engine import Database
from db.migrate import config, upgrade


def main() -> None:
    """``python -m db.new_migration "Add the colour of a network"``."""
    if len(sys.argv) != 2:
        sys.exit('Say what it does: python -m db.new_migration "Add the colour of a network"')
    folder = Path(__file__).with_name("migrations") / "versions"
    number = f"{len(list(folder.glob('*.py'))) + 1:04d}"
    with tempfile.TemporaryDirectory() as scratch:
        db = Database(f"sqlite:///{scratch}/tables.db")
        upgrade(db)
        settings = config()
        with db.engine.begin() as connection:
            settings.attributes["connection"] = connection
            command.revision(settings, sys.argv[1], autogenerate=True, rev_id=number)
        db.close()


if __name__ == "__main__":
    main()
