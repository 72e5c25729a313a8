"""What every call goes through: reading only, preflights of other sites, how often one address is answered."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.bootstrap import Essaim
from dashboard.domain.errors import N_
from dashboard.i18n import Words, words_in
from dashboard.web.api import problems
from dashboard.web.api.limit import Calls, Count
from dashboard.web.caller import language_of, network_of

EXPOSED = ("link", "etag", "retry-after", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "content-disposition")
"""Headers that scripts of other sites may read, beside those that they always may."""
A_DAY = 24 * 3600
HEAD = "essaim.head"


def is_head(scope: Scope) -> bool:
    """Whether only the headers were asked for."""
    return HEAD in scope


def words_for(request: Request, essaim: Essaim) -> Words:
    """The words in the reader's language."""
    return words_in(language_of(request, essaim.settings.language))


class Gate:
    """Middleware of the API. Who may read across origins at all is said by dashboard.web.headers."""

    def __init__(self, app: ASGIApp, *, essaim: Essaim) -> None:
        self.app = app
        self._essaim = essaim
        self._calls = Calls(essaim.settings.api_calls_per_hour)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass what reads, as often as the settings allow."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if scope["method"] == "OPTIONS":
            await _preflight(Headers(scope=scope))(scope, receive, send)
            return
        words = words_for(request, self._essaim)
        if scope["method"] not in problems.READING:
            await problems.reading_only(words)(scope, receive, send)
            return
        count = self._calls.one_more(network_of(request.client.host if request.client else ""))

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(count.headers)
                headers["access-control-expose-headers"] = ", ".join(EXPOSED)
            await send(message)

        if count.wait:
            await _too_many(words, self._calls, count)(scope, receive, with_headers)
            return
        # Whoever asks for the headers alone gets those of the whole answer; the server leaves its body out.
        asked = {**scope, "method": "GET", HEAD: True} if scope["method"] == "HEAD" else scope
        await self.app(asked, receive, with_headers)


def _preflight(headers: Headers) -> Response:
    methods = ", ".join(problems.READING)
    allowed = {"allow": methods, "cache-control": f"public, max-age={A_DAY}"}
    if "access-control-request-method" in headers:
        allowed |= {"access-control-allow-methods": methods, "access-control-max-age": str(A_DAY)}
        allowed["access-control-allow-headers"] = "accept, accept-language, if-none-match, if-modified-since"
    return Response(status_code=204, headers=allowed)


def _too_many(words: Words, calls: Calls, count: Count) -> Response:
    detail = words(
        "One address is answered {per_hour} times an hour and {per_minute} times a minute at most, so that the server answers everybody. "
        "Ask again in {seconds} s.",
        per_hour=calls.per_hour,
        per_minute=calls.per_minute,
        seconds=count.wait,
    )
    return problems.problem(words, 429, N_("Too many calls from one address"), detail, retry_after=count.wait)
