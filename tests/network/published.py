"""A published site: the demo in files, served by Python's own file server, which knows nothing of us."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from dashboard.domain.people import OPERATOR
from dashboard.services.fill_demo import fill_demo
from dashboard.web.publish.publish import publish
from tests.databases import sqlite_copy
from tests.factories import HOLDING, NOW
from tests.people import make_essaim

FOLDER = "essaim"
"""The site stands in a folder of its host: what forgets that leads nowhere."""
ORGANISATIONS, DAYS = 9, 60


@dataclass(frozen=True)
class PublishedSite:
    """A site in files, and where it is served.

    :param origin: ``http://127.0.0.1:port``; ``base``: with the folder in which the site stands.
    :param folder: where its files are.
    """

    origin: str
    folder: Path
    essaim: Essaim

    @property
    def base(self) -> str:
        """With what every address begins."""
        return f"{self.origin}/{FOLDER}"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def file_server(folder: Path) -> Iterator[str]:
    """Serve the files of a folder, which may be made later: gives ``http://127.0.0.1:port``."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def published_demo(template: Path, folder: Path) -> Iterator[PublishedSite]:
    """The demo, published and served.

    :param template: a database without a row; ``folder``: an empty one.
    """
    served = folder / "www"
    with sqlite_copy(template, folder) as db, file_server(served) as origin:
        essaim = make_essaim(db, Settings())
        fill_demo(db, organisations=ORGANISATIONS, days=DAYS, seed=1, by=OPERATOR, now=NOW, holding=HOLDING)
        site = PublishedSite(origin, served / FOLDER, essaim)
        with patch.object(os, "sync"):
            publish(essaim, site.folder, base=site.base, today=essaim.today())
        yield site


@pytest.fixture(scope="session")
def published(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PublishedSite]:
    """The published demo, to be read."""
    with published_demo(sqlite_template, tmp_path_factory.mktemp("published")) as site:
        yield site
