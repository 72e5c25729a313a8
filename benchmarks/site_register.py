"""The register that the benchmarks of the public site read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.ratios import Progress
from benchmarks.register import NOW, write_history, write_organisations, write_standings
from benchmarks.scratch import databases
from dashboard.bootstrap import Essaim, build
from dashboard.config import Settings

DAYS, STEP = 365, 7
"""A year of figures, one a week: a year of days would take half an hour to write."""


@contextmanager
def site_register(dialect: str, organisations: int, progress: Progress) -> Iterator[Essaim]:
    """An Essaim whose register holds so many organisations that left, with three accounts each."""
    with databases(dialect, 1) as (db,):
        url = db.engine.url.render_as_string(hide_password=False)
        settings = Settings(database_url=url, data_dir=Path(db.engine.url.database or "").parent, collect_every_hours=24 * STEP)
        write_organisations(db, organisations)
        write_history(db, organisations, DAYS, STEP, progress)
        progress(f"standings of {organisations:,} organisations")
        write_standings(db, organisations, settings.holding)
        essaim = build(settings, clock=lambda: NOW, migrate=False)
        try:
            yield essaim
        finally:
            essaim.close()
