"""The connectors there are, by network. A new one is added here and nowhere else."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from urllib.parse import urlsplit

from connectors.base import Connector
from connectors.bluesky import BlueskyConnector
from connectors.guarded_http import GuardedTransport
from connectors.hosts import SECONDS, Guard
from connectors.mastodon import MastodonConnector
from connectors.pace import BUDGETS, MAX_WAIT, Pace
from dashboard.domain.hostnames import HTTPS
from dashboard.domain.networks import Network


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
    guard = Guard([*trusted_hosts, _server_of(bluesky_url)], seconds=seconds)
    transport = GuardedTransport(guard)

    def pace(network: Network) -> Pace:
        return Pace(BUDGETS[network], clock=clock, sleep=sleep, max_wait=max_wait)

    return {
        Network.BLUESKY: BlueskyConnector(bluesky_url, transport=transport, pace=pace(Network.BLUESKY), clock=clock, sleep=sleep),
        Network.MASTODON: MastodonConnector(transport=transport, pace=pace(Network.MASTODON), clock=clock, sleep=sleep),
    }


def _server_of(url: str) -> str:
    parts = urlsplit(url)
    port = parts.port or (HTTPS if parts.scheme == "https" else 80)
    return f"{parts.netloc.rpartition('@')[2].removesuffix(f':{port}')}:{port}"
