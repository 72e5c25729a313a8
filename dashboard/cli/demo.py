"""``essaim demo``."""

import click

from dashboard.cli.spoken import SpokenCommand
from dashboard.cli.terminal import opened, progress, words
from dashboard.domain.errors import N_
from dashboard.domain.people import OPERATOR


@click.command(cls=SpokenCommand)
@click.option("--organisations", type=click.IntRange(1, 10_000), default=60, show_default=True, help="How many institutions.")
@click.option("--days", type=click.IntRange(60, 3_650), default=540, show_default=True, help="Days of history.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another number makes other institutions.")
def demo(organisations: int, days: int, seed: int) -> None:
    """Fill an empty database with fictional institutions."""
    from dashboard.services.fill_demo import fill_demo

    with opened() as essaim, progress(words()(N_("Fictional institutions"))) as advance:
        count = fill_demo(
            essaim.db,
            organisations=organisations,
            days=days,
            seed=seed,
            by=OPERATOR,
            now=essaim.clock(),
            holding=essaim.holding,
            progress=advance,
        )
    click.echo(
        words().plural(
            "{n} fictional institution is in the database; every page says so.",
            "{n} fictional institutions are in the database; every page says so.",
            count,
        )
    )
