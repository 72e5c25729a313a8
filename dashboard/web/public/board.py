"""The leaderboard's pages, one a choice."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from dashboard.comparison_addresses import choosing
from dashboard.config import LANGUAGES
from dashboard.domain.leaderboard import AGES, DEFAULT_AGE, Order, Standing
from dashboard.domain.organisations import SizeClass
from dashboard.i18n import Words
from dashboard.presenters.board import Entrant, board, entrant, missing_rows
from dashboard.presenters.board_words import headline, lede
from dashboard.public_addresses import DATA, LARGEST_PAGE, LATEST, LEADERBOARD, METHODOLOGY, BoardView, in_order, organisation, parse_board
from dashboard.services.read_field import Field, narrowed, read_field
from dashboard.services.read_leaderboard import PAGE, count_each, count_pages, fewest_pages, pages_of, read_kinds, read_leaderboard
from dashboard.services.read_proofs import read_proofs
from dashboard.services.views import LeaderboardPage
from dashboard.web.public import everybody
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
    # Where many pages are written, most institutions stand on several of them.
    shown = None if site.memory is not None else [*(one.standing.slug for one in page.certified), *(one.slug for one in page.listed)]
    proofs = site.once(("proofs",), lambda: read_proofs(site.essaim.db, shown))

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

    def entrants(one: Standing) -> Entrant:
        return site.once(("entrant", language, one.slug), lambda: entrant(words, one, link, proofs[one.slug]))

    def cells(one: Entrant, *made_by: Callable[[Entrant], Markup]) -> Sequence[Markup]:
        return site.once(("cells", language, one.href), lambda: [each(one) for each in made_by])

    made = board(words, page, entrants, proofs, age=view.age, by=view.order, kind=view.kind)
    return public_page(
        site,
        language,
        "board",
        head,
        modified=page.read_at,
        fictional=everybody.fictional(site),
        title=title,
        lede=lede(words, view.age, view.order),
        board=made,
        cells=cells,
        rows_missing=missing_rows(words, page, view.age, view.order, link),
        total_missing=page.not_enough_total,
        choices=site.once(("choices", language, replace(view, page=1)), lambda: choices(site, words, view, page.kinds)),
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
        field = None if site.memory is None else _field(site, replace(view, page=1))
        offset = (view.page - 1) * PAGE
        return read_leaderboard(db, today=today, age=age, kind=kind, size_class=size, ordered=order, offset=offset, limit=PAGE, field=field)

    return site.once(("board", view), read)


def _field(site: Site, view: BoardView) -> Field:
    """What all pages of a choice have in common, for a published copy; ``view`` is its first page."""
    most, all_ = site.once(("board",), lambda: dict(_views(site))), replace(view, kind=None, size=None)

    def read() -> Field:
        if view != all_ and most.get(all_) == LARGEST_PAGE:
            return narrowed(_field(site, all_), view.kind, view.size)
        rows = most.get(view, 1) * PAGE
        return read_field(
            site.essaim.db, today=site.today, age=view.age, kind=view.kind, size_class=view.size, ordered=view.order, rows=rows
        )

    return site.once(("field", view), read)


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
    counted = count_each(site.essaim.db)
    for view, most in _views(site):
        n = sum(n for (kind, size), n in counted.items() if view.kind in (None, kind) and view.size in (None, size))
        # To count the rows of each choice takes ten milliseconds: of most there are more than enough, whatever is compared.
        pages = most if fewest_pages(n) >= most else min(most, _count_pages(site, view))
        for number in range(1, pages + 1):
            yield from (replace(view, page=number).address(language) for language in LANGUAGES)


def _count_pages(site: Site, view: BoardView) -> int:
    return count_pages(site.essaim.db, today=site.today, age=view.age, kind=view.kind, size_class=view.size, ordered=view.order)


RESOURCES: tuple[Resource, ...] = (Resource("/{language}/leaderboard/{view:path}", _answer, _addresses, pages_of="leaderboard"),)
