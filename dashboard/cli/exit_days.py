"""``essaim exit-days``."""

import click

from dashboard.cli.spoken import SpokenCommand
from dashboard.cli.terminal import FORMATS, opened, show, words


@click.command(cls=SpokenCommand)
@click.option("--format", "form", type=FORMATS, default="table", show_default=True, help="How to print it.")
def exit_days(form: str) -> None:
    """List the exit days and where each stands, drafts among them."""
    from dashboard.services.exit_days.list_days import DayLine, list_days

    with opened() as essaim:
        lines = list_days(essaim.db, language=words().language, now=essaim.clock())
    show(DayLine, lines, ["slug", "state", "on", "deadline", "pledged", "going", "missing", "brings", "reached"], form)
