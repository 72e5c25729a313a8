"""The leaderboard for everybody, under a crowd: its bytes with all it loads, and its times against a route that says hello."""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import quantiles
from urllib.parse import urljoin

from benchmarks.crowd import at_once, at_pace, fetch
from benchmarks.ratios import Figure, Progress, Ratio
from benchmarks.register import NOW
from benchmarks.site_register import site_register
from dashboard.bootstrap import Essaim, build
from dashboard.config import Settings

SIZES = {"small": (200, 1, 10, 50), "full": (10_000, 6, 1_000, 3_000)}
"""Organisations; turns; requests of a turn at a pace; requests of a turn all at once."""
DATABASES = ("sqlite",)
PAGE, HELLO = "/en/leaderboard/", "/hello"
KILOBYTES, P95, THROUGHPUT = 150.0, 10.0, 5.0
PER_SECOND, CLIENTS = 50, 16
NAMED = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"')
ELSEWHERE = re.compile(r'<link rel="(?:canonical|alternate)"[^>]*>')
IN_STYLE = re.compile(r"""url\(["']?([^"')]+)""")


def run(size: str, dialects: Sequence[str], progress: Progress) -> Iterator[Ratio]:
    """Bytes, the first rendering, the pace of a busy hour, and a crowd all at once."""
    organisations, turns, paced, crowd = SIZES[size]
    full = size == "full"
    for dialect in dialects:
        with site_register(dialect, organisations, progress) as essaim, _serving(essaim) as port:
            what = f"public leaderboard on {dialect}, {organisations:,} institutions"
            cold = fetch(port, PAGE)
            page, loaded = len(cold.body) / 1000, _loaded(port, cold.text)
            alone, everything = Figure("peer (the page alone)", page, "kB"), Figure("ours", page + loaded, "kB")
            yield Ratio(f"{what}, bytes with all it loads", everything, alone, ours_limit=KILOBYTES)
            yield Ratio(f"{what}, first rendering", Figure("ours", cold.seconds), Figure("peer (hello)", fetch(port, HELLO).seconds))
            ours, peer, fast, plain = [], [], 0.0, 0.0
            for turn in range(turns):  # longer than copies are kept: those who find none are among the others
                progress(f"turn {turn + 1} of {turns}")
                ours += at_pace(port, PAGE, paced, PER_SECOND, CLIENTS)
                peer += at_pace(port, HELLO, paced, PER_SECOND, CLIENTS)
                fast += at_once(port, PAGE, crowd, CLIENTS)
                plain += at_once(port, HELLO, crowd, CLIENTS)
            late = [quantiles(times, n=20)[-1] for times in (ours, peer)]
            each = [seconds / (turns * crowd) for seconds in (fast, plain)]
            for shown, (mine, other), limit in (
                (f"p95 at {PER_SECOND} a second", late, P95),
                (f"each for {CLIENTS} at once", each, THROUGHPUT),
            ):
                yield Ratio(f"{what}, {shown}", Figure("ours", mine), Figure("peer (hello)", other), limit if full else None)


def _loaded(port: int, page: str) -> float:
    """Kilobytes of everything that a browser loads for the page, as they travel."""
    wanted = {urljoin(PAGE, one) for one in NAMED.findall(ELSEWHERE.sub("", page))}
    found = {path: fetch(port, path) for path in wanted}
    for path, one in list(found.items()):
        if ".css" in path:
            inside = {urljoin(path, name) for name in IN_STYLE.findall(one.text) if not name.startswith("data:")}
            found |= {name: fetch(port, name) for name in inside}
    return sum(len(one.body) for one in found.values()) / 1000


@contextmanager
def _serving(essaim: Essaim) -> Iterator[int]:
    """A server in a process of its own: those who ask take nothing from it but the machine."""
    settings = essaim.settings
    command = [
        sys.executable,
        "-m",
        "benchmarks.public_site",
        settings.database_url,
        str(settings.data_dir),
        str(settings.collect_every_hours),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield int(server.stdout.readline())
        finally:
            server.terminate()


def serve(url: str, folder: str, hours: str) -> None:
    """Serve on any port, and print which."""
    import socket
    from pathlib import Path

    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import PlainTextResponse, Response
    from starlette.routing import Route

    from dashboard.web.middleware import stack
    from dashboard.web.routes import routes

    async def hello(_: Request) -> Response:
        return PlainTextResponse("hello")

    settings = Settings(database_url=url, data_dir=Path(folder), collect_every_hours=int(hours))
    essaim = build(settings, clock=lambda: NOW, migrate=False)
    app = Starlette(routes=[Route(HELLO, hello), *routes(essaim)], middleware=stack(settings))
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as listener:
        print(listener.getsockname()[1], flush=True)
        uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning", http="h11")).run(sockets=[listener])


if __name__ == "__main__":
    serve(*sys.argv[1:])
