"""Files are taken from people who are signed in: the interface itself would keep those of any visitor in memory."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.bootstrap import Essaim
from dashboard.web import answers
from dashboard.web.caller import caller_of
from dashboard.web.sizes import UPLOADS


class UploadsOfMembers:
    """Refuse a file, before any of it is read, from whoever is not signed in."""

    def __init__(self, app: ASGIApp, *, essaim: Essaim) -> None:
        self.app = app
        self._essaim = essaim

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything else, and what merely asks what may be sent."""
        sends = scope["type"] == "http" and scope["method"] != "OPTIONS" and scope["path"].startswith(UPLOADS)
        if sends and (await caller_of(Request(scope), self._essaim)).person is None:
            await answers.signed_out()(scope, receive, send)
            return
        await self.app(scope, receive, send)
