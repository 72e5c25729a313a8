"""The big screen of an exit day: readable from ten metres, and made anew every minute."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from dashboard.config import LANGUAGES
from dashboard.domain.views import Shade
from dashboard.exit_day_addresses import SCREEN_DATA, exit_day, exit_day_screen
from dashboard.i18n import Words
from dashboard.presenters import exit_day_parts as parts
from dashboard.presenters import exit_days as said
from dashboard.presenters.exit_days import BEFORE, COMING, Phase
from dashboard.presenters.organisation_parts import KeyFigure
from dashboard.web import pages
from dashboard.web.headers import own_policy
from dashboard.web.public.document import JSON, Document, text
from dashboard.web.public.exit_day_shown import ShownDay, every_day, headline, on_the_day, shown_day
from dashboard.web.public.resource import Resource
from dashboard.web.public.site import Site, words_of

NAMES = 12
"""As many as a screen holds in letters that are read from ten metres; those that left last come first."""


def _said(site: Site, words: Words, one: ShownDay) -> dict[str, Any]:
    """Everything that changes in the course of the day, ready to be shown."""
    plan = one.day.plan
    stands = _nothing if one.phase in (Phase.CANCELLED, Phase.LAPSED) else _stands
    figures, heading, names, rest = stands(site, words, one)
    return {
        # In letters of this size a date is wider than a phone: it may be broken at its spaces.
        "title": headline(words, one, site).replace(words.date(plan.on), words.date(plan.on).replace("\xa0", " ")),
        "state": said.state(words, one.day, site.today),
        "countdown": said.countdown(words, plan.on, site.today) if one.phase in COMING else "",
        "figures": [{"label": each.label, "value": each.value, "note": each.note} for each in figures],
        "heading": heading if names else "",
        "names": names[:NAMES],
        "others": rest,
    }


Stands = tuple[list[KeyFigure], str, list[str], str]
"""Figures, what stands above the names, the names, and what stands below them."""


def _nothing(site: Site, words: Words, one: ShownDay) -> Stands:
    """Nobody leaves on it: why."""
    return [], "", [], said.lede(words, one.day, one.standing, one.bound, site.today)


def _stands(site: Site, words: Words, one: ShownDay) -> Stands:
    plan, before = one.day.plan, one.phase in BEFORE
    figures = parts.progress(words, plan, one.standing, one.going, binding=not before)
    heading = words("Who has pledged") if before else words("They leave")
    names = [one.standing.named[key].name for key in one.standing.wall.names if key in one.standing.named]
    if one.phase in (Phase.TODAY, Phase.OVER):
        found = on_the_day(site, one.day.slug)
        figures = parts.screen(words, plan, found)
        if found.left or one.phase is Phase.OVER:
            heading, names = words("They have left"), [parts.gone(words, each) for each in found.left]
    hidden, rest = parts.unnamed(words, one.standing) if before else "", len(names) - NAMES
    return figures, heading, names, hidden or (words.plural("and {n} more", "and {n} more", rest) if rest > 0 else "")


def _screen(site: Site, places: Mapping[str, str]) -> Document:
    language, slug = places["language"], places["slug"]
    words, one = words_of(language), shown_day(site, slug)
    template = pages.environment().get_template("public/exit_day_screen.html")
    body = template.render(
        words=words,
        language=language,
        link=site.link,
        shown=_said(site, words, one),
        name=one.day.plan.titles[language],
        on=one.day.plan.on,
        hour=said.hour(words, one.day.plan),
        starts_at=one.day.starts_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        fictional=one.day.campaign.fictional,
        shade=Shade.DARK.value,
        page=exit_day(language, slug),
        whole=site.absolute(exit_day(language, slug)),
        address=site.absolute(exit_day(language, slug)).partition("://")[2].rstrip("/"),
        data=site.link(exit_day(language, slug, SCREEN_DATA)),
        policy="" if site.live else own_policy(in_page=True, asking=True),
    )
    return text(body, headers={"content-language": language})


def _data(site: Site, places: Mapping[str, str]) -> Document:
    words, one = words_of(places["language"]), shown_day(site, places["slug"])
    return text(json.dumps(_said(site, words, one), ensure_ascii=False, separators=(",", ":")), JSON)


def _screens(site: Site) -> Iterable[str]:
    return [exit_day_screen(language, day.slug) for day in every_day(site) for language in LANGUAGES]


def _files(site: Site) -> Iterable[str]:
    return [exit_day(language, day.slug, SCREEN_DATA) for day in every_day(site) for language in LANGUAGES]


RESOURCES: tuple[Resource, ...] = (
    Resource("/{language}/exit-days/{slug}/screen/", _screen, _screens),
    Resource("/{language}/exit-days/{slug}/" + SCREEN_DATA, _data, _files),
)
