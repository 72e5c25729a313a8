"""The leaderboard's pages, one a choice."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from dashboard.comparison_addresses import choosing
from dashboard.config import LANGUAGES
from dashboard.domain.leaderboard import AGES, DEFAULT_AGE, Order
from dashboard.domain.organisations import SizeClass
from dashboard.i18n import Words
from dashboard.presenters.board import board, missing_rows
from dashboard.presenters.board_words import headline, lede
from dashboard.public_addresses import DATA, LARGEST_PAGE, LATEST, LEADERBOARD, METHODOLOGY, BoardView, in_order, organisation, parse_board
from dashboard.services.read_leaderboard import PAGE, count_pages, pages_of, read_field, read_kinds, read_leaderboard
from dashboard.services.read_organisation import holds_demo
from dashboard.services.read_proofs import read_proofs
from dashboard.services.views import LeaderboardPage
from dashboard.web.public.board_choices import choices
from dashboard.web.public.citation import page_citation
from dashboard.web.public.document import Document, moved
from dashboard.web.public.page import Head, public_page
from dashboard.web.public.resource import Resource
from dashboard.web.public.site import Site, words_of

MOST_PAGES = 10
"""Of one choice in a published copy; of the leaderboard as it first opens there are all."""
MOST_PAGES_OF_TWO = 2
"""Of one kind in one size class, likewise."""
FILES = ("/data/standings.csv",)


def _answer(site: Site, places: Mapping[str, str]) -> Document | None:
    view, language = parse_board(places["view"]), places["language"]
    if view is None:
        ordered = in_order(places["view"])
        return moved(site.link(ordered.address(language)), 301) if ordered else None
    page = _read(site, view)
    pages = _pages(page)
    if view.page > pages:
        return None
    words = words_of(language)
    shown = [*(one.standing.slug for one in page.certified), *(one.slug for one in page.listed)]
    proofs = site.once(("proofs", *shown), lambda: read_proofs(site.essaim.db, shown))

    def link(slug: str) -> str:
        return site.link(organisation(language, slug))

    def at(number: int) -> str:
        address = replace(view, page=number).address(language)
        return site.link(address) if 0 < number <= pages and site.has(address) else ""

    title = headline(words, page, None if view.order is Order.GROWTH else view.age, view.order, view.kind)
    card = f"/{language}/leaderboard/card.png"
    head = Head(
        title=title if view.page == 1 else words("{title}, page {page}", title=title, page=view.page),
        about=words(LEADERBOARD.about),
        address=view.address,
        card=card if site.has(card) else "",
        card_text=title,
        facts=_facts(site, language, title, page),
        canonical=canonical(view).address(language),
    )
    made = board(words, page, link, proofs, age=view.age, by=view.order, kind=view.kind)
    return public_page(
        site,
        language,
        "board",
        head,
        modified=page.read_at,
        fictional=holds_demo(site.essaim.db),
        title=title,
        lede=lede(words, view.age, view.order),
        board=made,
        rows_missing=missing_rows(words, page, view.age, view.order, link),
        total_missing=page.not_enough_total,
        choices=choices(site, words, view, page.kinds),
        read_at=page.read_at,
        citation=page_citation(site, words, title, page.read_at, view.address(language)),
        number=view.page,
        pages=pages,
        before=at(view.page - 1),
        after=at(view.page + 1),
        cut=view.page < pages and not site.has(replace(view, page=view.page + 1).address(language)),
        data=DATA.address(language),
        plain=BoardView(),
        methodology=METHODOLOGY.address(language),
        choosing=choosing(language),
        files=_files(site, words, view),
    )


def _files(site: Site, words: Words, view: BoardView) -> list[tuple[str, str]]:
    """(name, path): everything of this choice from the live server, of the whole leaderboard from a copy."""
    if not site.live:
        return [(words("CSV data"), path) for path in FILES if site.has(path)]
    return [(words("CSV data"), _of_api(view)), (words("CSV for Excel"), f"{_of_api(view)}&{urlencode({'excel': words.language})}")]


def _of_api(view: BoardView) -> str:
    """Everything of this choice as CSV, from the live server."""
    chosen = {"age": view.age or LATEST, "kind": view.kind, "size": view.size, "order": view.order}
    return f"/api/v1/standings.csv?{urlencode({name: value for name, value in chosen.items() if value})}"


def _read(site: Site, view: BoardView) -> LeaderboardPage:
    db, today, age, kind, size, order = site.essaim.db, site.today, view.age, view.kind, view.size, view.order

    def read() -> LeaderboardPage:
        # Pages of one choice are published one after the other: half of what a page read was the same for all of them.
        field = None
        if site.memory is not None:
            choice = ("field", replace(view, page=1))
            field = site.once(choice, lambda: read_field(db, today=today, age=age, kind=kind, size_class=size, ordered=order))
        offset = (view.page - 1) * PAGE
        return read_leaderboard(db, today=today, age=age, kind=kind, size_class=size, ordered=order, offset=offset, limit=PAGE, field=field)

    return site.once(("board", view), read)


def _pages(page: LeaderboardPage) -> int:
    return pages_of(max(page.certified_total, page.listed_total, page.not_enough_total))


def canonical(view: BoardView) -> BoardView:
    """Growth does not depend on the age: its pages at other ages are the same one."""
    return replace(view, age=DEFAULT_AGE) if view.order is Order.GROWTH else view


def _facts(site: Site, language: str, title: str, page: LeaderboardPage) -> Mapping[str, Any]:
    ranked = [one for one in page.certified if one.rank is not None]
    items = [
        {
            "@type": "ListItem",
            "position": one.rank,
            "name": one.standing.name,
            "url": site.absolute(organisation(language, one.standing.slug)),
        }
        for one in ranked
    ]
    return {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "name": title,
        "numberOfItems": page.certified_total,
        "itemListElement": items,
    }


def _views(site: Site) -> Iterator[tuple[BoardView, int]]:
    """Every choice that a published copy holds, with the most pages that it holds of it."""
    kinds = read_kinds(site.essaim.db)
    yield BoardView(), LARGEST_PAGE
    yield from ((BoardView(kind=kind), MOST_PAGES) for kind in kinds)
    yield from ((BoardView(size=size), MOST_PAGES) for size in SizeClass)
    yield from ((BoardView(kind=kind, size=size), MOST_PAGES_OF_TWO) for kind in kinds for size in SizeClass)
    yield from ((BoardView(age), MOST_PAGES) for age in (*AGES, None) if age != DEFAULT_AGE)
    yield from ((BoardView(order=order), MOST_PAGES) for order in Order if order is not Order.RECOVERY)
    yield BoardView(None, order=Order.FOLLOWERS), MOST_PAGES
    yield from ((BoardView(kind=kind, order=Order.PER_PERSON), MOST_PAGES_OF_TWO) for kind in kinds)


def _addresses(site: Site) -> Iterable[str]:
    for view, most in _views(site):
        pages = count_pages(
            site.essaim.db, today=site.today, age=view.age, kind=view.kind, size_class=view.size, ordered=view.order, limit=PAGE
        )
        for number in range(1, min(most, pages) + 1):
            yield from (replace(view, page=number).address(language) for language in LANGUAGES)


RESOURCES: tuple[Resource, ...] = (Resource("/{language}/leaderboard/{view:path}", _answer, _addresses),)
