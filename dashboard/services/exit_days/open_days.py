"""The exit days that one institution may join, and the names of those that somebody waits for."""

from collections.abc import Collection, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from dashboard.domain.exit_days.days import ALIVE
from dashboard.domain.organisations import Organisation
from dashboard.services.exit_days.outcome import left_already
from dashboard.services.exit_days.read import ExitDay, as_exit_day
from db import exit_days, organisations
from db.engine import Database


def days_open_to(db: Database, slug: str, *, now: datetime) -> list[ExitDay]:
    """Those that take pledges and are open to it, the next first; none that it has left already.

    :raises NotFound: no such institution.
    """
    with db.reading() as session:
        row = organisations.by_slug(session, slug)
        key, known = row.id or 0, organisations.as_organisation(row)
        found = [as_exit_day(session, day) for day in exit_days.exit_days(session, states=ALIVE)]
        return [
            day
            for day in found
            if now.astimezone(ZoneInfo(day.plan.zone)).date() <= day.plan.deadline
            and day.campaign.fictional == known.fictional
            and day.plan.sector.holds(key, known)
            and key not in left_already(session, [key], day.plan.network, now.date())
        ]


def named(db: Database, keys: Collection[int]) -> Mapping[int, Organisation]:
    """The institutions behind these keys."""
    with db.reading() as session:
        return {one.id or 0: organisations.as_organisation(one) for one in organisations.of_ids(session, sorted(keys))}
