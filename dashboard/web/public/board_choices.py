"""What can be chosen on the leaderboard's pages, as lists of links."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.domain.leaderboard import AGES, Order
from dashboard.domain.organisations import Kind, SizeClass
from dashboard.i18n import Words
from dashboard.i18n.order_words import NAMES
from dashboard.public_addresses import BoardView
from dashboard.web.public.site import Site


@dataclass(frozen=True)
class Choice:
    """One link; ``chosen``: whether it leads to what is shown now."""

    text: str
    address: str
    chosen: bool


@dataclass(frozen=True)
class Choices:
    """One line of them."""

    title: str
    links: Sequence[Choice]


def choices(site: Site, words: Words, view: BoardView, kinds: Sequence[Kind]) -> Sequence[Choices]:
    """Every line in which there is anything else to choose, from the first page on.

    :param kinds: of which there is an institution.
    """
    first = replace(view, page=1)
    ages = () if view.order is Order.GROWTH else (*AGES, None)
    lines: Sequence[tuple[str, Sequence[tuple[str, BoardView]]]] = (
        (
            words("Kind"),
            [(words.term(kind) if kind else words("all kinds"), replace(first, kind=kind)) for kind in (None, *kinds)],
        ),
        (
            words("Size"),
            [(words.term(size) if size else words("all sizes"), replace(first, size=size)) for size in (None, *SizeClass)],
        ),
        (
            words("Measured"),
            [(words("at day {age}", age=age) if age else words("to date"), replace(first, age=age)) for age in ages],
        ),
        (words("Order"), [(words(NAMES[order]), replace(first, order=order)) for order in Order]),
    )
    made = [Choices(title, list(_links(site, words, first, options))) for title, options in lines]
    return [line for line in made if len(line.links) > 1]


def _links(site: Site, words: Words, here: BoardView, options: Sequence[tuple[str, BoardView]]) -> Iterator[Choice]:
    for text, view in options:
        address = view.address(words.language)
        if view == here or site.has(address):
            yield Choice(text, site.link(address), view == here)
