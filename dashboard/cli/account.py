"""``essaim account``."""

from datetime import datetime

import click

from dashboard.cli.departure import DAY
from dashboard.cli.spoken import SpokenGroup
from dashboard.cli.terminal import opened, say, words
from dashboard.domain.errors import N_, Refused
from dashboard.domain.figures import Precision
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.people import OPERATOR

NETWORKS = tuple(network.value for network in Network)


@click.group(cls=SpokenGroup)
def account() -> None:
    """Connect accounts and record figures dated by hand."""


@account.command()
@click.argument("slug", help="The institution, by its name in addresses.")
@click.argument("handle")
def connect(slug: str, handle: str) -> None:
    """Connect the account HANDLE (ville.fr, ville@social.example, the address of a profile) to the institution SLUG."""
    from dashboard.services.connect_account import connect as connect_account
    from dashboard.services.connect_account import preview

    with opened() as essaim:
        shown = preview(essaim.db, essaim.connectors, handle)
        account = connect_account(essaim.db, slug, shown, by=OPERATOR, now=essaim.clock(), holding=essaim.holding, every=essaim.every)
    network = FACTS[account.network].label
    if shown.profile is None:
        say(N_("{handle} on {network} is connected. Its figures are dated by hand."), handle=account.handle, network=network)
    elif shown.profile.followers is None:
        say(N_("{handle} on {network} is connected. It hides its number of followers."), handle=account.handle, network=network)
    else:
        say(
            N_("{handle} on {network} is connected: {followers} followers."),
            handle=account.handle,
            network=network,
            followers=shown.profile.followers,
        )


@account.command()
@click.argument("slug", help="The institution, by its name in addresses.")
@click.argument("network", metavar="NETWORK", type=click.Choice(list(NETWORKS)), help=", ".join(NETWORKS))
@click.option("--on", type=DAY, metavar="YYYY-MM-DD", required=True, help="The day on which it was seen.")
@click.option("--followers", required=True, help="The number as it is shown: 14289, 14k, 2.2 M.")
@click.option("--source", required=True, help="Where it can be checked: an address, or who counted and where.")
@click.option("--rounded", is_flag=True, help="The source gave a rounded number.")
@click.option("--handle", help="Which account, where there are several on this network.")
def figure(slug: str, network: str, on: datetime, followers: str, source: str, rounded: bool, handle: str | None) -> None:
    """Record how many followers the institution SLUG had on NETWORK on one day. An account not known yet is listed."""
    from dashboard.domain.rounded_counts import read_count
    from dashboard.domain.rounded_counts import rounded as about
    from dashboard.services.record_figure import record_figure

    count = read_count(followers)
    if rounded and count.precision is Precision.EXACT:
        count = about(count.value)
    with opened() as essaim:
        record_figure(
            essaim.db,
            slug,
            Network(network),
            on.date(),
            count.value,
            source=source,
            by=OPERATOR,
            now=essaim.clock(),
            holding=essaim.holding,
            precision=count.precision,
            rounded_to=count.rounded_to,
            handle=handle,
        )
    say(
        N_("{slug}: {followers} followers on {network} on {on}."),
        slug=slug,
        followers=count.value,
        network=FACTS[Network(network)].label,
        on=on.date(),
    )


@account.command()
@click.argument("slug", help="The institution, by its name in addresses.")
@click.argument("network", metavar="NETWORK", type=click.Choice(list(NETWORKS)), help=", ".join(NETWORKS))
@click.argument("handle", default="")
@click.option("--yes", is_flag=True, help="Remove its figures with it.")
def disconnect(slug: str, network: str, handle: str, yes: bool) -> None:
    """Remove an account that was connected to the institution SLUG by mistake, with all its figures."""
    from dashboard.services.links.disconnect import disconnect as disconnect_account

    if not yes:
        raise Refused(N_("Every figure of this account would be removed, and cannot be brought back. Add --yes if that is meant."))
    with opened() as essaim:
        count = disconnect_account(
            essaim.db,
            essaim.vault,
            essaim.witnesses.consent,
            slug,
            Network(network),
            handle,
            by=OPERATOR,
            now=essaim.clock(),
            holding=essaim.holding,
        )
    click.echo(
        words().plural(
            "{handle} on {network} is removed, with {n} figure.",
            "{handle} on {network} is removed, with {n} figures.",
            count,
            handle=handle or "—",
            network=FACTS[Network(network)].label,
        )
    )
