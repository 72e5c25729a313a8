"""Those who left together on a day beside those who left alone around it."""

from collections.abc import Sequence
from datetime import datetime

from dashboard.domain.exit_days.afterwards import in_time
from dashboard.domain.exit_days.pledges import FEWEST_SHOWN
from dashboard.domain.exit_days.together import AROUND, Compared, Reading, compare
from dashboard.domain.leaderboard import AGES
from dashboard.services.exit_days.afterwards import read_afterwards
from dashboard.services.exit_days.plan import read_plan
from db import exit_days, movement, organisations, pledges
from db.engine import Database


def read_together(db: Database, slug: str, *, now: datetime) -> Sequence[Compared]:
    """Both groups at each age; empty before there is anything to compare. Flagged counts are in neither.

    Together are those who left by the day or the day after it, those who came back since among them. Alone are the others who left
    around it and were bound to no exit day around it: whoever was, and left late, is in neither group.

    :raises NotFound: no such day.
    """
    held = read_afterwards(db, slug, now=now)
    with db.reading() as session:
        row = exit_days.exit_day(session, slug)
        plan = read_plan(session, row)
        kept = [one.organisation.slug for one in held if in_time(one.found.left_on, plan.on)]
        if len(kept) < FEWEST_SHOWN:
            return []
        together = {one.id or 0 for one in organisations.of_slugs(session, kept)}
        first, last = plan.on - AROUND, plan.on + AROUND
        elsewhere = pledges.bound_between(session, first, last) - together
        fictional = exit_days.campaign_of(session, row).fictional
        around = movement.regained_around(session, first, last, until=now.date(), fictional=fictional)
        return compare([Reading(*one) for one in around if one[0] not in elsewhere], together, AGES)
