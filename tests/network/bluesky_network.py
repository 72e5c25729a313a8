"""A real Bluesky network on this machine for the tests: PLC directory, PDS and AppView (see ``bluesky/network.mjs``)."""

import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Self

import httpx
import pytest

from tests.network.postgres import fresh_database

HERE = Path(__file__).parent / "bluesky"
READY_WITHIN = 120.0
FLUSHED_WITHIN = 60.0
Auth = httpx.Auth | Callable[[httpx.Request], httpx.Request]
ANYBODY = httpx.Auth()
PASSWORD = "a password of the test network"


@pytest.fixture(scope="session")
def bluesky_network(postgres_url: str) -> Iterator["BlueskyNetwork"]:
    """The network, shared by all tests of a run: give the accounts of each test handles of their own."""
    with fresh_database(postgres_url) as database, running(database) as network:
        yield network


class BlueskyNetwork:
    """What a test does to the network. Reads go to ``appview``, without any sign-in, as to the public one.

    Indexing is asynchronous: what was written can be counted on in reads after :meth:`flush`.

    :param pds: URL of the server that holds the accounts.
    :param plc: URL of the directory of DIDs.
    :param appview: URL that stands in for the public AppView.
    """

    def __init__(self, node: "Node", *, plc: str, pds: str, appview: str, adminPassword: str) -> None:  # noqa: N803
        self.plc, self.pds, self.appview = plc, pds, appview
        self._node = node
        self._client = httpx.Client(base_url=f"{pds}/xrpc/", timeout=30, trust_env=False)
        self._admin = httpx.BasicAuth("admin", adminPassword)
        self._sessions: dict[str, dict[str, Any]] = {}

    def create_account(self, handle: str) -> str:
        """Open an account and return its DID.

        :param handle: at least three characters and ``.test``, never used before in this run.
        """
        body = {"handle": handle, "email": f"{handle}@example.com", "password": PASSWORD}
        self._sessions[handle] = self._post("com.atproto.server.createAccount", body)
        return self.did(handle)

    def did(self, handle: str) -> str:
        """DID of an account opened here."""
        return str(self._sessions[handle]["did"])

    def follow(self, follower: str, handle: str) -> None:
        """Let one account follow another."""
        self._create_record(follower, "app.bsky.graph.follow", {"subject": self.did(handle)})

    def post(self, handle: str, text: str) -> None:
        """Publish a message."""
        self._create_record(handle, "app.bsky.feed.post", {"text": text})

    def describe(self, handle: str, **profile: str) -> None:
        """Set the profile's ``displayName``, ``description``..."""
        self._create_record(handle, "app.bsky.actor.profile", profile, rkey="self")

    def make_pack(self, handle: str, name: str, dids: list[str]) -> str:
        """Make a starter pack by hand, as Bluesky's app does; gives the record key of its list."""
        purpose = {"name": name, "purpose": "app.bsky.graph.defs#referencelist"}
        uri = self._create_record(handle, "app.bsky.graph.list", purpose)
        for did in dids:
            self.add_to_list(handle, uri, did)
        self._create_record(handle, "app.bsky.graph.starterpack", {"name": name, "list": uri})
        return uri.rpartition("/")[2]

    def add_to_list(self, handle: str, uri: str, did: str) -> None:
        """Add an account to a list by hand."""
        self._create_record(handle, "app.bsky.graph.listitem", {"list": uri, "subject": did})

    def records(self, handle: str, collection: str) -> dict[str, dict[str, Any]]:
        """What an account holds of a collection, by record key: at most a hundred."""
        asked: dict[str, str | int] = {"repo": self.did(handle), "collection": collection, "limit": 100}
        answer = self._client.get("com.atproto.repo.listRecords", params=asked)
        assert answer.is_success, answer.text
        return {one["uri"].rpartition("/")[2]: one["value"] for one in answer.json()["records"]}

    def app_password(self, handle: str, name: str) -> str:
        """Make an app password for an account."""
        return str(self._post("com.atproto.server.createAppPassword", {"name": name}, self._owner(handle))["password"])

    def rename(self, handle: str, new_handle: str) -> None:
        """Give an account another handle; its DID stays, the old handle belongs to nobody."""
        self._post("com.atproto.identity.updateHandle", {"handle": new_handle}, self._owner(handle))
        self._sessions[new_handle] = self._sessions.pop(handle)

    def deactivate(self, handle: str) -> None:
        """Let the owner put the account to sleep."""
        self.flush()  # an AppView that hears of the account later never hears that it slept
        self._post("com.atproto.server.deactivateAccount", {}, self._owner(handle))

    def take_down(self, handle: str) -> None:
        """Suspend an account, as the moderation of its server does."""
        self.flush()  # for the same reason
        subject = {"$type": "com.atproto.admin.defs#repoRef", "did": self.did(handle)}
        self._post("com.atproto.admin.updateSubjectStatus", {"subject": subject, "takedown": {"applied": True}}, self._admin)

    def delete_account(self, handle: str) -> None:
        """Delete an account for good."""
        self._post("com.atproto.admin.deleteAccount", {"did": self.did(handle)}, self._admin)
        del self._sessions[handle]

    def flush(self) -> None:
        """Wait until everything written so far can be read from the AppView: about half a second."""
        answer = self._node.ask("flush", within=FLUSHED_WITHIN)
        assert answer.startswith("DONE "), answer

    def close(self) -> None:
        self._client.close()

    def _create_record(self, handle: str, collection: str, record: dict[str, str], **more: str) -> str:
        stamped = {"$type": collection, "createdAt": datetime.now(UTC).isoformat(), **record}
        body = {"repo": self.did(handle), "collection": collection, "record": stamped, **more}
        return str(self._post("com.atproto.repo.createRecord", body, self._owner(handle))["uri"])

    def _post(self, method: str, body: dict[str, Any], auth: Auth = ANYBODY) -> dict[str, Any]:
        answer = self._client.post(method, json=body, auth=auth)
        assert answer.is_success, f"{method}: {answer.status_code} {answer.text}"
        return dict(answer.json()) if answer.content else {}

    def _owner(self, handle: str) -> Auth:
        bearer = f"Bearer {self._sessions[handle]['accessJwt']}"

        def sign(request: httpx.Request) -> httpx.Request:
            request.headers["authorization"] = bearer
            return request

        return sign


class Node:
    """The process that runs the network: one line asked, one line answered; its end of input is its end."""

    def __init__(self, database: str) -> None:
        environment = {**os.environ, "DB_POSTGRES_URL": database, "NODE_NO_WARNINGS": "1"}
        self._process = subprocess.Popen(
            [_node(), HERE / "network.mjs"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            bufsize=0,
            start_new_session=True,  # an interrupt in the terminal is for the tests, which then stop it in order
        )

    def ask(self, command: str, within: float) -> str:
        self._pipe(self._process.stdin).write(command.encode() + b"\n")
        return self.line(within)

    def line(self, within: float) -> str:
        """Next line of the process.

        :raises RuntimeError: it ended, or said nothing for that many seconds.
        """
        output, end, said = self._pipe(self._process.stdout), time.monotonic() + within, b""
        while not said.endswith(b"\n"):
            if not select.select([output], [], [], max(0.0, end - time.monotonic()))[0]:
                raise RuntimeError(f"The Bluesky test network said nothing for {within:.0f} s.")
            piece = output.read(4096)
            if not piece:
                raise RuntimeError(f"The Bluesky test network ended with {self._process.wait()}; its last words are above.")
            said += piece
        return said.decode().rstrip("\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe(self._process.stdin).close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._pipe(self._process.stdout).close()

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None
        return pipe


@contextmanager
def running(database: str) -> Iterator[BlueskyNetwork]:
    """Run a network on an empty PostgreSQL database: ready in 4 to 20 s."""
    with Node(database) as node:
        ready = node.line(READY_WITHIN)
        assert ready.startswith("READY "), ready
        network = BlueskyNetwork(node, **json.loads(ready.removeprefix("READY ")))
        try:
            yield network
        finally:
            network.close()


def _node() -> str:
    node = shutil.which("node")
    if node is None or not (HERE / "node_modules" / "@atproto" / "dev-env").exists():
        raise RuntimeError("The Bluesky test network is not installed. `make test` installs it.")
    return node
