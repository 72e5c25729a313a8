"""Leaderboard: who regains the audience left behind, at the same age and among comparable institutions."""

from dashboard.domain.leaderboard import AGES, Order
from dashboard.domain.organisations import Kind, SizeClass
from dashboard.i18n.order_words import NAMES
from dashboard.presenters.board_words import headline, lede
from dashboard.ui import board_view, controls, downloads, loaders, visit
from dashboard.ui.templates import show

seen = visit.current()
words, view = seen.words, seen.view
page = loaders.leaderboard(seen, view)

show(
    "heading",
    words,
    kicker=None,
    title=headline(words, page, view.age, view.order, view.kind),
    lede=lede(words, view.age, view.order),
)
with controls.line("filters"):
    controls.choose("kind", words("Kind"), [None, *Kind], view.kind, lambda kind: words.term(kind) if kind else words("all kinds"))
    controls.choose("size", words("Size"), [None, *SizeClass], view.size, lambda size: words.term(size) if size else words("all sizes"))
    controls.choose(
        "age", words("Measured"), [*AGES, None], view.age, lambda age: words("at day {age}", age=age) if age else words("to date")
    )
    controls.choose("order", words("Order"), [*Order], view.order, lambda order: words(NAMES[order]))

board_view.show_board(seen, page)
board_view.show_not_enough(seen, page)
board_view.show_pager(seen, page)
show(
    "source",
    words,
    lines=[
        words(
            "Followers left on X: dated counts, each with its source. New networks: read from the networks themselves, or dated by hand."
        ),
        words("Last reading: {at}.", at=page.read_at) if page.read_at else words("No account has been read from its network yet."),
    ],
)
downloads.show_leaderboard_csv(seen)
