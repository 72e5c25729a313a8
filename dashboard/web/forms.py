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
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.addresses import ACCOUNT, SIGN_IN
from dashboard.bootstrap import Essaim
from dashboard.domain.errors import N_, EssaimError, NotAllowed, NotFound, SignInNeeded
from dashboard.services.people.limits import TooMany
from dashboard.services.people.proof import ProveAgain
from dashboard.web.caller import Caller, caller_of
from dashboard.web.pages import go_to, page

TOKEN = "token"
"""Name of the hidden field."""
FIELDS = 40
LONGEST_NUMBER = 9
PROVE = f"{ACCOUNT}/prove"
KIND = "application/x-www-form-urlencoded"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
ONE_CLICK_KINDS = (KIND, "multipart/form-data")


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

    def number(self, name: str) -> int:
        """The number in the address.

        :raises NotFound: it is none that any database could hold.
        """
        text = self.path.get(name, "")
        if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
            raise NotFound(N_("There is no such page. Start from the overview."))
        return int(text)


Handler = Callable[[Caller, Sent], Response]
"""Runs in a thread: it may ask the database, other servers, and hash passwords."""


@dataclass(frozen=True)
class Form:
    """A page with a form (``show``), and what happens when it is sent (``act``).

    :param path: address, with ``{names}`` as in Starlette.
    :param show: None where there is no page to look at: a button elsewhere.
    :param act: None where there is nothing to send.
    :param one_click: what happens when a mail program sends the address of ``List-Unsubscribe`` (RFC 8058): without origin, token or
        session. The address itself has to carry what it may do, signed.
    """

    path: str
    show: Handler | None
    act: Handler | None
    who: Who = Who.ANYBODY
    one_click: Handler | None = None

    def route(self, essaim: Essaim) -> Route:
        """The route, with all checks before the handlers."""
        methods = [*(["GET"] if self.show else []), *(["POST"] if self.act else [])]
        return Route(self.path, _endpoint(self, essaim), methods=methods, name=self.path)


def _endpoint(form: Form, essaim: Essaim) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        caller = await caller_of(request, essaim)
        handler: Handler | None
        try:
            if form.one_click is not None and await _asks_one_click(request):
                sent, handler = Sent(dict(request.path_params), {}, {}), form.one_click
            elif request.method == "POST":
                sent, handler = await _checked(request, caller, form), form.act
            else:
                sent, handler = Sent(dict(request.path_params), dict(request.query_params), {}), form.show
                if not essaim.settings.can_sign_in:
                    return page(caller, "closed")
                if form.who is Who.SIGNED_IN and caller.person is None:
                    if caller.framed:  # no frame shows the page of signing in
                        raise SignInNeeded(N_("You are not signed in, or no longer. Sign in, then do it again."))
                    return go_to(caller, f"{SIGN_IN}?{urlencode({'next': _asked_for(caller)})}")
            if handler is None:
                raise NotAllowed(N_("There is nothing to see at this address. Start from the overview."))
            return await run_in_threadpool(handler, caller, sent)
        except ProveAgain:
            return go_to(caller, f"{PROVE}?{urlencode({'next': _asked_for(caller) if form.show else ACCOUNT})}")
        except EssaimError as problem:
            return refused(caller, problem)

    return answer


def _asked_for(caller: Caller) -> str:
    """The page itself, to come back to."""
    return f"{caller.path}?{urlencode(caller.query)}" if caller.query else caller.path


async def _checked(request: Request, caller: Caller, form: Form) -> Sent:
    """What was sent, once it is certain that one of our own pages sent it, for the person whose page it was."""
    if not caller.essaim.settings.can_sign_in:
        raise NotAllowed(N_("Nobody can sign in here yet: this server is reached without encryption, and a password could be overheard."))
    own, origin = urlsplit(caller.base), urlsplit(request.headers.get("origin", ""))
    if (origin.scheme, origin.netloc) != (own.scheme, own.netloc):
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


async def _asks_one_click(request: Request) -> bool:
    """Whether that is all that was sent: a form of ours sends more."""
    if request.method != "POST" or request.headers.get("content-type", "").split(";")[0].strip().lower() not in ONE_CLICK_KINDS:
        return False
    try:
        return dict(await request.form(max_files=0, max_fields=FIELDS)) == ONE_CLICK
    except (HTTPException, MultiPartException):  # it cannot be read
        return False


async def _fields(request: Request) -> FormData:
    """The fields; their size was checked before (dashboard.web.sizes)."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != KIND:
        raise NotAllowed(N_("This form is sent in another way. Open the page again and send it from there."))
    return await request.form(max_fields=FIELDS)


def status_of(problem: EssaimError) -> int:
    """The HTTP status that says it to programs."""
    kinds = ((SignInNeeded, 401), (NotAllowed, 403), (NotFound, 404), (TooMany, 429))
    return next((status for kind, status in kinds if isinstance(problem, kind)), 422)


def refused(caller: Caller, problem: EssaimError, *, sign_in: bool = False) -> Response:
    """The page that says what is wrong, where, what to do.

    :param sign_in: whether to sign in again is what to do.
    """
    begin = sign_in or isinstance(problem, SignInNeeded)
    return page(caller, "refused", status=status_of(problem), text=caller.words.error(problem), begin=begin)


def again(caller: Caller, template: str, problem: EssaimError, *, beside: str, **values: object) -> Response:
    """The page of a form once more, with what is wrong beside the field of that name (``form``: above all of them)."""
    return page(caller, template, status=status_of(problem), wrong={beside: caller.words.error(problem)}, **values)
