"""The leaderboard on the page: the table, what cannot be compared, and the way to the next rows."""

from dataclasses import replace
from functools import partial

from dashboard.addresses import LEADERBOARD
from dashboard.domain.leaderboard import Standing
from dashboard.presenters.board import Entrant, board, entrant, missing_rows
from dashboard.services.views import LeaderboardPage
from dashboard.ui import loaders
from dashboard.ui.messages import show_notice
from dashboard.ui.state import address, organisation_address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_board(visit: Visit, page: LeaderboardPage) -> None:
    """The table: certified ones with their rank, listed ones without."""
    words, view = visit.words, visit.view
    proofs = loaders.proofs(visit, [*(one.standing.slug for one in page.certified), *(one.slug for one in page.listed)])
    link = partial(organisation_address, view=view)

    def entrants(one: Standing) -> Entrant:
        return entrant(words, one, link, proofs[one.slug])

    made = board(words, page, entrants, proofs, age=view.age, by=view.order, kind=view.kind)
    if not made.groups:
        text = words("Choose differently above.")
        missing = words("Below is what is missing.") if page.not_enough_total else ""
        show_notice(words, words("Nothing to compare here."), f"{text} {missing}".rstrip())
        return
    if made.warning:
        show_notice(words, *made.warning, tone="warn")
    show("board", words, board=made)


def show_not_enough(visit: Visit, page: LeaderboardPage) -> None:
    """Those that cannot be compared, folded, each with what is missing."""
    if page.not_enough_total:
        rows = missing_rows(visit.words, page, visit.view.age, visit.view.order, partial(organisation_address, view=visit.view))
        show("not_enough", visit.words, rows=rows, total=page.not_enough_total)


def show_pager(visit: Visit, page: LeaderboardPage) -> None:
    """Links to the rows before and after, if there are any."""
    longest = max(page.certified_total, page.listed_total, page.not_enough_total)
    pages, here = -(-longest // loaders.PAGE_LENGTH), visit.view.page
    if pages > 1:
        before = address(LEADERBOARD, replace(visit.view, page=here - 1)) if here > 1 else None
        after = address(LEADERBOARD, replace(visit.view, page=here + 1)) if here < pages else None
        show("pager", visit.words, before=before, after=after, page=here, pages=pages)
