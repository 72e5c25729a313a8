"""The exit days that calendars hold: those that everybody was ever shown, cancelled ones included."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from dashboard.domain.errors import N_, NotFound
from dashboard.domain.exit_days.days import PUBLIC, State
from dashboard.domain.exit_days.pledges import Strength
from dashboard.services.exit_days.campaigns import Campaign, as_campaign
from dashboard.services.exit_days.outcome import outcome_of
from dashboard.services.exit_days.plan import read_plan
from dashboard.services.exit_days.read import ExitDay, as_exit_day
from db import exit_days, organisations, pledges
from db.engine import Database
from db.tables import ExitDayRow, PledgeRow


def read_calendar(db: Database) -> list[ExitDay]:
    """Every day, by its date. A draft that was cancelled before anybody saw it is none of them."""
    with db.reading() as session:
        return _opened(session, exit_days.exit_days(session, states=PUBLIC))


def read_campaign_calendar(db: Database, slug: str) -> tuple[Campaign, list[ExitDay]]:
    """One campaign and its days.

    :raises NotFound: there is no such campaign, or all its days are drafts.
    """
    with db.reading() as session:
        row = exit_days.campaign(session, slug)
        days = _opened(session, exit_days.exit_days(session, states=PUBLIC, campaign_id=row.id))
        if not days:
            raise NotFound(N_("There is no campaign “{slug}”."), slug=slug[:100])
        return as_campaign(row), days


def read_organisation_calendar(db: Database, slug: str, *, now: datetime) -> list[ExitDay]:
    """The days to which an institution pledged for everybody to see: its name is shown, or was when the day was confirmed.

    :raises NotFound: there is no such institution.
    """
    with db.reading() as session:
        key = organisations.by_slug(session, slug).id or 0
        pledged = {row.exit_day_id: row for row in pledges.of_organisation(session, key) if row.strength == Strength.GOING.value}
        rows = [row for row in exit_days.exit_days(session, states=PUBLIC) if row.id in pledged] if pledged else []
        return [day for row in rows for day in _opened(session, [row]) if _named(session, row, day, pledged[row.id or 0], now)]


def list_pledging(db: Database) -> Sequence[str]:
    """The slugs of the institutions whose calendar ever held a day, or may have: one that took its pledge back empties it."""
    with db.reading() as session:
        return pledges.ever_pledged(session)


def _opened(session: Session, rows: Sequence[ExitDayRow]) -> list[ExitDay]:
    days = [as_exit_day(session, row) for row in rows]
    return [day for day in days if day.was_shown]


def _named(session: Session, row: ExitDayRow, day: ExitDay, pledge: PledgeRow, now: datetime) -> bool:
    """Whether the name was ever public: a day that is cancelled after it was confirmed does not vanish from a calendar."""
    if pledge.shown:
        return True
    if not any(step.state is State.CONFIRMED for step in day.steps):
        return False
    if pledge.bound or day.state is State.CANCELLED:
        return pledge.bound
    return pledge.organisation_id in outcome_of(session, row, read_plan(session, row), now=now).outcome.goes
