"""Atom feeds (RFC 4287): who left or came back, and how those stand who reached an age."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import NamedTuple

from dashboard.config import LANGUAGES
from dashboard.domain.redistribution import LICENCE
from dashboard.i18n import Words
from dashboard.presenters.news import Told, told
from dashboard.public_addresses import HOME, organisation
from dashboard.services.read_news import read_news
from dashboard.web.public.document import ATOM, Document, text
from dashboard.web.public.resource import Resource, in_both
from dashboard.web.public.shown import every_slug, organisation_view
from dashboard.web.public.site import Site, words_of
from dashboard.web.public.xml import xml

FILE = "feed.atom"
SINCE = 2025
"""The year in the identifiers: they name the host as it was then, and stay when it moves (RFC 4151)."""


def _everybody(site: Site, places: Mapping[str, str]) -> Document:
    words = words_of(places["language"])
    news = [told(words, one) for one in read_news(site.essaim.db, today=site.today)]
    title = words("Who leaves X, and who follows")
    return _feed(site, words, HOME.address(words.language), title, words("Departures, and how institutions stand at each age"), news)


def _of_one(site: Site, places: Mapping[str, str]) -> Document:
    words = words_of(places["language"])
    found = organisation_view(site, places["slug"]).organisation
    read = site.once(("news", found.slug), lambda: read_news(site.essaim.db, today=site.today, slug=found.slug))
    news = [told(words, one) for one in read]
    title = words("{name}: departure and audience", name=found.name)
    return _feed(site, words, organisation(words.language, found.slug), title, words("Its departure, and how it stands at each age"), news)


class Entry(NamedTuple):
    """One piece of news in a feed; ``page``: path of the page that says more."""

    id: str
    page: str
    title: str
    text: str
    published: datetime
    updated: datetime
    source: str | None
    fictional: bool


def _feed(site: Site, words: Words, page: str, title: str, subtitle: str, news: Sequence[Told]) -> Document:
    def entry(one: Told) -> Entry:
        path = organisation(words.language, one.slug)
        return Entry(tag(site, path + one.name), path, one.title, one.text, one.published, one.updated, one.source, one.fictional)

    return atom(site, words, page, title, subtitle, [entry(one) for one in news])


def atom(site: Site, words: Words, page: str, title: str, subtitle: str, news: Sequence[Entry]) -> Document:
    """A feed, beside the page of that path."""
    newest = max((one.updated for one in news), default=datetime.combine(site.today, time(), UTC))
    made = xml(
        FILE,
        language=words.language,
        id=tag(site, page + FILE),
        title=title,
        subtitle=subtitle,
        updated=_instant(newest),
        author="essaim",
        home=site.absolute(HOME.address(words.language)),
        rights=LICENCE.title,
        own=site.absolute(page + FILE),
        page=site.absolute(page),
        absolute=site.absolute,
        instant=_instant,
        entries=news,
    )
    return text(made, ATOM, modified=newest if news else None)


def tag(site: Site, path: str) -> str:
    """A lasting identifier, by what it names."""
    return f"tag:{site.host},{SINCE}:{path}"


# An institution's entries are told in two languages, and most were never changed since.
@functools.lru_cache(maxsize=1000)
def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _each(site: Site) -> Iterable[str]:
    return [organisation(language, slug, FILE) for slug in every_slug(site) for language in LANGUAGES]


RESOURCES = (
    Resource("/{language}/" + FILE, _everybody, in_both(lambda language: HOME.address(language) + FILE)),
    Resource("/{language}/organisations/{slug}/" + FILE, _of_one, _each),
)
