"""Whom to remind of what: the tasks of today that are not done, of the institutions that leave, to each member of their teams."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from dashboard.domain.exit_days.checklist import DAYS, Task
from dashboard.domain.exit_days.days import Plan, State
from dashboard.domain.exit_days.pledges import Strength
from dashboard.domain.exit_days.reminders import is_due
from dashboard.services.exit_days.outcome import outcome_of
from dashboard.services.exit_days.plan import read_plan
from dashboard.services.exit_days.prepare import items
from db import exit_days, organisations, people, pledges, reminders
from db.tables import ExitDayRow

REACH = timedelta(days=max(abs(one) for one in DAYS.values()) + 1)
"""How far from an exit day its tasks are, and a day for the clocks of other zones."""
Key = tuple[int, int, int, Task]
"""Exit day, institution, person, task: nobody is ever reminded twice of the same."""


@dataclass(frozen=True)
class ToRemind:
    """One reminder.

    :param day: slug of the exit day; ``titles``: by language; ``on``: its date. :param due_on: the day of the task.
    """

    key: Key
    email: str
    language: str
    slug: str
    organisation: str
    day: str
    titles: Mapping[str, str]
    on: date
    due_on: date
    fictional: bool

    @property
    def task(self) -> Task:
        """What is to be done."""
        return self.key[3]


def to_remind(session: Session, now: datetime, *, only: Key | None = None) -> list[ToRemind]:
    """Every reminder that is due and was not sent.

    :param only: look for this one alone.
    """
    today, found = now.date(), []
    for row in reminders.days_between(session, today - REACH, today + REACH):
        if only is not None and row.id != only[0]:
            continue
        plan = read_plan(session, row)
        tasks = {task: plan.on + timedelta(days=days) for task, days in DAYS.items()}
        near = {task: on for task, on in tasks.items() if abs((on - today).days) <= 1}
        if near:
            for key in sorted(leaving(session, row, plan, now=now)):
                if only is None or key == only[1]:
                    found += _of_team(session, row, plan, key, near, now)
    return [one for one in found if only is None or one.key == only]


def leaving(session: Session, row: ExitDayRow, plan: Plan, *, now: datetime) -> Collection[int]:
    """Keys of the institutions that prepare for a day: all that pledged to go while it is open, those who go once it is confirmed."""
    state = State(row.state)
    if state is State.OPEN:
        made = pledges.in_force(session, row.id or 0) if row.starts_at > now else []
        return {one.organisation for one in made if one.strength is Strength.GOING}
    if state not in (State.CONFIRMED, State.DONE):
        return set()
    found = outcome_of(session, row, plan, now=now)
    return {
        one.organisation
        for one in found.pledges
        if one.strength is Strength.GOING and (one.bound or one.organisation in found.outcome.goes)
    }


def _of_team(session: Session, row: ExitDayRow, plan: Plan, key: int, near: Mapping[Task, date], now: datetime) -> list[ToRemind]:
    team = [person for person, _ in people.team(session, key) if person.reminders]
    due = [(person, task, on) for person in team for task, on in near.items() if is_due(on, person.zone, now)]
    if not due:
        return []
    (whose,) = organisations.of_ids(session, [key])
    fictional = exit_days.campaign_of(session, row).fictional
    claimed = reminders.claimed(session, row.id or 0, key)
    done = {one.task for one in items(session, row, plan, key, now=now) if one.done}
    return [
        ToRemind(
            key=(row.id or 0, key, person.id or 0, task),
            email=person.email,
            language=person.language,
            slug=whose.slug,
            organisation=whose.name,
            day=row.slug,
            titles=plan.titles,
            on=plan.on,
            due_on=on,
            fictional=fictional,
        )
        for person, task, on in due
        if task not in done and (person.id or 0, task.value) not in claimed
    ]
