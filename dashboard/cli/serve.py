"""``essaim serve``."""

import click

from dashboard.cli.spoken import SpokenCommand
from dashboard.cli.terminal import opened


@click.command(cls=SpokenCommand)
@click.option("--host", help="Address to listen on; wins over ESSAIM_HOST.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; wins over ESSAIM_PORT.")
def serve(host: str | None, port: int | None) -> None:
    """Serve the dashboard, and collect in the background."""
    from dashboard.jobs import lifecycle
    from dashboard.web.server import serve as run

    with opened(host=host, port=port) as essaim:
        lifecycle.check(essaim)
        run(essaim)
