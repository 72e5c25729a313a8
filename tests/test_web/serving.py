"""A server of its own process for the tests: started like a person would, asked over a real port."""

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dashboard.config import ROOT
from tests.network.postgres import free_port

START = "from dashboard.cli import main; main()"
PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    """What the server said; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass(frozen=True)
class Served:
    """A running server.

    :param said: the lines it printed until it was ready.
    """

    port: int
    process: "subprocess.Popen[str]"
    said: list[str]

    @property
    def origin(self) -> str:
        """What a browser calls it."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        path: str,
        method: str = "GET",
        *,
        body: bytes | Iterator[bytes] | None = None,
        told: Mapping[str, str] | None = None,
        **headers: str,
    ) -> Answer:
        """One request; ``Host`` and the others as given, ``accept_language`` for ``Accept-Language``. An iterator goes in chunks."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        known = {name.replace("_", "-"): value for name, value in headers.items()} | dict(told or {})
        connection.request(method, path, body, headers=known)
        answer = connection.getresponse()
        found = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        return found


def start(folder: Path, *arguments: str, **settings: str) -> "subprocess.Popen[str]":
    """Start ``essaim serve`` from another folder than the project's."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ESSAIM_", "STREAMLIT_"))}
    environment |= {"ESSAIM_DATA_DIR": str(folder), "ESSAIM_COLLECT_IN_BACKGROUND": "false", "PYTHONPATH": str(ROOT), **settings}
    command = [sys.executable, "-c", START, "serve", *arguments]
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@contextmanager
def serving(folder: Path, *arguments: str, **settings: str) -> Iterator[Served]:
    """A server that is ready, stopped afterwards as by Ctrl-C."""
    port = free_port()
    process = start(folder, "--port", str(port), *arguments, **settings)
    said: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line.strip())
        if f":{port}/" in line:
            break
    try:
        yield Served(port, process, said)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        process.stdout.close()
