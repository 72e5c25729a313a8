"""``essaim departure``."""

from datetime import datetime

import click

from dashboard.cli.spoken import SpokenGroup
from dashboard.cli.terminal import opened, say
from dashboard.domain.departures import Status
from dashboard.domain.errors import N_
from dashboard.domain.networks import Network

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group(cls=SpokenGroup)
def departure() -> None:
    """Log the steps of a departure."""


@departure.command()
@click.argument("slug")
@click.option("--status", type=click.Choice([status.value for status in Status]), required=True)
@click.option("--on", type=DAY, required=True, help="The day, as 2025-01-20; a day to come makes it planned.")
@click.option("--source", default="", help="Where it can be checked: an address or words.")
@click.option("--network", type=click.Choice([network.value for network in Network]), default="x", show_default=True)
@click.option("--withdraw", is_flag=True, help="Take that step back: it did not happen after all.")
def log(slug: str, status: str, on: datetime, source: str, network: str, withdraw: bool) -> None:
    """Log one step of SLUG's departure; the same step with another day corrects it."""
    from dashboard.services.log_departure import log_departure

    with opened() as essaim:
        journey = log_departure(
            essaim.keeper,
            slug,
            Status(status),
            on.date(),
            now=essaim.clock(),
            holding=essaim.holding,
            source=source,
            network=Network(network),
            withdrawn=withdraw,
        )
    for event in journey.events:
        say(N_("{on}: {status}"), on=event.on, status=event.status)
