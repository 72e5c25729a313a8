"""Comparisons that somebody shared by a link. Whoever has the link needs no account; who shared it is not said.

The token stands in the address: no copy is kept, here or anywhere, and no other site is told where a reader came from.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import quote

from dashboard.charts.comparison import comparison_chart
from dashboard.domain.annotations import Annotation
from dashboard.domain.errors import NotFound
from dashboard.domain.shared_views import SharedView
from dashboard.domain.views import ChartName, TimeAxis
from dashboard.given_addresses import shared_view
from dashboard.i18n import Words
from dashboard.presenters import comparison, notes, shared_views
from dashboard.public_addresses import HOME, ChartView, organisation
from dashboard.services.shared.read import Opened, open_view
from dashboard.web.public import shared_files
from dashboard.web.public.document import Document
from dashboard.web.public.page import Head, public_page
from dashboard.web.public.pictures import inline
from dashboard.web.public.resource import Resource
from dashboard.web.public.shown import organisation_view, shown
from dashboard.web.public.shown_chart import Shown
from dashboard.web.public.site import Site, words_of

SECRET: Mapping[str, str] = {
    "cache-control": "private, no-store",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow, noarchive",
}
NOT_FOUND, GONE = 404, 410


@dataclass(frozen=True)
class Open:
    """What an open link shows.

    :param notes: public ones on the whole movement and on the institutions compared, and the private ones that the link shows.
    """

    view: SharedView
    shown: Shown
    notes: Sequence[Annotation]


def _open(site: Site, words: Words, token: str) -> Open | int:
    """What the link shows, or the status of the page that says that it does not open."""
    found = open_view(site.essaim.db, token, today=site.today)
    if found.view is None:
        return NOT_FOUND
    there = _still_there(site, found.view)
    if not found.view.opens(site.today) or not there:
        return GONE
    one = shown(site, words, ChartView(ChartName.COMPARISON, there, axis=found.view.axis))
    return Open(found.view, _marked(site, words, one, found), sorted([*one.notes, *found.notes], key=lambda note: note.on))


def _still_there(site: Site, view: SharedView) -> tuple[str, ...]:
    """The institutions as they are called today, without those that are gone; two that were merged are one."""
    found: dict[str, None] = {}
    for slug in view.organisations:
        try:
            found[organisation_view(site, slug).organisation.slug] = None
        except NotFound:
            continue
    return tuple(found)


def _marked(site: Site, words: Words, one: Shown, found: Opened) -> Shown:
    """The chart with what happened to all and to each, and with the private notes."""
    on_all = [note for note in (*one.notes, *found.notes) if note.organisation is None]
    marks = list(notes.marks(words, on_all if one.view.axis is TimeAxis.CALENDAR else ()))
    drawn = []
    for each in one.organisations:
        private = [note for note in found.notes if note.organisation == each.organisation.slug]
        line = comparison.recovery_line(words, each, site.today, private)
        drawn += [] if line is None else [line]
    return replace(
        one,
        described=comparison.described(words, drawn, marks),
        draw=lambda theme, narrow: comparison_chart(drawn, theme, words, axis=one.view.axis, narrow=narrow, marks=marks),
    )


def _page(site: Site, places: Mapping[str, str]) -> Document:
    language, token = places["language"], places["token"]
    words = words_of(language)
    opened = _open(site, words, token)
    address = partial(shared_view, token=quote(token, safe=""))
    if isinstance(opened, int):
        return _closed(site, words, opened, address)
    view, one = opened.view, opened.shown

    def link(slug: str) -> str:
        return site.link(organisation(language, slug))

    lines = {each.organisation.slug: comparison.recovery_line(words, each, site.today) for each in one.organisations}
    age = comparison.common_age([line for line in lines.values() if line is not None])
    names = {each.organisation.slug: each.organisation.name for each in one.organisations}
    page = public_page(
        site,
        language,
        "shared",
        Head(title=view.name, about=one.sentence, address=address, indexed=False),
        fictional=one.fictional,
        view=view,
        sentence=one.sentence,
        state=words.beginning(shared_views.state(words, view, site.today)),
        by=shared_views.shared_by(words, view),
        pictures=inline(site, words, one),
        sources=one.sources,
        age=age,
        compared=[comparison.compared_row(words, each, lines[each.organisation.slug], age, link) for each in one.organisations],
        notes=list(shared_views.note_events(words, opened.notes, names)),
        private=any(not note.public for note in opened.notes),
        csv=shared_view(language, token, "data.csv"),
        json=shared_view(language, token, "data.json"),
    )
    return _secret(page)


def _closed(site: Site, words: Words, status: int, address: Callable[[str], str]) -> Document:
    """The same words for a link that expired, was revoked, or never was one."""
    title = words("This link does not open")
    about = words("It has expired, it was revoked, or there never was such a link. Ask whoever gave it to you for a new one.")
    head = Head(title=title, about=about, address=address, indexed=False)
    return _secret(public_page(site, words.language, "shared_closed", head, title=title, about=about, first=HOME), status)


def _data(site: Site, places: Mapping[str, str], write: Callable[[Words, SharedView, Shown, Sequence[Annotation]], Document]) -> Document:
    words = words_of(places["language"])
    opened = _open(site, words, places["token"])
    if isinstance(opened, int):
        return _closed(site, words, opened, partial(shared_view, token=quote(places["token"], safe="")))
    return _secret(write(words, opened.view, opened.shown, opened.notes))


def _secret(document: Document, status: int = 200) -> Document:
    return replace(document, headers={**document.headers, **SECRET}, kept=False, status=status)


RESOURCES: tuple[Resource, ...] = (
    Resource("/{language}/views/{token}/", _page),
    Resource("/{language}/views/{token}/data.csv", partial(_data, write=shared_files.as_csv)),
    Resource("/{language}/views/{token}/data.json", partial(_data, write=shared_files.as_json)),
)
"""None of them is ever part of a published copy, a site map or a feed."""
