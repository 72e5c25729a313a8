"""All that a page sends, as the browser itself counts it: addresses, bodies and what goes over its socket."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote_plus

from playwright.sync_api import CDPSession, Page

BINARY = 2
"""The kind of a frame of a web socket."""


class Sent:
    """What left the browser, piece by piece."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session
        self._requests: list[bytes] = []
        self._frames: list[bytes] = []
        session.on("Network.requestWillBeSent", self._request)
        session.on("Network.webSocketFrameSent", self._frame)
        session.send("Network.enable")

    @property
    def pieces(self) -> list[bytes]:
        """Everything."""
        return self._requests + self._frames

    @property
    def size(self) -> int:
        """Bytes of all requests. What goes over the socket is not among them: the dashboard repeats itself there every few seconds, so that
        it grows with the time that a test takes.
        """
        return sum(len(piece) for piece in self._requests)

    @property
    def text(self) -> str:
        """Everything, as a person could read it."""
        return "\n".join(unquote_plus(piece.decode("utf-8", "replace")) for piece in self.pieces)

    def _request(self, event: dict[str, Any]) -> None:
        request = event["request"]
        self._requests.append(request["url"].encode())
        for part in request.get("postDataEntries", []):
            self._requests.append(base64.b64decode(part.get("bytes", "")))

    def _frame(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        content = frame["payloadData"]
        self._frames.append(base64.b64decode(content) if frame["opcode"] == BINARY else content.encode())


@contextmanager
def counted(page: Page) -> Iterator[Sent]:
    """Count from now on, frames of the page's own origin included."""
    session = page.context.new_cdp_session(page)
    try:
        yield Sent(session)
    finally:
        session.detach()
