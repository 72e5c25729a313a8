"""``essaim export``."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from dashboard.cli.departure import DAY
from dashboard.cli.spoken import SpokenGroup
from dashboard.cli.terminal import opened, say_line, words

if TYPE_CHECKING:
    from dashboard.services.export_quickstatements import Exported


@click.group(cls=SpokenGroup)
def export() -> None:
    """Hand figures to other registers."""


@export.command()
@click.option("--since", type=DAY, metavar="YYYY-MM-DD", help="The last count of each month as well, from that day on.")
def quickstatements(since: datetime | None) -> None:
    """Print dated counts of certified institutions as Wikidata’s QuickStatements takes them. Whoever runs them there signs for them."""
    from dashboard.services.export_quickstatements import export_quickstatements

    with opened() as essaim:
        done = export_quickstatements(essaim.db, public_url=essaim.settings.public_url, since=since.date() if since else None)
    click.echo(done.text, nl=False)
    for text in left_out(done):
        say_line(text)


def left_out(done: "Exported") -> list[str]:
    """What is not among the lines, and why."""
    speak = words()
    return [
        text
        for n, text in (
            (
                done.nameless,
                speak.plural(
                    "{n} figure is left out: its account’s own number is not known.",
                    "{n} figures are left out: the own numbers of their accounts are not known.",
                    done.nameless,
                ),
            ),
            (
                done.uncited,
                speak.plural(
                    "{n} figure is left out: no page can be cited for it. Set ESSAIM_PUBLIC_URL.",
                    "{n} figures are left out: no page can be cited for it. Set ESSAIM_PUBLIC_URL.",
                    done.uncited,
                ),
            ),
            (
                done.doubled,
                speak.plural(
                    "{n} figure is left out: Wikidata’s tool would merge it with an equal number.",
                    "{n} figures are left out: Wikidata’s tool would merge them with equal numbers.",
                    done.doubled,
                ),
            ),
        )
        if n
    ]
