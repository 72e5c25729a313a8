"""Choosing institutions for one chart without a script: a form whose answer is the address of the chart.

On the running server alone: a published copy has nobody who would read what a form sends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.bootstrap import Essaim
from dashboard.comparison_addresses import CHOSEN, NAME, VIEW, choosing, comparison
from dashboard.config import LANGUAGES
from dashboard.directory_addresses import INSTITUTIONS
from dashboard.domain.names import LONGEST
from dashboard.domain.shared_views import MOST_COMPARED
from dashboard.i18n import Words
from dashboard.public_addresses import SLUG, ChartView, site_card
from dashboard.services.read_directory import Named, find_names, names_of
from dashboard.services.read_organisation import holds_demo
from dashboard.web.public.document import Document
from dashboard.web.public.page import Head, public_page
from dashboard.web.public.site import Site, live_site, words_of

MOST_READ = 100
"""Institutions of one form that are looked at: as many as stand on a page of the list."""
MOST_FOUND = 20


@dataclass(frozen=True)
class Wish:
    """What a form sent.

    :param slugs: of those that are ticked; ``name``: of one more, as typed; ``looked``: how the chart is to be looked at.
    """

    slugs: tuple[str, ...] = ()
    name: str = ""
    looked: str = ""


def answer(site: Site, words: Words, wish: Wish) -> ChartView | Document:
    """The chart that was asked for, or the page on which one goes on choosing, with what is in the way."""
    db = site.essaim.db
    ticked = names_of(db, [slug for slug in wish.slugs if SLUG.fullmatch(slug)][:MOST_READ])
    found = find_names(db, wish.name, limit=MOST_FOUND + 1)
    if len(found) == 1:
        ticked, found = names_of(db, [slug for slug, _, _ in (*ticked, *found)]), []
        wish = Wish(wish.slugs, "", wish.looked)
    view = None if wish.name else comparison([slug for slug, _, _ in ticked], wish.looked)
    return view or _page(site, words, wish, ticked, found)


def _page(site: Site, words: Words, wish: Wish, ticked: Sequence[Named], found: Sequence[Named]) -> Document:
    language, title = words.language, words("Compare up to {n} institutions on one chart", n=MOST_COMPARED)
    head = Head(
        title,
        words("The share of its audience that each regained, on one scale, from the day on which each left X."),
        choosing,
        card=site_card(language),
        card_text=title,
        indexed=False,
    )
    known = {slug for slug, _, _ in ticked}
    return public_page(
        site,
        language,
        "choose",
        head,
        fictional=holds_demo(site.essaim.db),
        in_the_way=_in_the_way(words, wish, len(ticked), len(found)),
        ticked=_lines(words, ticked),
        found=_lines(words, [one for one in found[:MOST_FOUND] if one[0] not in known]),
        typed=wish.name,
        looked=wish.looked,
        institutions=INSTITUTIONS.address(language),
    )


def _in_the_way(words: Words, wish: Wish, ticked: int, found: int) -> str:
    if wish.name and not found:
        return words("No institution is called “{name}”. Try one word of its name, or look in the list from A to Z.", name=wish.name)
    if found > MOST_FOUND:
        return words("More than {n} institutions fit “{name}”: type more of the name, or tick here.", n=MOST_FOUND, name=wish.name)
    if found:
        return words("{n} institutions fit “{name}”: tick those that you mean.", n=found, name=wish.name)
    if ticked > MOST_COMPARED:
        return words("{n} institutions are ticked, and a chart holds {most}: untick some.", n=ticked, most=MOST_COMPARED)
    return words("None of these institutions is in the register.") if wish.slugs else ""


def _lines(words: Words, found: Sequence[Named]) -> list[tuple[str, str, str]]:
    return [(slug, name, words.term(kind)) for slug, name, kind in found]


def routes(essaim: Essaim) -> list[Route]:
    """Where the form sends what was chosen, once a language."""
    return [Route(choosing(language), partial(_choose, essaim=essaim, language=language)) for language in LANGUAGES]


async def _choose(request: Request, *, essaim: Essaim, language: str) -> Response:
    asked = request.query_params
    wish = Wish(tuple(asked.getlist(CHOSEN)), asked.get(NAME, "").strip()[:LONGEST], asked.get(VIEW, ""))
    site, words = live_site(essaim), words_of(language)
    found = await run_in_threadpool(answer, site, words, wish)
    headers = {"cache-control": "no-store"}
    if isinstance(found, ChartView):
        return RedirectResponse(site.link(found.address(language)), status_code=303, headers=headers)
    return Response(found.body, media_type=found.media_type, headers={**headers, **found.headers})
