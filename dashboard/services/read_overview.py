"""Read the movement as a whole, from the standing rows."""

from datetime import date

from dashboard.analysis.event_time import quartiles
from dashboard.domain.departures import Status
from dashboard.domain.leaderboard import AGES, FEWEST
from dashboard.services.views import AgePoint, Overview
from db import accounts, leaderboard, movement
from db.engine import Database

NEXT = 5


def read_overview(db: Database, *, today: date) -> Overview:
    """Who left, what comes next, how they are doing."""
    with db.reading() as session:
        by_day = movement.departures_by_day(session)
        steps, total = [], 0
        for day, n in by_day:
            total += n
            steps.append((day, total))
        status = movement.by_status(session)
        known, audience, both, low, high = movement.sums(session, today)
        left = sum(n for day, n in by_day if day <= today)
        planned = sum(n for day, n in by_day if day > today)
        spread = []
        for age in AGES:
            values = movement.recovery_at(session, age)
            if len(values) >= FEWEST:
                spread.append(AgePoint(age, len(values), *quartiles(values)))
        return Overview(
            organisations=sum(status.values()),
            left=left,
            planned=planned,
            announced=movement.announced(session),
            returned=status.get(Status.RETURNED.value, 0),
            audience_left=audience,
            audience_known=known,
            regained=(low, high, both),
            departures=steps,
            next_departures=leaderboard.next_departures(session, today, NEXT),
            by_kind=movement.by_kind(session, today),
            recovery=spread,
            read_at=accounts.newest_reading(session),
        )
