"""The Bluesky network of the tests behaves as the real one does: the connector's own tests stand on it."""

import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.network.bluesky_network import BlueskyNetwork

ON_ITS_OWN = """
from tests.network.bluesky_network import running
from tests.network.postgres import cluster
import time
with cluster() as url, running(url) as network:
    print(url, network.plc, network.pds, network.appview, flush=True)
    time.sleep(600)
"""


def profile(network: BlueskyNetwork, actor: str) -> httpx.Response:
    return httpx.get(f"{network.appview}/xrpc/app.bsky.actor.getProfile", params={"actor": actor})


def test_a_follower_is_counted_once_indexed(bluesky_network: BlueskyNetwork) -> None:
    did = bluesky_network.create_account("lyon.test")
    bluesky_network.create_account("besancon.test")
    bluesky_network.describe("lyon.test", displayName="Ville de Lyon")
    bluesky_network.post("lyon.test", "Nous quittons X.")
    bluesky_network.follow("besancon.test", "lyon.test")
    bluesky_network.flush()
    seen = profile(bluesky_network, "lyon.test").json()
    assert (seen["did"], seen["displayName"]) == (did, "Ville de Lyon")
    assert (seen["followersCount"], seen["followsCount"], seen["postsCount"]) == (1, 0, 1)


def test_a_renamed_account_keeps_its_did_and_followers(bluesky_network: BlueskyNetwork) -> None:
    did = bluesky_network.create_account("universite.test")
    bluesky_network.create_account("etudiante.test")
    bluesky_network.follow("etudiante.test", "universite.test")
    bluesky_network.rename("universite.test", "univ-besancon.test")
    bluesky_network.flush()
    assert profile(bluesky_network, "universite.test").status_code == 400
    seen = profile(bluesky_network, did).json()
    assert (seen["handle"], seen["followersCount"]) == ("univ-besancon.test", 1)


@pytest.mark.parametrize(
    ("handle", "end", "error"),
    [
        ("endormie.test", BlueskyNetwork.deactivate, "AccountDeactivated"),
        ("suspendue.test", BlueskyNetwork.take_down, "AccountTakedown"),
        ("effacee.test", BlueskyNetwork.delete_account, "InvalidRequest"),
    ],
)
def test_an_account_that_ended_gives_no_profile(bluesky_network: BlueskyNetwork, handle: str, end: object, error: str) -> None:
    bluesky_network.create_account(handle)
    assert callable(end)
    end(bluesky_network, handle)
    bluesky_network.flush()
    answer = profile(bluesky_network, handle)
    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_nothing_survives_tests_that_are_killed() -> None:
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", ON_ITS_OWN], stdout=subprocess.PIPE, text=True, cwd=root) as tests:
        assert tests.stdout is not None
        urls = [urlsplit(url) for url in tests.stdout.readline().split()]
        tests.kill()
    addresses = [(url.hostname or "", url.port or 0) for url in urls]
    assert len(addresses) == 4
    end = time.monotonic() + 20
    while alive := [address for address in addresses if answers(*address)]:
        assert time.monotonic() < end, alive
        time.sleep(0.05)


def answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=5).close()
    except ConnectionRefusedError:
        return False
    return True
