"""A scripted HTTP server on this machine: answers what it is told to, misbehaves in every known way, and counts what it was asked."""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs, urlsplit

Query = dict[str, list[str]]


@dataclass
class Reply:
    """One answer.

    :param pace: ``slow`` never begins, ``drip`` sends a byte at a time; both end with the server.
    """

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json; charset=utf-8"})
    pace: str = ""


def as_json(value: object, status: int = 200, **headers: str) -> Reply:
    """An answer in JSON; underscores in the names of headers stand for hyphens."""
    more = {name.replace("_", "-"): text for name, text in headers.items()}
    return Reply(status, json.dumps(value).encode(), {"Content-Type": "application/json; charset=utf-8", **more})


HTML = {"Content-Type": "text/html; charset=utf-8"}
FAULTS: dict[str, Callable[[str], Reply]] = {
    "html": lambda path: Reply(200, b"<!doctype html><title>Maintenance</title>", HTML),
    "error200": lambda path: as_json({"error": "Something went wrong"}),
    "empty": lambda path: Reply(200, b""),
    "not_json": lambda path: Reply(200, b'{"followers_count": '),
    "null": lambda path: as_json(None),
    "list": lambda path: as_json([]),
    "object": lambda path: as_json({}),
    "deep": lambda path: Reply(200, b"[" * 100_000),
    "huge": lambda path: Reply(200, b'"' + b"x" * 2_000_000 + b'"'),
    "unauthorised": lambda path: as_json({"error": "This method requires an authenticated user"}, 401),
    "forbidden": lambda path: as_json({"error": "Forbidden"}, 403),
    "gone": lambda path: as_json({"error": "Record not found"}, 404),
    "gone410": lambda path: as_json({"error": "Gone"}, 410),
    "unprocessable": lambda path: as_json({"error": "Unprocessable"}, 422),
    "too_many": lambda path: as_json({"error": "Too many requests"}, 429, Retry_After="37"),
    "too_many_html": lambda path: Reply(429, b"<h1>Slow down</h1>", HTML),
    "broken": lambda path: as_json({"error": "Internal Server Error"}, 500),
    "down": lambda path: Reply(503, b"<h1>503</h1>", HTML),
    "loop": lambda path: Reply(302, b"", {"Location": path}),
    "slow": lambda path: Reply(pace="slow"),
    "drip": lambda path: Reply(200, b" " * 10_000, pace="drip"),
}
"""Ways to misbehave, by name."""


class HttpFake:
    """A server that runs in threads of this process. Subclasses say what a path answers.

    :param fault: name of the way in which every answer misbehaves; empty for none.
    """

    def __init__(self) -> None:
        self.fault = ""
        self.calls: Counter[str] = Counter()
        self.asked: list[tuple[str, Query, dict[str, str]]] = []
        self._limit: tuple[int, int] | None = None
        self._window: Counter[int] = Counter()
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def host(self) -> str:
        """``localhost:port``, as in handles and in the list of trusted servers."""
        return f"localhost:{self._server.server_port}"

    @property
    def url(self) -> str:
        """Its base address, without a slash at the end."""
        return f"http://{self.host}"

    def limit(self, calls: int, seconds: int) -> None:
        """Announce and enforce a limit: so many calls in each window that begins at a multiple of so many seconds."""
        self._limit = (calls, seconds)

    def reply(self, path: str, query: Query) -> Reply:
        """What this path answers."""
        raise NotImplementedError

    def reply_to_post(self, path: str, fields: Query) -> Reply:
        """What this path answers to a form."""
        return as_json({"error": "Method Not Allowed"}, 405)

    def header(self, name: str) -> str:
        """A header of the request that is being answered, empty if there is none."""
        return self.asked[-1][2].get(name, "")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, path: str, query: Query, headers: dict[str, str], fields: Query | None = None) -> Reply:
        with self._lock:
            self.calls[path] += 1
            self.asked.append((path, query, headers))
            if self.fault:
                return FAULTS[self.fault](path)
            announced, exceeded = self._count()
            if exceeded:
                answer = as_json({"error": "Too many requests"}, 429)
            else:
                answer = self.reply(path, query) if fields is None else self.reply_to_post(path, fields)
        answer.headers.update(announced)
        return answer

    def _count(self) -> tuple[dict[str, str], bool]:
        if self._limit is None:
            return {}, False
        calls, seconds = self._limit
        window = int(time.time()) // seconds
        self._window[window] += 1
        reset = datetime.fromtimestamp((window + 1) * seconds, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        remaining = max(0, calls - self._window[window])
        words = {"X-RateLimit-Limit": str(calls), "X-RateLimit-Remaining": str(remaining), "X-RateLimit-Reset": reset}
        return words, self._window[window] > calls

    def _pieces(self, answer: Reply) -> Iterator[bytes]:
        if answer.pace == "drip":
            for start in range(len(answer.body)):
                yield answer.body[start : start + 1]
                if self._ending.wait(0.02):
                    return
        else:
            yield answer.body


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that the end of the server waits for the last answer

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is none of our concern."""


def _handler(fake: HttpFake) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(None)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            json_sent = self.headers.get("Content-Type", "").startswith("application/json")
            self._send({name: [str(value)] for name, value in json.loads(body).items()} if json_sent else parse_qs(body))

        def _send(self, fields: Query | None) -> None:
            parts = urlsplit(self.path)
            headers = {name.lower(): text for name, text in self.headers.items()}
            answer = fake._answer(parts.path, parse_qs(parts.query), headers, fields)
            if answer.pace == "slow":
                fake._ending.wait(60)
                return
            with suppress(ConnectionError):
                self.send_response(answer.status)
                for name, text in {**answer.headers, "Content-Length": str(len(answer.body))}.items():
                    self.send_header(name, text)
                self.end_headers()
                for piece in fake._pieces(answer):
                    self.wfile.write(piece)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler
