"""``essaim departure``."""

from datetime import datetime

import click

from dashboard.cli.spoken import SpokenGroup
from dashboard.cli.terminal import opened, say
from dashboard.domain.departures import Status
from dashboard.domain.errors import N_
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group(cls=SpokenGroup)
def departure() -> None:
    """Log the steps of a departure."""


@departure.command()
@click.argument("slug", help="The institution, by its name in addresses.")
@click.option("--status", type=click.Choice([status.value for status in Status]), required=True, help="The step that was taken.")
@click.option("--on", type=DAY, metavar="YYYY-MM-DD", required=True, help="The day it happened, or will happen.")
@click.option("--source", default="", help="Where it can be checked: an address, or a few words.")
@click.option(
    "--network", type=click.Choice([network.value for network in Network]), default="x", show_default=True, help="The network that is left."
)
@click.option("--withdraw", is_flag=True, help="Take this step back: it did not happen after all.")
def log(slug: str, status: str, on: datetime, source: str, network: str, withdraw: bool) -> None:
    """Log one step of the departure of the institution SLUG. The same step with another day corrects it."""
    from dashboard.services.log_departure import log_departure

    with opened() as essaim:
        journey = log_departure(
            essaim.db,
            slug,
            Status(status),
            on.date(),
            by=OPERATOR,
            now=essaim.clock(),
            holding=essaim.holding,
            source=source,
            network=Network(network),
            withdrawn=withdraw,
        )
    for event in journey.events:
        say(N_("{on}: {status}"), on=event.on, status=event.status)
