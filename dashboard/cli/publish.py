"""``essaim publish``."""

from pathlib import Path

import click

from dashboard.cli.spoken import SpokenCommand
from dashboard.cli.terminal import opened, progress, say, words
from dashboard.domain.errors import N_


@click.command(cls=SpokenCommand)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--base-url", metavar="URL", help="Address at which DIR will be served; otherwise that of ESSAIM_PUBLIC_URL.")
@click.option(
    "--views",
    type=click.Choice(["default", "all"]),
    default="default",
    show_default=True,
    help="Every chart as it is first seen, or in every measure, axis and theme as well.",
)
@click.option(
    "--pictures",
    type=click.Choice(["changed", "missing", "none"]),
    default="changed",
    show_default=True,
    help="Draw every picture that would look different, only those that are not there yet, or none.",
)
def publish(folder: Path, base_url: str | None, views: str, pictures: str) -> None:
    """Write the public site as files for any file server into DIR; only what changed, and in one step."""
    from dashboard.web.publish import manifest
    from dashboard.web.publish.forks import make_ready, processes

    if processes() > 1 and not (folder / manifest.NAME).exists():
        # While this process reads in the program as well, which takes both of them a second.
        make_ready()

    from dashboard.services.standings import follow_calendar
    from dashboard.web.publish.base import base_of
    from dashboard.web.publish.plan import Redraw
    from dashboard.web.publish.publish import publish as write

    with opened() as essaim, progress(words()(N_("Addresses"))) as advance:
        base = base_of(base_url, essaim.settings)
        follow_calendar(essaim.db, today=essaim.today(), holding=essaim.holding)
        done = write(
            essaim,
            folder,
            base=base,
            today=essaim.today(),
            every_view=views == "all",
            redraw=Redraw(pictures),
            processes=processes(),
            progress=advance,
        )
    say(
        N_("Files written: {written}; unchanged: {unchanged}; removed: {removed}. The site is in {folder}, to be served at {base}."),
        written=done.written,
        unchanged=done.unchanged,
        removed=done.removed,
        folder=str(done.folder),
        base=base,
    )
