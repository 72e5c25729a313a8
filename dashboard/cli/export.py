"""``essaim export``."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.cli.departure import DAY
from dashboard.cli.spoken import SpokenGroup
from dashboard.cli.terminal import opened, progress, say_line, shown, words
from dashboard.domain.errors import N_

if TYPE_CHECKING:
    from dashboard.services.export_quickstatements import Exported


class ExportGroup(SpokenGroup):
    """``essaim export DIR`` is ``essaim export data DIR``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Whatever is no command of the group is the folder, or an option before it."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["data", *args]
        return super().parse_args(ctx, args)


@click.group(cls=ExportGroup)
def export() -> None:
    """Write the open data into a folder (essaim export DIR), or hand figures to other registers."""


@export.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--parquet", is_flag=True, help="Every table as Parquet as well.")
def data(folder: Path, parquet: bool) -> None:
    """Write everything public into DIR as CSV files with their description (a Frictionless data package)."""
    from dashboard.public_addresses import DATA
    from dashboard.services.open_data.export import export_open_data

    with opened() as essaim, progress(words()(N_("Open data"))) as advance:
        language = essaim.settings.language
        done = export_open_data(
            essaim.db,
            folder,
            words=words(),
            homepage=essaim.settings.base + DATA.address(language),
            today=essaim.today(),
            publisher=essaim.settings.publisher,
            parquet=parquet,
            progress=advance,
        )
    speak = words()
    text = speak.plural(
        "{n} table is in {folder}, {rows} rows.", "{n} tables are in {folder}, {rows} rows.", done.files, folder=folder, rows=done.rows
    )
    click.echo(shown(text))
    if done.left_out:
        say_line(
            speak.plural(
                "{n} figure may not be handed on and is left out; datapackage.json says why.",
                "{n} figures may not be handed on and are left out; datapackage.json says why.",
                done.left_out,
            )
        )


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
