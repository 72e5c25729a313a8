"""A server whose clock the tests set: ``python clocked.py --port 8501``, with the settings of the environment."""

import os
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import click

from dashboard.bootstrap import build, install
from dashboard.config import Settings
from dashboard.web.server import serve


@dataclass(frozen=True)
class Clock:
    """The instant that a file holds, and what has passed since it was written: the same in every process that reads it."""

    file: Path

    def __call__(self) -> datetime:
        """The instant now, UTC."""
        passed = max(0.0, time.time() - self.file.stat().st_mtime)
        return datetime.fromisoformat(self.file.read_text()) + timedelta(seconds=passed)

    def set(self, now: datetime) -> None:
        """From here on it is then."""
        written = self.file.with_suffix(".new")
        written.write_text(now.isoformat())
        os.replace(written, self.file)


def clock_of(folder: Path) -> Clock:
    """The clock of the server whose data is in this folder."""
    return Clock(folder / "clock")


@click.command()
@click.option("--port", type=int)
def main(port: int) -> None:
    """Serve, by that clock."""
    settings = Settings.from_environment(port=port)
    essaim = build(settings, clock=clock_of(settings.data_dir))
    install(essaim)
    serve(essaim)
    essaim.close()


if __name__ == "__main__":
    main()
