"""What leaving together was worth: those who kept their pledge beside those who left alone around the same day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from dashboard.domain.exit_days.afterwards import Kept
from dashboard.domain.exit_days.pledges import FEWEST_SHOWN
from dashboard.services.exit_days.afterwards import read_afterwards
from dashboard.services.exit_days.plan import read_plan
from db import exit_days, movement, organisations
from db.engine import Database

AGES = (30, 90)
"""Days after a departure at which the two are compared."""
AROUND = timedelta(days=31)
"""Who left alone counts if it left so long before the day or after it, at most."""


@dataclass(frozen=True)
class Side:
    """One group at one age: the median of what each regained at least, and of how many."""

    median: float
    n: int


@dataclass(frozen=True)
class Compared:
    """Both groups at one age. They chose themselves: a difference between them is not the effect of leaving together."""

    age: int
    together: Side
    alone: Side


def read_together(db: Database, slug: str, *, now: datetime) -> list[Compared]:
    """Both groups at each age at which three or more of both were read; empty before there is anything to compare.

    :raises NotFound: no such day.
    """
    kept = {one.organisation.slug for one in read_afterwards(db, slug, now=now) if one.found.kept in (Kept.KEPT, Kept.LATE)}
    if len(kept) < FEWEST_SHOWN:
        return []
    with db.reading() as session:
        row = exit_days.exit_day(session, slug)
        plan, fictional = read_plan(session, row), exit_days.campaign_of(session, row).fictional
        bound = {one.id or 0 for one in organisations.of_slugs(session, sorted(kept))}
        found = []
        for age in AGES:
            around = movement.recovery_around(session, age, plan.on - AROUND, plan.on + AROUND, fictional=fictional)
            together = [low for key, low in around.items() if key in bound]
            alone = [low for key, low in around.items() if key not in bound]
            if min(len(together), len(alone)) >= FEWEST_SHOWN:
                found.append(Compared(age, Side(median(together), len(together)), Side(median(alone), len(alone))))
        return found
