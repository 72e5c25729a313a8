"""A Bluesky server in memory that holds one account, as strict as the real one, which can be cut off at any request."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, cast
from urllib.parse import parse_qs

import httpx

from connectors.bluesky_repository import BlueskyRepository
from connectors.guarded_http import GuardedTransport
from connectors.hosts import Guard
from connectors.pace import BUDGETS, Pace
from dashboard.domain.networks import Network
from tests.factories import NOW, clock
from tests.network.bluesky_fake import did_of

DID = did_of(7_777)
HANDLE, PASSWORD = "essaim.example", "abcd-efgh-ijkl-mnop"
TID = re.compile(r"[234567abcdefghij][234567a-z]{12}")
POINTS = {"create": 3, "update": 2, "delete": 1}
NAMES = {"app.bsky.graph.list": 64, "app.bsky.graph.starterpack": 50, "app.bsky.graph.listitem": 0}


class Died(BaseException):
    """The process of whoever asked has ended."""


class RepositoryFake(httpx.BaseTransport):
    """The account of the collective.

    :param records: by collection and key. :param log: what was asked, in order.
    :param dies_at: number of the request at which whoever asks dies, from 0 on; None for never. :param late: after it was answered.
    :param meanwhile: by the number of a request, what happens just before it. :param points: how many may still be written.
    """

    def __init__(self) -> None:
        self.records: dict[str, dict[str, Mapping[str, Any]]] = {name: {} for name in NAMES}
        self.log: list[str] = []
        self.revision = 0
        self.dies_at: int | None = None
        self.late = False
        self.meanwhile: dict[int, Callable[[], object]] = {}
        self.points: int | None = None
        self.open_sessions = 0
        self.document: object = None

    def opened(self, password: str = PASSWORD, *, waits: list[float] | None = None) -> BlueskyRepository:
        """Who writes to it."""
        self.guard = Guard(["pds.example:443"])
        sleep = (waits if waits is not None else []).append
        pace = Pace(BUDGETS[Network.BLUESKY], clock=clock, sleep=sleep)
        transport = cast("GuardedTransport", self)
        return BlueskyRepository("https://pds.example", HANDLE, password, transport=transport, pace=pace, sleep=sleep)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """See httpx."""
        number, name = len(self.log), request.url.path.rpartition("/")[2]
        self.log.append(name)
        if self.dies_at is not None and number > self.dies_at - (not self.late):
            raise Died
        if act := self.meanwhile.pop(number, None):
            act()
        status, body, headers = self._answer(name, request)
        if self.dies_at == number:
            raise Died
        return httpx.Response(status, json=body, headers=headers, request=request)

    def put(self, collection: str, key: str, **value: object) -> str:
        """Write something by hand; gives its address."""
        self.records[collection][key] = {"$type": collection, "createdAt": "2025-01-01T00:00:00.000Z", **value}
        self.revision += 1
        return f"at://{DID}/{collection}/{key}"

    def _answer(self, name: str, request: httpx.Request) -> tuple[int, object, dict[str, str]]:
        sent = json.loads(request.content) if request.content else {}
        asked = {key: values[0] for key, values in parse_qs(request.url.query.decode()).items()}
        match name.rpartition(".")[2]:
            case "createSession":
                if sent != {"identifier": HANDLE, "password": PASSWORD}:
                    return 401, {"error": "AuthenticationRequired"}, {}
                self.open_sessions += 1
                tokens = {"accessJwt": "access-token", "refreshJwt": "refresh-token"}
                # Few may sign in; that says nothing of how much those may ask who have.
                return 200, {"did": DID, "handle": HANDLE, "didDoc": self.document, **tokens}, _limits(30, 1)
            case "deleteSession":
                assert request.headers["authorization"] == "Bearer refresh-token"
                self.open_sessions -= 1
                return 200, {}, {}
            case "getLatestCommit":
                return 200, {"cid": f"commit-{self.revision}"}, {}
            case "listRecords":
                return 200, self._page(asked["collection"], int(asked["limit"]), asked.get("cursor", "")), {}
        assert name == "com.atproto.repo.applyWrites" and request.headers["authorization"] == "Bearer access-token"
        return self._apply(sent)

    def _page(self, collection: str, limit: int, after: str) -> dict[str, object]:
        held = self.records[collection]
        keys = [key for key in sorted(held) if key > after][:limit]
        records = [{"uri": f"at://{DID}/{collection}/{key}", "cid": "c", "value": held[key]} for key in keys]
        return {"records": records, **({"cursor": keys[-1]} if len(keys) == limit else {})}

    def _apply(self, sent: dict[str, Any]) -> tuple[int, object, dict[str, str]]:
        writes = [(one["$type"].partition("#")[2], one["collection"], one["rkey"], one.get("value")) for one in sent["writes"]]
        assert sent["repo"] == DID and 0 < len(writes) <= 200
        cost = sum(POINTS[action] for action, *_ in writes)
        if self.points is not None and cost > self.points:
            return 429, {"error": "RateLimitExceeded"}, _limits(5_000, 0)
        if sent["swapCommit"] != f"commit-{self.revision}":
            return 400, {"error": "InvalidSwap"}, {}
        after = {name: dict(held) for name, held in self.records.items()}
        for action, collection, key, value in writes:
            assert TID.fullmatch(key) and (key in after[collection]) == (action != "create"), (action, collection, key)
            if action == "delete":
                del after[collection][key]
                continue
            assert value["$type"] == collection and value["createdAt"].endswith("Z")
            name = value.get("name", "")
            assert len(name.encode() if collection.endswith(".list") else name) <= NAMES[collection]
            assert len(value.get("description", "")) <= 300
            after[collection][key] = value
        self.records, self.revision = after, self.revision + 1
        self.points = None if self.points is None else self.points - cost
        return 200, {"commit": {"cid": f"commit-{self.revision}", "rev": str(self.revision)}, "results": []}, {}


def _limits(limit: int, remaining: int) -> dict[str, str]:
    reset = str(int(NOW.timestamp()) + 3_000)
    return {"ratelimit-limit": str(limit), "ratelimit-remaining": str(remaining), "ratelimit-reset": reset}


def listed(fake: RepositoryFake) -> dict[str, list[str]]:
    """The packs that the account shows, by name, with the DIDs of whom they list."""
    items = fake.records["app.bsky.graph.listitem"].values()
    packs = fake.records["app.bsky.graph.starterpack"].values()
    lists = {f"at://{DID}/app.bsky.graph.list/{key}" for key in fake.records["app.bsky.graph.list"]}
    assert {one["list"] for one in (*items, *packs)} <= lists
    return {str(pack["name"]): sorted(str(one["subject"]) for one in items if one["list"] == pack["list"]) for pack in packs}
