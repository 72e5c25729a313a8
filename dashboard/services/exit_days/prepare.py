"""The checklist of an institution for an exit day: read it, tick it."""

from datetime import datetime

from sqlmodel import Session

from dashboard.domain.accounts import SURE, Origin
from dashboard.domain.audit import Deed
from dashboard.domain.departures import LEFT, journey
from dashboard.domain.exit_days.checklist import Item, Seen, Task, checklist
from dashboard.domain.exit_days.days import Plan
from dashboard.domain.people import Act, Actor
from dashboard.services.exit_days.plan import read_plan
from dashboard.services.permit import permit
from db import accounts, departures, exit_days, organisations, pledges
from db.engine import Database
from db.tables import ChecklistTickRow, ExitDayRow


def read_checklist(db: Database, day: str, slug: str, *, by: Actor, now: datetime) -> tuple[Item, ...]:
    """What is to be done, and what is done: ticked by somebody, or seen in the register.

    :raises NotFound: no such day or institution. :raises NotAllowed: whoever asks is not in the team of this institution.
    """
    with db.reading() as session:
        key = organisations.by_slug(session, slug).id or 0
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=key)
        row = exit_days.exit_day(session, day)
        return items(session, row, read_plan(session, row), key, now=now)


def items(session: Session, row: ExitDayRow, plan: Plan, key: int, *, now: datetime) -> tuple[Item, ...]:
    """The checklist of one institution for one day."""
    ticked = frozenset(Task(one.task) for one in exit_days.ticks(session, row.id or 0, key))
    return checklist(plan.on, ticked, _seen(session, key, plan, now), now.date())


def tick(db: Database, day: str, slug: str, task: Task, *, done: bool, by: Actor, now: datetime) -> None:
    """Tick a task, or take the tick away; what is so already stays as it is.

    :raises NotFound: no such day or institution. :raises NotAllowed: whoever asks is not in the team of this institution.
    """
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        row = exit_days.exit_day(session, day)
        before = next((one for one in exit_days.ticks(session, row.id or 0, organisation.id or 0) if one.task == task.value), None)
        if (before is not None) is done:
            return
        if before is not None:
            session.delete(before)
        else:
            place = {"exit_day_id": row.id or 0, "organisation_id": organisation.id or 0}
            session.add(ChecklistTickRow(**place, task=task.value, role=leave.role.value, ticked_at=now))
        session.flush()
        leave.note(Deed.TASK_TICKED, f"exit_day:{row.id}", organisation_id=organisation.id, task=task.value, done=done)


def _seen(session: Session, key: int, plan: Plan, now: datetime) -> Seen:
    left = journey(departures.events(session, key), now.date(), plan.network)
    (_, _, audience) = pledges.facts(session, [key], plan.network)[key]
    elsewhere = [one for one in accounts.of_organisations(session, [key]) if one.origin == Origin.DESTINATION.value]
    proven = any(one.link in SURE for one in elsewhere)
    return Seen(audience is not None, proven, left.departed_on if left.status in LEFT else None)
