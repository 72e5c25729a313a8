"""An exit day for other sites: a page of its own for a frame, with the countdown, how many go, and the wall in short."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from dashboard.config import LANGUAGES
from dashboard.domain.exit_days.afterwards import GONE
from dashboard.domain.views import Shade
from dashboard.exit_day_addresses import exit_day, exit_day_embed
from dashboard.i18n import Words
from dashboard.presenters import exit_day_parts as parts
from dashboard.presenters import exit_days as said
from dashboard.presenters.exit_days import COMING, Phase
from dashboard.public_addresses import HOME, OEMBED, organisation
from dashboard.web import pages
from dashboard.web.headers import own_policy
from dashboard.web.public.chart_links import FRAME_SCRIPT
from dashboard.web.public.document import JSON, Document, text
from dashboard.web.public.exit_day_shown import every_day, headline, shown_day
from dashboard.web.public.macros import macros
from dashboard.web.public.page import CARD_SIZE
from dashboard.web.public.resource import Resource
from dashboard.web.public.site import Site, words_of

NAMES = 12
"""Of the wall: the others stand on the page."""
WIDTH, HEIGHT = 840, 420
SHADES = tuple(shade for shade in Shade if shade is not Shade.AUTO)


def _frame(site: Site, places: Mapping[str, str]) -> Document | None:
    language, slug = places["language"], places["slug"]
    shade = next((one for one in SHADES if places.get("shade", "") == f"theme-{one.value}"), Shade.AUTO)
    if shade is Shade.AUTO and "shade" in places:
        return None
    words, one = words_of(language), shown_day(site, slug)
    found = one.standing

    def link(of: str) -> str:
        return site.absolute(organisation(language, of))

    names = [parts.name(words, found.named[key], link) for key in found.wall.names if key in found.named] if one.phase in COMING else []
    if one.phase is Phase.OVER:
        names = [parts.name(words, each.organisation, link) for each in one.held if each.found.kept in GONE]
    body = (
        pages.environment()
        .get_template("public/exit_day_embed.html")
        .render(
            words=words,
            language=language,
            link=site.link,
            shade=shade.value,
            name=one.day.plan.titles[language],
            title=headline(words, one, site),
            state=said.state(words, one.day, site.today),
            on=one.day.plan.on,
            hour=said.hour(words, one.day.plan),
            countdown=said.countdown(words, one.day.plan.on, site.today) if one.phase in COMING else "",
            starts_at=one.day.starts_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            names=names[:NAMES],
            others=len(names) - NAMES,
            unnamed=parts.unnamed(words, found) if one.phase in COMING else "",
            fictional=one.day.campaign.fictional,
            whole=site.absolute(exit_day(language, slug)),
            leads_to=_leads_to(words, one.phase),
            policy="" if site.live else own_policy(in_page=True),
        )
    )
    return text(body, headers={"content-language": language})


def _leads_to(words: Words, at: Phase) -> str:
    if at is Phase.OVER:
        return words("This exit day, and who kept the pledge, at essaim")
    return words("The exit day with all who pledged, at essaim") if at in COMING else words("This exit day, at essaim")


def code(site: Site, language: str, slug: str, title: str, *, height: int = HEIGHT) -> str:
    """What other sites put into their page; empty where there is no frame of this day."""
    path = exit_day_embed(language, slug)
    if not site.has(path):
        return ""
    codes: Any = macros(language, "_codes")
    return str(codes.frame(site.absolute(path), title, height, site.absolute(FRAME_SCRIPT), False))


def oembed(site: Site, language: str, slug: str, *, widest: int | None = None, highest: int | None = None) -> dict[str, Any]:
    """What a site that is given the address of a day puts into its own page.

    :raises NotFound: there is none, or it is a draft.
    """
    words, one = words_of(language), shown_day(site, slug)
    title, height = headline(words, one, site), min(highest or HEIGHT, HEIGHT)
    found: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": one.day.plan.titles[language],
        "author_url": site.absolute(exit_day(language, slug)),
        "provider_name": "essaim",
        "provider_url": site.absolute(HOME.address(language)),
        "cache_age": 3600,
        "width": min(widest or WIDTH, WIDTH),
        "height": height,
        "html": code(site, language, slug, title, height=height),
    }
    card = exit_day(language, slug, "card.png")
    if site.has(card):
        found |= {"thumbnail_url": site.absolute(card), "thumbnail_width": CARD_SIZE[0], "thumbnail_height": CARD_SIZE[1]}
    return found


def _oembed(site: Site, places: Mapping[str, str]) -> Document:
    made = oembed(site, places["language"], places["slug"])
    return text(json.dumps(made, ensure_ascii=False, separators=(",", ":")), JSON)


def _frames(site: Site) -> Iterable[str]:
    for day in every_day(site):
        for language in LANGUAGES:
            yield from (exit_day_embed(language, day.slug, shade) for shade in Shade)


def _answers(site: Site) -> Iterable[str]:
    return [exit_day(language, day.slug, OEMBED) for day in every_day(site) for language in LANGUAGES]


RESOURCES: tuple[Resource, ...] = (
    Resource("/embed/{language}/exit-day/{slug}/", _frame, _frames),
    Resource("/embed/{language}/exit-day/{slug}/{shade}/", _frame),
    Resource("/{language}/exit-days/{slug}/" + OEMBED, _oembed, _answers),
)
