"""The list of institutions from A to Z, by letter and by kind: for whoever looks for one."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.addresses import COMPARE
from dashboard.comparison_addresses import choosing
from dashboard.config import LANGUAGES
from dashboard.directory_addresses import CHOSEN, INSTITUTIONS, NAMES, DirectoryView, finding, parse_directory
from dashboard.domain.leaderboard import Standing
from dashboard.domain.names import INITIALS, OTHER
from dashboard.domain.organisations import Kind
from dashboard.domain.shared_views import MOST_COMPARED
from dashboard.i18n import Words
from dashboard.presenters import directory
from dashboard.public_addresses import organisation, site_card
from dashboard.services.read_directory import count_names, list_names, read_directory, read_everybody
from dashboard.web.public import everybody
from dashboard.web.public.document import JSON, Document, moved, text
from dashboard.web.public.facts import item_list
from dashboard.web.public.page import Head, public_page
from dashboard.web.public.resource import Resource, in_both
from dashboard.web.public.site import Site, words_of

PER_PAGE = 100
Totals = Counter[DirectoryView]


@dataclass(frozen=True)
class Way:
    """The way to one part of the list, with how many stand there; ``address`` is empty where there is nobody."""

    part: DirectoryView
    name: str
    n: int
    address: str


def _first(site: Site, places: Mapping[str, str]) -> Document | None:
    return _page(site, words_of(places["language"]), DirectoryView())


def _chosen(site: Site, places: Mapping[str, str]) -> Document | None:
    path, words = places["path"], words_of(places["language"])
    view = parse_directory(path)
    if view is None:
        whole = parse_directory(f"{path}/")
        return moved(site.link(whole.address(words.language))) if whole else None
    return _page(site, words, view)


def _page(site: Site, words: Words, view: DirectoryView) -> Document | None:
    language, totals = words.language, _totals(site)
    total = totals[replace(view, page=1)]
    pages = _pages(total)
    if view.page > pages or (not total and view != DirectoryView()):
        return None
    shown = _read(site, view)
    part = words("page {n} of {total}", n=view.page, total=pages) if pages > 1 else ""
    title = _title(words, view, total)
    head = Head(
        f"{title}, {part}" if part else title,
        words(INSTITUTIONS.about),
        view.address,
        card=site_card(language),
        card_text=title,
        facts=item_list(site, words, title, [(one.name, organisation(language, one.slug)) for one in shown]),
    )
    names = f"{INSTITUTIONS.address(language)}{NAMES}"
    return public_page(
        site,
        language,
        "directory",
        head,
        fictional=everybody.fictional(site),
        title=title,
        part=part,
        rows=[_row(site, words, one) for one in shown],
        letters=site.once(("letters", language), lambda: _letters(site, words, totals)),
        kinds=site.once(("kinds", language), lambda: _kinds(site, words, totals)),
        here=replace(view, page=1),
        before=_beside(site, view, language, -1, pages),
        after=_beside(site, view, language, 1, pages),
        whole=INSTITUTIONS.address(language) if view != DirectoryView() else "",
        names=names if site.has(names) else "",
        finding=finding(language) if site.has(finding(language)) else "",
        choosing=choosing(language) if site.has(choosing(language)) else "",
        most=MOST_COMPARED,
        # Without a server to answer a form, the interface compares, if there is one.
        comparing=f"{site.dashboard}{COMPARE.address}" if not site.live and site.has_dashboard else "",
    )


def _read(site: Site, view: DirectoryView) -> Sequence[Standing]:
    start, part = (view.page - 1) * PER_PAGE, replace(view, page=1)
    if site.memory is not None:
        return site.once(("directory", part), lambda: _chosen_of_everybody(site, part))[start : start + PER_PAGE]
    return read_directory(site.essaim.db, today=site.today, initial=view.initial, kind=view.kind, offset=start, limit=PER_PAGE)


def _chosen_of_everybody(site: Site, part: DirectoryView) -> Sequence[Standing]:
    """A whole part of the list: a published copy holds them all, and each institution stands in three."""
    everyone = site.once(("directory",), lambda: read_everybody(site.essaim.db, today=site.today))
    return [one for initial, one in everyone if part.initial in ("", initial) and part.kind in (None, one.kind)]


def _row(site: Site, words: Words, one: Standing) -> directory.DirectoryRow:
    def link(slug: str) -> str:
        return site.link(organisation(words.language, slug))

    return site.once(("directory row", words.language, one.slug), lambda: directory.row(words, one, link, site.today))


def _title(words: Words, view: DirectoryView, total: int) -> str:
    if view.kind:
        return words.plural("{kind}: {n} institution", "{kind}: {n} institutions", total, kind=words.beginning(words.term(view.kind)))
    if view.initial:
        letter = _letter(words, view.initial)
        return words.plural("{letter}: {n} institution", "{letter}: {n} institutions", total, letter=letter)
    return words.plural("{n} institution from A to Z", "{n} institutions from A to Z", total)


def _letter(words: Words, initial: str) -> str:
    return words("Other signs") if initial == OTHER else initial.upper()


def _letters(site: Site, words: Words, totals: Totals) -> list[Way]:
    ways = [_way(site, words, DirectoryView(one), _letter(words, one), totals) for one in INITIALS]
    return [way for way in ways if way.n or way.part.initial != OTHER]


def _kinds(site: Site, words: Words, totals: Totals) -> list[Way]:
    ways = [_way(site, words, DirectoryView(kind=kind), words.term(kind), totals) for kind in Kind]
    return [way for way in ways if way.n]


def _way(site: Site, words: Words, part: DirectoryView, name: str, totals: Totals) -> Way:
    return Way(part, name, totals[part], site.link(part.address(words.language)) if totals[part] else "")


def _beside(site: Site, view: DirectoryView, language: str, step: int, pages: int) -> str:
    number = view.page + step
    return site.link(replace(view, page=number).address(language)) if 0 < number <= pages else ""


def _totals(site: Site) -> Totals:
    """How many institutions stand in each part of the list, by its first page."""

    def read() -> Totals:
        totals = Counter[DirectoryView]()
        for (initial, kind), n in count_names(site.essaim.db).items():
            for part in (DirectoryView(), DirectoryView(initial), DirectoryView(kind=kind)):
                totals[part] += n
        return totals

    return site.once(("names",), read)


def _pages(total: int) -> int:
    return max(1, -(-total // PER_PAGE))


def _names(site: Site, places: Mapping[str, str]) -> Document:
    words = words_of(places["language"])
    kinds = {kind: words.term(kind) for kind in Kind}
    found = [(slug, name, kinds[kind]) for slug, name, kind in list_names(site.essaim.db)]
    return text(json.dumps(found, ensure_ascii=False, separators=(",", ":")), JSON)


def _addresses(site: Site) -> Iterator[str]:
    totals = _totals(site)
    views = [DirectoryView(), *(DirectoryView(one) for one in INITIALS), *(DirectoryView(kind=kind) for kind in Kind)]
    for view in views:
        if totals[view]:
            for number in range(1, _pages(totals[view]) + 1):
                if view != DirectoryView() or number > 1:
                    yield from (replace(view, page=number).address(language) for language in LANGUAGES)


PATH = f"/{{language}}/{INSTITUTIONS.path}/"
RESOURCES: tuple[Resource, ...] = (
    Resource(PATH, _first, in_both(INSTITUTIONS.address), pages_of="institutions"),
    Resource(PATH + NAMES, _names, in_both(lambda language: f"{INSTITUTIONS.address(language)}{NAMES}")),
    Resource(PATH + CHOSEN + "{path:path}", _chosen, _addresses, pages_of="institutions"),
)
