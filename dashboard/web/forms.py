"""Every route that changes something is a Form: one place checks origin, token, size and session before anything is done.

A route made in any other way may not accept anything but GET and HEAD (tests/test_web walks the route table).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from secrets import compare_digest
from urllib.parse import urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.bootstrap import Essaim
from dashboard.domain.errors import N_, EssaimError, NotAllowed, SignInNeeded
from dashboard.web.caller import Caller, caller_of
from dashboard.web.pages import go_to, page

TOKEN = "token"
"""Name of the hidden field."""
LARGEST = 64 * 1024
FIELDS = 40
SIGN_IN = "/sign-in"


class Who(Enum):
    """Whom a form is for."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed in"


@dataclass(frozen=True)
class Sent:
    """What came with a request: the address' own parts, its query, and the fields of the form (empty for a GET)."""

    path: dict[str, str]
    query: dict[str, str]
    fields: dict[str, str]

    def field(self, name: str) -> str:
        """What was typed there, without blanks around it; empty if nothing."""
        return self.fields.get(name, "").strip()


Handler = Callable[[Caller, Sent], Response]
"""Runs in a thread: it may ask the database, other servers, and hash passwords."""


@dataclass(frozen=True)
class Form:
    """A page with a form (``show``), and what happens when it is sent (``act``).

    :param path: address, with ``{names}`` as in Starlette.
    :param show: None where there is no page to look at: a button elsewhere.
    :param act: None where there is nothing to send.
    """

    path: str
    show: Handler | None
    act: Handler | None
    who: Who = Who.ANYBODY

    def route(self, essaim: Essaim) -> Route:
        """The route, with all checks before the handlers."""
        methods = [*(["GET"] if self.show else []), *(["POST"] if self.act else [])]
        return Route(self.path, _endpoint(self, essaim), methods=methods, name=self.path)


def _endpoint(form: Form, essaim: Essaim) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        caller = await caller_of(request, essaim)
        try:
            if request.method == "POST":
                sent = await _checked(request, caller, form)
                handler = form.act
            else:
                sent, handler = Sent(dict(request.path_params), dict(request.query_params), {}), form.show
                if form.who is Who.SIGNED_IN and caller.person is None:
                    return go_to(caller, f"{SIGN_IN}?{urlencode({'next': request.url.path})}")
            if handler is None:
                raise NotAllowed(N_("There is nothing to see at this address."))
            return await run_in_threadpool(handler, caller, sent)
        except SignInNeeded as problem:
            return refused(caller, problem, 401)
        except NotAllowed as problem:
            return refused(caller, problem, 403)
        except EssaimError as problem:
            return refused(caller, problem, 422)

    return answer


async def _checked(request: Request, caller: Caller, form: Form) -> Sent:
    """What was sent, once it is certain that one of our own pages sent it, for the person whose page it was."""
    own = urlsplit(caller.base).netloc
    origin = request.headers.get("origin")
    if origin is None or urlsplit(origin).netloc != own or urlsplit(origin).scheme != urlsplit(caller.base).scheme:
        raise NotAllowed(N_("This was sent by a page of another site. Open Essaim and do it there."))
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise NotAllowed(N_("This was sent by a page of another site. Open Essaim and do it there."))
    fields = await _fields(request)
    if form.who is Who.SIGNED_IN and caller.person is None:
        raise SignInNeeded(N_("You are not signed in, or no longer. Sign in, then do it again."))
    if not compare_digest(str(fields.get(TOKEN, "")).encode(), caller.form_token.encode()):
        raise NotAllowed(N_("This page was open for too long, or cookies are off. Open it again and repeat."))
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    return Sent(dict(request.path_params), dict(request.query_params), texts)


async def _fields(request: Request) -> FormData:
    if int(request.headers.get("content-length") or 0) > LARGEST:
        raise NotAllowed(N_("Far more was sent than this form holds."))
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    if kind != "application/x-www-form-urlencoded":
        raise NotAllowed(N_("This form is sent in another way."))
    return await request.form(max_fields=FIELDS, max_part_size=LARGEST)


def refused(caller: Caller, problem: EssaimError, status: int) -> Response:
    """The page that says what is wrong, where, what to do."""
    sign_in = SIGN_IN if isinstance(problem, SignInNeeded) else None
    return page(caller, "refused", status=status, text=caller.words.error(problem), sign_in=sign_in)
