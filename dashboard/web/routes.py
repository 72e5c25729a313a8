"""Own routes beside the interface: the shell of each page, the way in, and a sign of life."""

from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.addresses import DASHBOARD, OVERVIEW, PAGES, Page
from dashboard.bootstrap import Essaim
from dashboard.i18n import words_in
from dashboard.public_addresses import HOME
from dashboard.web import files
from dashboard.web.api.app import api_route
from dashboard.web.bring import archive, followers, x_token
from dashboard.web.caller import language_of
from dashboard.web.forms import Form
from dashboard.web.people import (
    account,
    authorise,
    by_mail,
    factors,
    first_run,
    invitation,
    leaving,
    lost,
    own_access,
    passkeys,
    reminders,
    sign_in,
    with_provider,
)
from dashboard.web.public import choose, find, oembed
from dashboard.web.public.live import public_routes
from dashboard.web.public.resources import RESOURCES
from dashboard.web.shell import render

FORMS: tuple[Form, ...] = (
    *first_run.FORMS,
    *sign_in.FORMS,
    *by_mail.FORMS,
    *lost.FORMS,
    *account.FORMS,
    *own_access.FORMS,
    *reminders.FORMS,
    *leaving.FORMS,
    *factors.FORMS,
    *passkeys.FORMS,
    *with_provider.FORMS,
    *invitation.FORMS,
    *authorise.FORMS,
    *archive.FORMS,
    *followers.FORMS,
    *x_token.FORMS,
)
"""Every route that changes something."""


def routes(essaim: Essaim) -> list[BaseRoute]:
    """The routes of one Essaim; its language speaks when neither the address nor the browser asks for one of ours."""
    language = essaim.settings.language

    async def shell(request: Request, *, page: Page) -> Response:
        words = words_in(language_of(request, language))
        headers = {"cache-control": "no-cache", "vary": "accept-language", "content-language": words.language}
        return HTMLResponse(render(page, words, essaim.settings.base), headers=headers)

    async def way_in(request: Request) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(OVERVIEW.address + query, status_code=302)

    async def home(request: Request) -> Response:
        headers = {"vary": "accept-language", "cache-control": "no-cache"}
        return RedirectResponse(HOME.address(language_of(request, language)), status_code=302, headers=headers)

    async def alive(_: Request) -> Response:
        return PlainTextResponse("ok")

    return [
        Route("/", home),
        Route(f"/{DASHBOARD}", way_in),
        Route("/healthz", alive),
        files.ROUTE,
        api_route(essaim),
        oembed.route(essaim),
        *choose.routes(essaim),
        *find.routes(essaim),
        *public_routes(essaim, RESOURCES),
        *(Route(page.address, partial(shell, page=page)) for page in PAGES),
        *(form.route(essaim) for form in FORMS),
    ]
