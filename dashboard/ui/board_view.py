"""The leaderboard on the page: the table, what cannot be compared, and the way to the next rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from dashboard.addresses import LEADERBOARD
from dashboard.presenters.board import BoardRow, Scale, board_row, missing_row
from dashboard.services.views import LeaderboardPage
from dashboard.ui import loaders
from dashboard.ui.messages import show_notice
from dashboard.ui.state import address, organisation_address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


@dataclass(frozen=True)
class Group:
    """A part of the table under its own heading."""

    title: str
    about: str
    rows: Sequence[BoardRow]


def show_board(visit: Visit, page: LeaderboardPage) -> None:
    """The table: certified ones with their rank, listed ones without."""
    words, link = visit.words, partial(organisation_address, view=visit.view)
    scale = Scale.over([*(one.standing for one in page.certified), *page.listed])
    proofs = loaders.proofs(visit, [*(one.standing.slug for one in page.certified), *(one.slug for one in page.listed)])
    certified = [board_row(words, one.rank, one.standing, scale, link, proofs[one.standing.slug]) for one in page.certified]
    listed = [board_row(words, None, one, scale, link, proofs[one.slug]) for one in page.listed]
    groups = (
        Group(words("Certified"), words("The institution has proved that the accounts are its own (level L2 or above)."), _kept(certified)),
        Group(
            words("Listed, without a rank"),
            words("Public figures, read in the same way; the institution has not come forward yet."),
            _kept(listed),
        ),
    )
    if not any(group.rows for group in groups):
        show_notice(
            words, words("Nothing to compare here."), words("Choose another age, kind or size; below is what is missing for the others.")
        )
        return
    step = f"{100 * scale.step / scale.top:.3f}"
    show("board", words, groups=groups, ticks=scale.ticks(words), step=step)


def _kept(rows: Sequence[BoardRow | None]) -> list[BoardRow]:
    return [row for row in rows if row is not None]


def show_not_enough(visit: Visit, page: LeaderboardPage) -> None:
    """Those that cannot be compared, folded, each with what is missing."""
    if page.not_enough_total:
        rows = [missing_row(visit.words, one, visit.view.age, partial(organisation_address, view=visit.view)) for one in page.not_enough]
        show("not_enough", visit.words, rows=rows, total=page.not_enough_total)


def show_pager(visit: Visit, page: LeaderboardPage) -> None:
    """Links to the rows before and after, if there are any."""
    longest = max(page.certified_total, page.listed_total, page.not_enough_total)
    pages, here = -(-longest // loaders.PAGE_LENGTH), visit.view.page
    if pages > 1:
        before = address(LEADERBOARD, replace(visit.view, page=here - 1)) if here > 1 else None
        after = address(LEADERBOARD, replace(visit.view, page=here + 1)) if here < pages else None
        show("pager", visit.words, before=before, after=after, page=here, pages=pages)
