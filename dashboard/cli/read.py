"""``essaim leaderboard`` and ``essaim series``."""

import click

from dashboard.cli.spoken import SpokenCommand
from dashboard.cli.terminal import FORMATS, opened, show


@click.command(cls=SpokenCommand)
@click.option(
    "--age",
    type=click.IntRange(0, 36_500),
    help="Days after the departure at which all are compared; without it, the latest reading of each.",
)
@click.option("--format", "form", type=FORMATS, default="table", show_default=True, help="How to print it.")
def leaderboard(age: int | None, form: str) -> None:
    """Show how institutions compare, by what each regained at least."""
    from dashboard.domain.leaderboard import Standing
    from dashboard.services.read_leaderboard import all_standings
    from dashboard.services.standings import follow_calendar

    with opened() as essaim:
        follow_calendar(essaim.db, today=essaim.today(), holding=essaim.holding)
        standings = all_standings(essaim.db, today=essaim.today(), age=age, holding=essaim.holding)
    columns = ["slug", "kind", "status", "departed_on", "baseline", "regained_low", "regained_high", "recovery_low", "recovery_high"]
    show(Standing, standings, [*columns, "as_of", "missing"], form)


@click.command(cls=SpokenCommand)
@click.argument("slug", help="The institution, by its name in addresses.")
@click.option("--format", "form", type=FORMATS, default="table", show_default=True, help="How to print it.")
def series(slug: str, form: str) -> None:
    """Show every figure of the institution SLUG, with its source."""
    from dashboard.services.export_series import export_series
    from dashboard.services.views import SeriesPoint

    with opened() as essaim:
        points = export_series(essaim.db, slug)
    show(SeriesPoint, points, ["network", "handle", "at", "followers", "source", "precision", "rounded_to", "role", "flagged"], form)
