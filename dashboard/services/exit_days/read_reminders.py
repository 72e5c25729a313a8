"""What somebody's institutions have to prepare, for the page of their institution."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dashboard.domain.exit_days.checklist import Item
from dashboard.domain.people import Act, Actor
from dashboard.services.exit_days.plan import read_plan
from dashboard.services.exit_days.prepare import items
from dashboard.services.exit_days.to_remind import REACH, leaving
from dashboard.services.permit import permit
from db import people, reminders
from db.engine import Database

AHEAD = timedelta(days=7)
"""How long before its day a task is shown."""


@dataclass(frozen=True)
class Reminder:
    """A task that is due within a week, or overdue.

    :param slug: of the institution. :param day: slug of the exit day; ``titles`` by language; ``on``: its date.
    :param overdue: its day has passed.
    """

    slug: str
    organisation: str
    day: str
    titles: Mapping[str, str]
    on: date
    item: Item
    overdue: bool


def read_reminders(db: Database, *, by: Actor, now: datetime) -> list[Reminder]:
    """What is not done of the institutions in whose teams somebody is, the earliest first.

    :raises SignInNeeded: nobody is signed in.
    """
    today = now.date()
    with db.reading() as session:
        permit(session, by, Act.OWN_ACCOUNT, now=now)
        teams = people.memberships(session, by.person_id or 0)
        found = []
        for row in reminders.days_between(session, today - REACH, today + REACH + AHEAD) if teams else ():
            plan = read_plan(session, row)
            prepares = leaving(session, row, plan, now=now)
            for one in teams:
                if one.organisation_id not in prepares:
                    continue
                for item in items(session, row, plan, one.organisation_id, now=now):
                    if not item.done and item.due_on <= today + AHEAD:
                        found.append(Reminder(one.slug, one.name, row.slug, plan.titles, plan.on, item, item.due_on < today))
        return sorted(found, key=lambda one: (one.item.due_on, one.day, one.slug))
