"""Visitors of a server on this machine: one, many at a pace, many at once. Each keeps its connection, as browsers do."""

import gzip
import http.client
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass


@dataclass(frozen=True)
class Fetched:
    """An answer: its body as it travelled, and the seconds it took."""

    body: bytes
    text: str
    seconds: float


def fetch(port: int, path: str) -> Fetched:
    """Ask once."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        return _ask(connection, path)


def at_pace(port: int, path: str, n: int, per_second: int, clients: int) -> list[float]:
    """Seconds of each of ``n`` requests from the moment at which it was due: one that has to wait for its turn is not spared."""
    begin = time.perf_counter() + 0.1
    due = iter([begin + number / per_second for number in range(n)])
    lock, taken = threading.Lock(), list[float]()

    def visit(connection: http.client.HTTPConnection) -> None:
        while (moment := _next(due, lock)) is not None:
            time.sleep(max(0.0, moment - time.perf_counter()))
            _ask(connection, path)
            taken.append(time.perf_counter() - moment)

    _everybody(port, clients, visit)
    return taken


def at_once(port: int, path: str, n: int, clients: int) -> float:
    """Seconds until ``n`` requests were answered, as fast as ``clients`` can ask."""
    left = iter(float(number) for number in range(n))
    lock = threading.Lock()

    def visit(connection: http.client.HTTPConnection) -> None:
        while _next(left, lock) is not None:
            _ask(connection, path)

    begun = time.perf_counter()
    _everybody(port, clients, visit)
    return time.perf_counter() - begun


def _everybody(port: int, clients: int, visit: Callable[[http.client.HTTPConnection], None]) -> None:
    def come() -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            visit(connection)

    with ThreadPoolExecutor(clients) as pool:
        for done in [pool.submit(come) for _ in range(clients)]:
            done.result()


def _next(ones: Iterator[float], lock: threading.Lock) -> float | None:
    with lock:
        return next(ones, None)


def _ask(connection: http.client.HTTPConnection, path: str) -> Fetched:
    begun = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    taken = time.perf_counter() - begun
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    packed = answer.headers.get("content-encoding") == "gzip"
    readable = answer.headers.get_content_type().startswith(("text/", "application/json"))
    return Fetched(body, (gzip.decompress(body) if packed else body).decode() if readable else "", taken)
