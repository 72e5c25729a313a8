"""The servers of the collection benchmark, a process of its own: one Bluesky AppView and any number of Mastodon servers.

Told its world in one line of JSON on standard input, it says the ports in one line on standard output and serves until
standard input ends. Every answer takes the latency; every server counts its calls, announces its limit and enforces it.
"""

import asyncio
import json
import math
import socket
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from urllib.parse import parse_qs, urlsplit

from benchmarks.world import BLUESKY_HANDLE, World, key_of, username_of

BACKLOG = 256


@dataclass
class Server:
    """One server.

    :param opened: when its present window began: Mastodon's begin at multiples of their length, an AppView's at the first call.
    """

    calls: int = 0
    refused: int = 0
    opened: float = 0.0
    used: int = 0

    def take(self, now: float, window: float, aligned: bool) -> int:
        """Count a call; how many its window has seen, this one included."""
        self.calls += 1
        if now >= self.opened + window:
            self.opened, self.used = (now // window * window if aligned else now), 0
        self.used += 1
        return self.used


class Servers:
    """All servers of a world; the AppView is number 0, Mastodon servers follow."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.servers = [Server() for _ in range(world.mastodon_servers + 1)]

    def answer(self, number: int, target: str) -> tuple[int, object, dict[str, str]]:
        """Status, body and headers of one answer."""
        parts = urlsplit(target)
        if parts.path == "/calls":
            return 200, {"calls": [one.calls for one in self.servers], "refused": sum(one.refused for one in self.servers)}, {}
        server, now, appview = self.servers[number], time.time(), number == 0
        limit = self.world.bluesky_limit if appview else self.world.mastodon_limit
        used = server.take(now, self.world.window, aligned=not appview)
        headers = _announced(limit, max(0, limit - used), server.opened + self.world.window, appview)
        if used > limit:
            server.refused += 1
            return 429, {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}, headers
        query = parse_qs(parts.query)
        if appview:
            return 200, {"profiles": [_bluesky(did) for did in query.get("actors", [])]}, headers
        if parts.path == "/api/v1/accounts" and not self.world.is_old(number):
            return 200, [_mastodon(identifier) for identifier in query.get("id[]", [])], headers
        if parts.path.startswith("/api/v1/accounts/"):
            return 200, _mastodon(parts.path.rpartition("/")[2]), headers
        return 404, {"error": "Not Found"}, headers

    async def serve(self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept open for as many questions as come."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                status, body, headers = self.answer(number, head.split(b" ", 2)[1].decode())
                await asyncio.sleep(self.world.latency)
                text = json.dumps(body).encode()
                headers |= {"Content-Type": "application/json; charset=utf-8", "Content-Length": str(len(text))}
                lines = [f"HTTP/1.1 {status} -", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
                writer.write("\r\n".join(lines).encode() + text)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def run(self) -> None:
        """Listen, say where, and serve until standard input ends."""
        ports = []
        for number in range(len(self.servers)):
            listening = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
            ports.append(listening.getsockname()[1])
            await asyncio.start_server(partial(self.serve, number), sock=listening)
        print(json.dumps(ports), flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


def _announced(limit: int, remaining: int, reset: float, appview: bool) -> dict[str, str]:
    """As the AppView's library and as Mastodon write their limits."""
    if appview:
        return {"RateLimit-Limit": str(limit), "RateLimit-Remaining": str(remaining), "RateLimit-Reset": str(math.floor(reset))}
    moment = datetime.fromtimestamp(reset, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return {"X-RateLimit-Limit": str(limit), "X-RateLimit-Remaining": str(remaining), "X-RateLimit-Reset": moment}


def _bluesky(did: str) -> dict[str, object]:
    key = key_of(did)
    return {
        "did": did,
        "handle": BLUESKY_HANDLE.format(key=key),
        "displayName": f"Institution {key}",
        "description": "Compte officiel",
        "followersCount": 100 + key,
        "followsCount": 67,
        "postsCount": 890,
        "createdAt": "2024-11-20T09:30:00.000Z",
        "indexedAt": "2024-11-20T09:30:01.000Z",
        "labels": [],
    }


def _mastodon(identifier: str) -> dict[str, object]:
    username = username_of(int(identifier))
    return {
        "id": identifier,
        "username": username,
        "acct": username,
        "display_name": f"Institution {identifier}",
        "locked": False,
        "bot": False,
        "created_at": "2022-11-05T00:00:00.000Z",
        "note": "<p>Compte officiel</p>",
        "followers_count": 100 + int(identifier),
        "following_count": 67,
        "statuses_count": 890,
        "last_status_at": "2025-01-19",
        "emojis": [],
        "fields": [],
    }


if __name__ == "__main__":
    asyncio.run(Servers(World(**json.loads(sys.stdin.readline()))).run())
