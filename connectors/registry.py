"""The connectors there are, by network. A new one is added here and nowhere else."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from connectors.base import Connector
from connectors.bluesky import BlueskyConnector
from connectors.bluesky_account import BlueskyAccount
from connectors.bluesky_identity import BlueskyIdentity
from connectors.bluesky_repository import BlueskyRepository
from connectors.dns import Names
from connectors.guarded_http import GuardedTransport
from connectors.hosts import SECONDS, Guard
from connectors.mastodon import MastodonConnector
from connectors.mastodon_consent import MastodonConsent
from connectors.mastodon_identity import MastodonIdentity
from connectors.pace import BUDGETS, MAX_WAIT, Pace
from connectors.peertube import PeertubeConnector
from connectors.sources import Sources
from connectors.well_known import Sites
from connectors.wikidata import Wikidata
from connectors.witnesses import Witnesses
from connectors.x_api import XApi
from dashboard.domain.hostnames import HTTPS
from dashboard.domain.networks import Network

WRITING_SECONDS = 30.0
"""What one call that writes may take: 200 records take a server longer than a profile."""


def build_connectors(
    *,
    bluesky_url: str,
    trusted_hosts: Iterable[str] = (),
    clock: Callable[[], datetime],
    sleep: Callable[[float], None] = time.sleep,
    max_wait: float = MAX_WAIT,
    seconds: float = SECONDS,
) -> dict[Network, Connector]:
    """One connector per collected network; the libraries of the networks are imported at their first call.

    :param bluesky_url: AppView; trusted, since the operator typed it.
    :param trusted_hosts: ``host:port`` pairs that may be private and are asked over plain http.
    :param clock: gives aware instants.
    :param max_wait: seconds a call may be held back by a server's limits before it is put off.
    :param seconds: what one call may take, from the resolution of the name to the end of the answer.
    """
    transport = GuardedTransport(_guard(bluesky_url, trusted_hosts, seconds))

    def pace(network: Network) -> Pace:
        return Pace(BUDGETS[network], clock=clock, sleep=sleep, max_wait=max_wait)

    return {
        Network.BLUESKY: BlueskyConnector(bluesky_url, transport=transport, pace=pace(Network.BLUESKY), clock=clock, sleep=sleep),
        Network.MASTODON: MastodonConnector(transport=transport, pace=pace(Network.MASTODON), clock=clock, sleep=sleep),
        Network.PEERTUBE: PeertubeConnector(transport=transport, pace=pace(Network.PEERTUBE), clock=clock, sleep=sleep),
    }


def build_witnesses(
    *, bluesky_url: str, trusted_hosts: Iterable[str] = (), dns_servers: Sequence[str] = (), seconds: float = SECONDS
) -> Witnesses:
    """Whoever is asked to confirm proofs, through the same guard.

    :param dns_servers: resolvers, the system's if empty.
    """
    transport = GuardedTransport(_guard(bluesky_url, trusted_hosts, seconds))
    names = Names(dns_servers)
    return Witnesses(
        names=names,
        sites=Sites(transport),
        bluesky=BlueskyIdentity(transport=transport, names=names),
        bluesky_account=BlueskyAccount(bluesky_url, transport=transport),
        mastodon=MastodonIdentity(transport=transport),
        consent=MastodonConsent(transport=transport),
    )


def build_sources(*, wikidata_url: str, x_api_url: str = "", contact: str = "", clock: Callable[[], datetime]) -> Sources:
    """Whoever gives figures of the past, or of many accounts at once.

    :param wikidata_url: a SPARQL endpoint; trusted, since the operator typed it.
    :param x_api_url: of X's API; empty where it is off.
    :param contact: our public address, for those who wonder who asks; empty where there is none.
    """
    return Sources(wikidata=Wikidata(wikidata_url, clock=clock, contact=contact), x=_x_api(x_api_url, clock) if x_api_url else None)


def build_repository(
    *,
    server: str,
    account: str,
    app_password: str,
    trusted_hosts: Iterable[str] = (),
    clock: Callable[[], datetime],
    sleep: Callable[[float], None] = time.sleep,
    max_wait: float = MAX_WAIT,
) -> BlueskyRepository:
    """The collective's own Bluesky account, to be written to.

    :param server: where it signs in; trusted, since the operator typed it.
    """
    return BlueskyRepository(
        server,
        account,
        app_password,
        transport=GuardedTransport(Guard([*trusted_hosts, _server_of(server)], seconds=WRITING_SECONDS)),
        pace=Pace(BUDGETS[Network.BLUESKY], clock=clock, sleep=sleep, max_wait=max_wait),
        sleep=sleep,
    )


def _x_api(url: str, clock: Callable[[], datetime]) -> XApi:
    return XApi(url, transport=GuardedTransport(Guard([_server_of(url)])), clock=clock)


def _guard(bluesky_url: str, trusted_hosts: Iterable[str], seconds: float) -> Guard:
    return Guard([*trusted_hosts, _server_of(bluesky_url)], seconds=seconds)


def _server_of(url: str) -> str:
    parts = urlsplit(url)
    port = parts.port or (HTTPS if parts.scheme == "https" else 80)
    return f"{parts.netloc.rpartition('@')[2].removesuffix(f':{port}')}:{port}"
