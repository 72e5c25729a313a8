"""Figures frozen for the press: the page of each, and the file whose SHA-256 its page tells."""

from collections.abc import Iterator, Mapping
from functools import partial

from dashboard.config import LANGUAGES
from dashboard.domain.press import PressFigure
from dashboard.given_addresses import press_file, press_page
from dashboard.i18n import Words
from dashboard.presenters import press
from dashboard.public_addresses import METHODOLOGY, organisation
from dashboard.services.press.read import every_short, press_figure
from dashboard.web.public.document import JSON, Document
from dashboard.web.public.page import Head, public_page
from dashboard.web.public.resource import Resource
from dashboard.web.public.shown import organisation_view
from dashboard.web.public.site import Site, words_of

FOREVER: Mapping[str, str] = {"cache-control": "public, max-age=31536000, immutable"}


def _page(site: Site, places: Mapping[str, str]) -> Document | None:
    figure = press_figure(site.essaim.db, places["short"])
    if figure is None:
        return None
    language, content = places["language"], figure.content
    words, view = words_of(language), organisation_view(site, figure.slug)
    live, file = organisation(language, figure.slug), press_file(figure.short)
    return public_page(
        site,
        language,
        "press",
        _head(words, figure),
        fictional=content["organisation"]["fictional"],
        figure=figure,
        content=content,
        sentence=content["sentence"][language],
        figures=press.key_figures(words, content),
        accounts=press.accounts(words, content),
        since=press.since(words, figure, view, today=site.today, holding=site.essaim.holding),
        live=live if site.has(live) else "",
        file=file,
        check=f"curl -s {site.absolute(file)} | sha256sum",
        methodology=METHODOLOGY,
    )


def _head(words: Words, figure: PressFigure) -> Head:
    frozen = words("Frozen for the press on {day}, with its sources and its hash: it does not change.", day=figure.frozen_at.date())
    return Head(
        title=figure.content["sentence"][words.language],
        about=frozen,
        address=partial(press_page, short=figure.short),
        alternates=(("application/json", press_file(figure.short), words("This figure as data")),),
    )


def _file(site: Site, places: Mapping[str, str]) -> Document | None:
    figure = press_figure(site.essaim.db, places["short"])
    # Exactly what was hashed: no other writer of JSON comes near it.
    return None if figure is None else Document(figure.text.encode(), JSON, figure.frozen_at, FOREVER)


def _pages(site: Site) -> Iterator[str]:
    return (press_page(language, short) for short in every_short(site.essaim.db) for language in LANGUAGES)


def _files(site: Site) -> Iterator[str]:
    return (press_file(short) for short in every_short(site.essaim.db))


RESOURCES: tuple[Resource, ...] = (
    Resource("/{language}/press/{short}/", _page, _pages),
    Resource("/press/{short}.json", _file, _files),
)
