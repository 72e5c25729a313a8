"""A throw-away PostgreSQL cluster on 127.0.0.1 for the tests, and databases of their own in it."""

import atexit
import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

READY_WITHIN = 60.0
CLUSTER = ("--encoding=UTF8", "--no-locale", "--no-sync")
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    # What is lost in a power cut is a test run: nothing is worth waiting for the disk.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "autovacuum": "off",
}
_KEPT = ExitStack()
atexit.register(_KEPT.close)
# Reads the end of its standard input also when the tests are killed, and takes server and folder down with them.
WATCHDOG = 'folder=$1; shift; "$@" </dev/null & cat >/dev/null; kill -INT $!; wait $!; rm -rf "$folder"'


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """``postgresql://...`` of a superuser in a private cluster that dies with the tests."""
    with cluster() as url:
        yield url


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """URL of an empty database for one test."""
    with fresh_database(postgres_url) as url:
        yield url


@contextmanager
def fresh_database(cluster_url: str, template: str = "template0") -> Iterator[str]:
    """Make a database in about 50 ms, give its URL, drop it with whoever is still connected.

    :param template: database to copy, with its tables and rows; nobody may be connected to it meanwhile.
    """
    name = f"test_{secrets.token_hex(6)}"
    _administer(cluster_url, f'CREATE DATABASE {name} TEMPLATE "{template}" STRATEGY FILE_COPY')
    try:
        yield urlsplit(cluster_url)._replace(path=f"/{name}").geturl()
    finally:
        _administer(cluster_url, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster in a temporary folder and give the URL of its superuser.

    :raises RuntimeError: PostgreSQL is not installed, or does not start; the message holds its own last words.
    """
    binaries = find_binaries()
    password = secrets.token_hex(16)
    with tempfile.TemporaryDirectory(prefix="essaim-postgres-", ignore_cleanup_errors=True) as folder:
        (Path(folder) / "password").write_text(password)
        user = _ordinary_user(folder)
        initdb: list[str | Path] = [
            binaries / "initdb",
            "-D",
            f"{folder}/data",
            "-U",
            "essaim",
            "-A",
            "scram-sha-256",
            f"--pwfile={folder}/password",
        ]
        made = subprocess.run([*initdb, f"--pwfile={folder}/password", *CLUSTER], capture_output=True, text=True, cwd=folder, **user)
        if made.returncode:
            raise RuntimeError(f"PostgreSQL's initdb failed: {made.stderr}")
        port = free_port()
        options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        command: list[str | Path] = [binaries / "postgres", "-D", f"{folder}/data", "-p", str(port), *options]
        log = Path(folder) / "log"
        with log.open("wb") as sink:
            server = subprocess.Popen(
                ["sh", "-c", WATCHDOG, "sh", folder, *command],
                stdin=subprocess.PIPE,
                stdout=sink,
                stderr=sink,
                cwd=folder,
                start_new_session=True,  # an interrupt in the terminal is for the tests, which then stop it in order
                **user,
            )
        url = f"postgresql://essaim:{password}@127.0.0.1:{port}/postgres"
        try:
            _await_ready(url, log)
            yield url
        finally:
            assert server.stdin is not None
            server.stdin.close()
            server.wait(30)


def find_binaries() -> Path:
    """Folder of ``initdb`` and ``postgres``, the newest installed: Debian keeps them out of the PATH.

    :raises RuntimeError: there is none.
    """
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    if pg_config := shutil.which("pg_config"):
        candidates.append(Path(subprocess.check_output([pg_config, "--bindir"], text=True).strip()))
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise RuntimeError("PostgreSQL's server is not installed. `make test` installs it.")


@contextmanager
def kept_port() -> Iterator[int]:
    """A port of 127.0.0.1 that nobody listens on, and that nobody else is given meanwhile: it stays bound. A server may listen there all
    the same, if it sets SO_REUSEADDR as servers do.
    """
    with closing(socket.socket()) as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        yield port


def free_port() -> int:
    """One that is kept until this process ends."""
    return _KEPT.enter_context(kept_port())


def _version(folder: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", folder.parent.name)]


def _ordinary_user(folder: str) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: hand the folder to the user whom Debian's package made."""
    if os.geteuid() != 0:
        return {}
    postgres = pwd.getpwnam("postgres")
    for path in (folder, f"{folder}/password"):
        os.chown(path, postgres.pw_uid, postgres.pw_gid)
    return {"user": postgres.pw_uid, "group": postgres.pw_gid, "extra_groups": []}


def _await_ready(url: str, log: Path) -> None:
    end = time.monotonic() + READY_WITHIN
    while True:
        try:
            psycopg.connect(url, connect_timeout=5).close()
            return
        except psycopg.OperationalError as error:
            if time.monotonic() > end or "FATAL:  could not" in log.read_text():
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}") from error
            time.sleep(0.02)


def _administer(cluster_url: str, statement: str) -> None:
    with psycopg.connect(cluster_url, autocommit=True) as connection:
        connection.execute(statement)
