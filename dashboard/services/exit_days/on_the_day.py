"""The day itself: who of those that were bound has left, what they left behind, and how the new accounts of all of them grow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.domain.exit_days.afterwards import GONE, Kept
from dashboard.services.exit_days.afterwards import Held, read_afterwards
from dashboard.services.exit_days.plan import read_plan
from dashboard.services.read_public import withheld_baselines
from db import exit_days, growth, organisations, standings
from db.engine import Database

UP_TO = timedelta(days=3)
"""So long before the day a count may be to be that of its morning."""


@dataclass(frozen=True)
class OnTheDay:
    """What the big screen shows.

    :param bound: how many were bound and did not withdraw; ``left``: those of them that have left, the last departure first.
    :param audience: followers they left behind, as far as these may be told; ``unknown``: of how many that is not known.
    :param grown: followers that the new accounts of all of them have gained since the morning; None where none was counted on both
        sides. ``counted``: of how many accounts.
    """

    bound: int
    left: Sequence[Held]
    audience: int | None
    unknown: int
    grown: int | None
    counted: int


def read_on_the_day(db: Database, slug: str, *, now: datetime) -> OnTheDay:
    """How the day goes.

    :raises NotFound: no such day.
    """
    held = [one for one in read_afterwards(db, slug, now=now) if one.found.kept is not Kept.WITHDRAWN]
    left = sorted((one for one in held if one.found.kept in GONE), key=lambda one: one.found.left_on or now.date(), reverse=True)
    with db.reading() as session:
        on = read_plan(session, exit_days.exit_day(session, slug)).on
        keys = {row.slug: row.id or 0 for row in organisations.of_slugs(session, [one.organisation.slug for one in held])}
        gone = [keys[one.organisation.slug] for one in left]
        hidden = withheld_baselines(session, gone) if gone else set()
        known = [value for key, (_, value) in standings.standings(session, gone).items() if value is not None and key not in hidden]
        morning = growth.new_accounts_between(session, list(keys.values()), on - UP_TO, on - timedelta(days=1))
        newest = growth.new_accounts_between(session, list(keys.values()), on, min(now.date(), on + timedelta(days=1)))
    both = morning.keys() & newest.keys()
    return OnTheDay(
        bound=len(held),
        left=left,
        audience=sum(known) if known else None,
        unknown=len(gone) - len(known),
        grown=sum(newest[key] - morning[key] for key in both) if both else None,
        counted=len(both),
    )
