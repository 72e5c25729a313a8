"""A real OpenID provider, oidc-provider-mock from PyPI, on a port of this machine. It signs in whoever is named, without a password."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import requests

from tests.network.postgres import free_port
from tests.network.proconnect_fake import LYON_CITY_HALL, ProConnectFake

USERS = (
    {"sub": "ana", "email": "ana@lyon.example", "email_verified": True, "name": "Ana Béranger", "siret": LYON_CITY_HALL},
    {"sub": "ben", "email": "ben@besancon.example", "email_verified": False, "name": "Ben"},
)
READY_WITHIN = 30.0


@dataclass(frozen=True)
class RealProvider:
    """The provider.

    :param issuer: as in the settings.
    """

    issuer: str

    def sign_in(self, address: str, sub: str | None = "ana") -> str:
        """What a person does at the provider: gives the address to which the browser is sent back.

        :param sub: who signs in; None refuses.
        """
        sent = {"action": "deny"} if sub is None else {"sub": sub}
        answer = requests.post(address, data=sent, allow_redirects=False, timeout=10)
        assert answer.status_code in (302, 303), answer.text
        return answer.headers["location"]


@pytest.fixture(scope="session")
def oidc_provider() -> Iterator[RealProvider]:
    """The provider, in a process of its own: it warns of parts of Authlib that are on their way out, and nothing of ours uses them."""
    port = free_port()
    users = [word for user in USERS for word in ("--user-claims", json.dumps(user))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true", *users]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await_ready(process, port)
        yield RealProvider(f"http://localhost:{port}")
    finally:
        process.terminate()
        process.wait(READY_WITHIN)


def _await_ready(process: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + READY_WITHIN
    while process.poll() is None and time.monotonic() < end:
        try:
            requests.get(f"http://localhost:{port}/jwks", timeout=5)
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("oidc-provider-mock did not start")


@pytest.fixture
def proconnect() -> Iterator[ProConnectFake]:
    """A strict provider in the manner of ProConnect, for one test."""
    with ProConnectFake() as fake:
        yield fake
