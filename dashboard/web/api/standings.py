"""The rows of the leaderboard: its three parts one after the other, as dashboard.services.read_leaderboard orders them."""

from collections.abc import Sequence

from dashboard.bootstrap import Essaim
from dashboard.domain.leaderboard import Ranked
from dashboard.services.read_leaderboard import read_leaderboard
from dashboard.services.read_public import hidden_among
from dashboard.services.views import LeaderboardPage
from dashboard.web.api import made
from dashboard.web.api.asked import StandingsAsked
from dashboard.web.api.items import StandingItem
from db.leaderboard import Group

Place = tuple[int, int]
"""Which part, and how many of its rows have been read."""
PARTS = tuple(Group)


def standings(essaim: Essaim, asked: StandingsAsked, after: Place | None, limit: int) -> list[tuple[Place, StandingItem]]:
    """Rows after a place. What is left of one part comes from one state of the register, and so does all of it if it is asked for whole."""
    part, read = after or (0, 0)
    found: list[tuple[Place, Group, Ranked]] = []
    while part < len(PARTS) and len(found) < limit:
        page = _page(essaim, asked, read, limit - len(found))
        # From its beginning each part is in the same answer as the one before.
        for index in range(part, len(PARTS) if read == 0 else part + 1):
            rows = _of(page, PARTS[index]) if asked.part in (None, PARTS[index]) else []
            found += [((index, read + n), PARTS[index], row) for n, row in enumerate(rows, start=1)]
        part, read = (len(PARTS) if read == 0 else part + 1), 0
    found = found[:limit]
    hidden = hidden_among(essaim.db, [row.standing.slug for _, _, row in found])
    return [(place, made.standing(group, row, withheld=row.standing.slug in hidden)) for place, group, row in found]


def _page(essaim: Essaim, asked: StandingsAsked, offset: int, limit: int) -> LeaderboardPage:
    return read_leaderboard(
        essaim.db,
        today=essaim.today(),
        age=asked.age.days,
        kind=asked.kind,
        size_class=asked.size,
        ordered=asked.order,
        offset=offset,
        limit=limit,
    )


def _of(page: LeaderboardPage, part: Group) -> Sequence[Ranked]:
    unranked = page.listed if part is Group.LISTED else page.not_enough
    return page.certified if part is Group.CERTIFIED else [Ranked(None, one) for one in unranked]
