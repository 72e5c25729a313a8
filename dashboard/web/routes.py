"""Own routes beside the interface: the shell of each page, the way in, and a sign of life."""

from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.addresses import DASHBOARD, OVERVIEW, PAGES, Page
from dashboard.config import LANGUAGES
from dashboard.i18n import words_in
from dashboard.web.shell import render


def language_of(request: Request, otherwise: str) -> str:
    """``?lang=`` if it is one of ours, else the first of ours that the browser accepts, else ``otherwise``."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    accepted: list[tuple[float, str]] = []
    for part in request.headers.get("accept-language", "")[:200].split(","):
        name, _, weight = part.strip().partition(";q=")
        language = name.split("-")[0].lower()
        if language in LANGUAGES:
            accepted.append((_weight(weight), language))
    return max(accepted, key=lambda one: one[0], default=(0.0, otherwise))[1]


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


def routes(language: str) -> list[Route]:
    """The routes; ``language`` speaks when neither the address nor the browser asks for one of ours."""

    async def shell(request: Request, *, page: Page) -> Response:
        words = words_in(language_of(request, language))
        headers = {"cache-control": "no-cache", "vary": "accept-language", "content-language": words.language}
        return HTMLResponse(render(page, words), headers=headers)

    async def way_in(request: Request) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(OVERVIEW.address + query, status_code=302)

    async def alive(_: Request) -> Response:
        return PlainTextResponse("ok")

    return [
        Route("/", way_in),
        Route(f"/{DASHBOARD}", way_in),
        Route("/healthz", alive),
        *(Route(page.address, partial(shell, page=page)) for page in PAGES),
    ]
