"""Finding an institution by its name without a script: straight to its page, or a list of those that are meant.

On the running server alone, as any form; a published copy has the search field that works with a script, and its list from A to Z.
"""

from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.bootstrap import Essaim
from dashboard.comparison_addresses import NAME
from dashboard.config import LANGUAGES
from dashboard.directory_addresses import INSTITUTIONS, finding
from dashboard.domain.names import LONGEST
from dashboard.i18n import Words
from dashboard.public_addresses import organisation, site_card
from dashboard.services.read_directory import find_names
from dashboard.services.read_organisation import holds_demo
from dashboard.web.public.document import Document, moved
from dashboard.web.public.page import Head, public_page
from dashboard.web.public.site import Site, live_site, words_of

MOST = 50


def answer(site: Site, words: Words, name: str) -> Document:
    """The way to the page of the only one that is called so, or those whom the name may mean."""
    language = words.language
    found = find_names(site.essaim.db, name, limit=MOST + 1)
    if len(found) == 1:
        return moved(site.link(organisation(language, found[0][0])), 303)
    title = words("Find an institution by its name")
    head = Head(title, words(INSTITUTIONS.about), finding, card=site_card(language), card_text=title, indexed=False)
    rows = [(site.link(organisation(language, slug)), said, words.term(kind)) for slug, said, kind in found[:MOST]]
    return public_page(
        site,
        language,
        "find",
        head,
        fictional=holds_demo(site.essaim.db),
        typed=name,
        told=_told(words, name, len(found)),
        rows=rows,
        institutions=INSTITUTIONS.address(language),
    )


def _told(words: Words, name: str, n: int) -> str:
    if n > MOST:
        return words("The first {shown} that fit “{name}”: type more of the name.", shown=MOST, name=name)
    if n:
        return words("{n} institutions fit “{name}”.", n=n, name=name)
    return words("No institution is called “{name}”. Try one word of its name, or look in the list from A to Z.", name=name) if name else ""


def routes(essaim: Essaim) -> list[Route]:
    """Where the search field sends a name, once a language."""
    return [Route(finding(language), partial(_find, essaim=essaim, language=language)) for language in LANGUAGES]


async def _find(request: Request, *, essaim: Essaim, language: str) -> Response:
    name = request.query_params.get(NAME, "").strip()[:LONGEST]
    found = await run_in_threadpool(answer, live_site(essaim), words_of(language), name)
    headers = {"cache-control": "no-store", **found.headers}
    if found.status == 303:
        return RedirectResponse(found.headers["location"], status_code=303, headers={"cache-control": "no-store"})
    return Response(found.body, media_type=found.media_type, headers=headers)
