"""The same site twice: answered by the server, and as published files behind a plain file server."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.network.postgres import free_port
from tests.test_browser.served import served


class _Quiet(SimpleHTTPRequestHandler):
    """Python's own file server, which says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module", params=["live", "published"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the demo's public site, without a slash."""
    folder = tmp_path_factory.mktemp("site")
    essaim, environment = str(Path(sys.executable).with_name("essaim")), {"ESSAIM_DATA_DIR": str(folder)}
    subprocess.run([essaim, "demo", "--organisations", "12"], check=True, env=environment, capture_output=True)
    with ExitStack() as stack:
        if request.param == "live":
            yield stack.enter_context(served(folder, collect_in_background="false")).removesuffix("/dashboard/")
            return
        root = f"http://127.0.0.1:{free_port()}"
        command = [essaim, "publish", str(folder / "site"), "--base-url", root, "--views", "all"]
        subprocess.run(command, check=True, env=environment, capture_output=True)
        port = int(root.rpartition(":")[2])
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=str(folder / "site")))
        stack.callback(server.server_close)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        stack.callback(server.shutdown)
        yield root
