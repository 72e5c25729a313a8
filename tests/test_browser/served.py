"""A server of the product as its users start it: ``essaim serve`` in a process of its own, on an empty folder."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.network.postgres import free_port

READY_WITHIN = 60.0
ESSAIM = (str(Path(sys.executable).with_name("essaim")), "serve")
CLOCKED = (sys.executable, str(Path(__file__).with_name("clocked.py")))
"""By the clock that the test sets."""


@contextmanager
def served(folder: Path, by: Sequence[str] = ESSAIM, **settings: str) -> Iterator[str]:
    """Serve from an empty folder and give the address of the dashboard.

    :param by: the command. :param settings: by their names without the prefix, in lower case: ``bluesky_url="http://..."``.
    :raises RuntimeError: it does not start; the message holds its last words.
    """
    port = free_port()
    log = folder / "server.log"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ESSAIM_")}
    environment |= {"ESSAIM_DATA_DIR": str(folder), **{f"ESSAIM_{name.upper()}": value for name, value in settings.items()}}
    with log.open("wb") as sink:
        server = subprocess.Popen([*by, "--port", str(port)], stdout=sink, stderr=sink, env=environment, cwd=folder)
        try:
            _await_ready(server, f"http://127.0.0.1:{port}/healthz", log)
            yield f"http://127.0.0.1:{port}/dashboard/"
        finally:
            # Told to stop, it would wait for the pages that are still open; nothing here is needed any more.
            server.kill()
            server.wait(20)


def _await_ready(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end and server.poll() is None:
        try:
            if httpx.get(address, timeout=2.0).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")
