"""The list of institutions from A to Z, by letter and by kind: for whoever looks for one."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dashboard.addresses import COMPARE
from dashboard.comparison_addresses import choosing
from dashboard.config import LANGUAGES
from dashboard.directory_addresses import CHOSEN, INSTITUTIONS, NAMES, DirectoryView, finding, parse_directory
from dashboard.domain.names import INITIALS, OTHER
from dashboard.domain.organisations import Kind
from dashboard.domain.shared_views import MOST_COMPARED
from dashboard.i18n import Words
from dashboard.presenters import directory
from dashboard.public_addresses import organisation, site_card
from dashboard.services.read_directory import Counts, count_names, list_names, read_directory
from dashboard.services.read_organisation import holds_demo
from dashboard.web.public.document import JSON, Document, moved, text
from dashboard.web.public.facts import item_list
from dashboard.web.public.page import Head, public_page
from dashboard.web.public.resource import Resource, in_both
from dashboard.web.public.site import Site, words_of

PER_PAGE = 100


@dataclass(frozen=True)
class Way:
    """One part of the list, with how many stand there; ``address`` is empty where there is nobody."""

    name: str
    n: int
    address: str
    chosen: bool


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
    db, language, counts = site.essaim.db, words.language, _counts(site)
    total, pages = _total(counts, view), _pages(counts, view)
    if view.page > pages or (not total and view != DirectoryView()):
        return None
    offset = (view.page - 1) * PER_PAGE
    shown = read_directory(db, today=site.today, initial=view.initial, kind=view.kind, offset=offset, limit=PER_PAGE)
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
        fictional=holds_demo(db),
        title=title,
        part=part,
        rows=directory.rows(words, shown, lambda slug: site.link(organisation(language, slug)), site.today),
        letters=_letters(site, words, view, counts),
        kinds=_kinds(site, words, view, counts),
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


def _title(words: Words, view: DirectoryView, total: int) -> str:
    if view.kind:
        return words.plural("{kind}: {n} institution", "{kind}: {n} institutions", total, kind=words.beginning(words.term(view.kind)))
    if view.initial:
        letter = _letter(words, view.initial)
        return words.plural("{letter}: {n} institution", "{letter}: {n} institutions", total, letter=letter)
    return words.plural("{n} institution from A to Z", "{n} institutions from A to Z", total)


def _letter(words: Words, initial: str) -> str:
    return words("Other signs") if initial == OTHER else initial.upper()


def _letters(site: Site, words: Words, view: DirectoryView, counts: Counts) -> list[Way]:
    found = [(one, _total(counts, DirectoryView(one))) for one in INITIALS]
    return [_way(site, words, view, DirectoryView(one), _letter(words, one), n) for one, n in found if n or one != OTHER]


def _kinds(site: Site, words: Words, view: DirectoryView, counts: Counts) -> list[Way]:
    found = (DirectoryView(kind=one) for one in Kind)
    return [_way(site, words, view, one, words.term(one.kind), n) for one in found if one.kind and (n := _total(counts, one))]


def _way(site: Site, words: Words, here: DirectoryView, to: DirectoryView, name: str, n: int) -> Way:
    return Way(name, n, site.link(to.address(words.language)) if n else "", to == replace(here, page=1))


def _beside(site: Site, view: DirectoryView, language: str, step: int, pages: int) -> str:
    number = view.page + step
    return site.link(replace(view, page=number).address(language)) if 0 < number <= pages else ""


def _counts(site: Site) -> Counts:
    return site.once(("names",), lambda: count_names(site.essaim.db))


def _total(counts: Counts, view: DirectoryView) -> int:
    return sum(n for (initial, kind), n in counts.items() if view.initial in ("", initial) and view.kind in (None, kind))


def _pages(counts: Counts, view: DirectoryView) -> int:
    return max(1, -(-_total(counts, view) // PER_PAGE))


def _names(site: Site, places: Mapping[str, str]) -> Document:
    words = words_of(places["language"])
    kinds = {kind: words.term(kind) for kind in Kind}
    found = [(slug, name, kinds[kind]) for slug, name, kind in list_names(site.essaim.db)]
    return text(json.dumps(found, ensure_ascii=False, separators=(",", ":")), JSON)


def _addresses(site: Site) -> Iterator[str]:
    counts = _counts(site)
    views = [DirectoryView(), *(DirectoryView(one) for one in INITIALS), *(DirectoryView(kind=kind) for kind in Kind)]
    for view in views:
        if _total(counts, view):
            for number in range(1, _pages(counts, view) + 1):
                if view != DirectoryView() or number > 1:
                    yield from (replace(view, page=number).address(language) for language in LANGUAGES)


PATH = f"/{{language}}/{INSTITUTIONS.path}/"
RESOURCES: tuple[Resource, ...] = (
    Resource(PATH, _first, in_both(INSTITUTIONS.address)),
    Resource(PATH + NAMES, _names, in_both(lambda language: f"{INSTITUTIONS.address(language)}{NAMES}")),
    Resource(PATH + CHOSEN + "{path:path}", _chosen, _addresses),
)
