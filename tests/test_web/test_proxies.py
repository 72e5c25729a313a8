"""For whom a request comes is believed only of the proxies in the settings: limits would otherwise count whomever a sender names."""

from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from dashboard.bootstrap import KEY_FILE, wall_clock
from dashboard.domain.form_tokens import form_token
from dashboard.services.people import limits
from db.engine import Database
from db.vault import Vault, keys_in
from tests.test_web.serving import Served, serving

BUSY, QUIET = "198.51.100.1", "198.51.100.2"


def tried_often(folder: Path, address: str) -> None:
    """Nobody may sign in from there for the rest of the hour."""
    with closing(Database(f"sqlite:///{folder / 'essaim.db'}")) as db:
        for _ in range(limits.PER_ADDRESS):
            limits.count(db, Vault(keys_in(folder / KEY_FILE)), limits.FROM, address, now=wall_clock(), most=limits.PER_ADDRESS)


def status(served: Served, forwarded: str) -> int:
    """What somebody is told who tries to sign in."""
    cookie = served.ask("/sign-in").headers["set-cookie"].split(";")[0]
    body = urlencode({"token": form_token(cookie.partition("=")[2]), "email": "ana@lyon.fr", "password": "wrong"}).encode()
    kind = "application/x-www-form-urlencoded"
    told = {"X-Forwarded-For": forwarded, "Origin": served.origin, "Content-Type": kind, "Cookie": cookie}
    return served.ask("/sign-in", "POST", body=body, told=told).status


@pytest.mark.parametrize(
    ("trusted", "expected"),
    [
        # the last one that the proxy did not say of itself; what the sender wrote before it is worth nothing
        ("127.0.0.1", {BUSY: 429, QUIET: 422, f"{QUIET}, {BUSY}": 429, f"{BUSY}, {QUIET}": 422}),
        ("203.0.113.9", {BUSY: 422, QUIET: 422}),
    ],
    ids=["a proxy of ours", "another proxy"],
)
def test_limits_count_the_address_that_a_trusted_proxy_names(trusted: str, expected: dict[str, int], tmp_path: Path) -> None:
    with serving(tmp_path, ESSAIM_TRUSTED_PROXIES=trusted) as served:
        tried_often(tmp_path, BUSY)
        assert {forwarded: status(served, forwarded) for forwarded in expected} == expected
