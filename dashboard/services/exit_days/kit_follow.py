"""Mastodon accounts to follow, proven and current: of those who leave on a day and are named, of a sector of the register."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from dashboard.domain.exit_days.days import State, lapsed
from dashboard.domain.exit_days.pledges import Wall
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.services.exit_days.read import ExitDay, read_exit_day, read_standing
from db import follows
from db.engine import Database


def accounts_of_day(db: Database, slug: str, *, now: datetime) -> Sequence[str]:
    """Handles of those whose names everybody may see on that day.

    :raises NotFound: there is no such day, or it is a draft.
    """
    day = read_exit_day(db, slug)
    return accounts_on_wall(db, day, read_standing(db, slug, now=now).wall, today=now.date())


def accounts_on_wall(db: Database, day: ExitDay, wall: Wall, *, today: date) -> Sequence[str]:
    """The same of a day that was read already; none of one that does not take place."""
    if day.state is State.CANCELLED or lapsed(day.state, day.plan.on, today):
        return []
    with db.reading() as session:
        return follows.of_some(session, Network.MASTODON, wall.names)


def accounts_by_kind(db: Database) -> Mapping[Kind, Sequence[str]]:
    """Handles of every institution of the register, by kind; those of the demo only where there are no others."""
    with db.reading() as session:
        found = follows.of_kinds(session, Network.MASTODON)
    made_up = all(fictional for _, fictional, _ in found)
    handles = defaultdict(list)
    for kind, fictional, handle in found:
        if fictional is made_up:
            handles[Kind(kind)].append(handle)
    return handles
