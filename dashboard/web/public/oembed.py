"""oEmbed (https://oembed.com/): what a site that is given the address of a chart puts into its own page."""

from typing import Any
from urllib.parse import unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.bootstrap import Essaim
from dashboard.domain.errors import NotFound
from dashboard.domain.views import ChartName
from dashboard.exit_day_addresses import EXIT_DAYS
from dashboard.i18n import Words
from dashboard.public_addresses import (
    HOME,
    OEMBED,
    SLUG,
    ChartView,
    organisation,
    parse_chart,
    parse_embed,
    parse_organisation,
    split_language,
)
from dashboard.web.public import exit_day_embed
from dashboard.web.public.chart_files import json_document
from dashboard.web.public.chart_links import HEIGHTS, embed_code, page_of
from dashboard.web.public.document import Document
from dashboard.web.public.page import CARD_SIZE
from dashboard.web.public.shown import shown
from dashboard.web.public.shown_chart import Shown
from dashboard.web.public.site import Site, live_site, words_of

WIDTH = 840
"""Pixels for which a chart is laid out where nobody says how wide its place is."""
NARROWEST, LOWEST = 240, 200
AGE = 3600


def oembed_document(site: Site, words: Words, one: Shown) -> Document:
    """The answer for a chart, without wishes: a file beside its page."""
    return json_document(answer(site, words, one), one)


def answer(site: Site, words: Words, one: Shown, *, widest: int = WIDTH, highest: int | None = None) -> dict[str, Any]:
    """The answer for a chart in a place so wide and so high, in pixels."""
    view, language = one.view, words.language
    width, height = min(widest, WIDTH), min(HEIGHTS[view.chart], highest or HEIGHTS[view.chart])
    found: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": one.sentence,
        "author_name": ", ".join(each.organisation.name for each in one.organisations) or "essaim",
        "author_url": site.absolute(page_of(site, language, view)),
        "provider_name": "essaim",
        "provider_url": site.absolute(HOME.address(language)),
        "cache_age": AGE,
        "width": width,
        "height": height,
        "html": embed_code(site, language, view, one.title, height=height),
    }
    card = organisation(language, view.subject[0], "card.png") if view.chart is ChartName.TRANSFER else ""
    if card and site.has(card):
        found |= {"thumbnail_url": site.absolute(card), "thumbnail_width": CARD_SIZE[0], "thumbnail_height": CARD_SIZE[1]}
    return found


def view_at(site: Site, address: str) -> tuple[str, ChartView] | None:
    """The language and the view behind a whole address of this site; None for any other."""
    found = _place(site, address)
    if found is None:
        return None
    language, rest, framed = found
    view = parse_embed(rest) if framed else _of_page(rest)
    return (language, view) if view else None


def day_at(site: Site, address: str) -> tuple[str, str] | None:
    """The language and the slug behind the whole address of an exit day, or of its frame; None for any other."""
    found = _place(site, address)
    if found is None:
        return None
    language, rest, framed = found
    place, _, slug = rest.removesuffix("/").partition("/")
    return (language, slug) if place == ("exit-day" if framed else EXIT_DAYS.path) and SLUG.fullmatch(slug) else None


def _place(site: Site, address: str) -> tuple[str, str, bool] | None:
    """The language of a whole address of this site, what follows it, and whether it is that of a frame."""
    try:
        parts = urlsplit(address)
        ours = urlsplit(site.base)
    except ValueError:
        return None
    if (parts.scheme, parts.netloc.lower()) not in {(scheme, ours.netloc.lower()) for scheme in ("http", "https")}:
        return None
    if parts.query or not parts.path.startswith(f"{site.root}/"):
        return None
    path = unquote(parts.path.removeprefix(site.root))
    framed = path.startswith("/embed/")
    split = split_language(path.removeprefix("/embed") if framed else path)
    return (*split, framed) if split else None


def _of_page(rest: str) -> ChartView | None:
    where, _, path = rest.partition("/")
    if where == "charts":
        found = parse_chart(path)
        return found[0] if found and found[1] in ("", OEMBED) else None
    if where == "organisations":
        slug, _, chosen = path.partition("/")
        return parse_organisation(slug, chosen)
    return None


def route(essaim: Essaim) -> Route:
    """``/oembed?url=``, for sites that look an address up; the published site has a file beside each chart instead."""

    async def asked(request: Request) -> Response:
        query = request.query_params
        if query.get("format", "json") != "json":
            return PlainTextResponse("json", status_code=501)
        site = live_site(essaim)
        # No address holds a space: it was the plus between two institutions, sent without being encoded.
        address = query.get("url", "").replace(" ", "+")
        widest, highest = _pixels(query.get("maxwidth"), NARROWEST), _pixels(query.get("maxheight"), LOWEST)
        found, day = view_at(site, address), day_at(site, address)
        if found is None and day is None:
            return PlainTextResponse("not found", status_code=404)

        def made() -> dict[str, Any]:
            if day is not None:
                return exit_day_embed.oembed(site, *day, widest=widest, highest=highest)
            assert found is not None
            language, view = found
            words = words_of(language)
            return answer(site, words, shown(site, words, view), widest=widest or WIDTH, highest=highest)

        try:
            return JSONResponse(await run_in_threadpool(made), headers={"cache-control": f"public, max-age={AGE}"})
        except NotFound:
            return PlainTextResponse("not found", status_code=404)

    return Route("/oembed", asked)


def _pixels(text: str | None, least: int) -> int | None:
    """A wish for a size, if it can be read; no frame is made smaller than it can be used."""
    return max(least, int(text)) if text and text.isascii() and text.isdecimal() and len(text) <= 5 else None
