"""Take an exit day through its states: open, confirm, cancel, and the end that comes by itself."""

from datetime import datetime, timedelta

from sqlmodel import Session

from dashboard.config import LANGUAGES
from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, Refused
from dashboard.domain.exit_days.days import Plan, State, check_confirmed, check_plan, check_step
from dashboard.domain.people import ROUTINE, Act, Actor
from dashboard.services.exit_days.outcome import outcome_of
from dashboard.services.exit_days.plan import read_plan
from dashboard.services.permit import Permit, permit
from dashboard.services.typed import one_line
from db import exit_days, pledges
from db.engine import Database
from db.tables import ExitDayEventRow, ExitDayRow

LASTS = timedelta(days=1)
"""A day is over a day after it began, on whatever clocks."""
LONGEST_REASON = 300


def open_exit_day(db: Database, slug: str, *, by: Actor, now: datetime) -> None:
    """Show a draft to everybody, and take pledges.

    :raises Refused: it is no draft, or its plan cannot stand any more. :raises NotFound: no such day. :raises NotAllowed: no coordinator.
    """
    with db.writing() as session:
        leave, row, plan = _asked(session, slug, by, now)
        check_step(State(row.state), State.OPEN)
        check_plan(plan, now=now, languages=LANGUAGES)
        _step(session, leave, row, State.OPEN)


def confirm_exit_day(db: Database, slug: str, *, by: Actor, now: datetime) -> int:
    """Say that the day takes place: whoever goes is bound, and named from now on; gives how many.

    :raises Refused: fewer go than its goal says, or it is not open. :raises NotFound: no such day. :raises NotAllowed: no coordinator.
    """
    with db.writing() as session:
        leave, row, plan = _asked(session, slug, by, now)
        check_step(State(row.state), State.CONFIRMED)
        found = outcome_of(session, row, plan, now=now)
        check_confirmed(plan.goal, len(found.outcome.goes), found.audience or 0)
        for key in found.outcome.goes:
            pledge = pledges.row_in_force(session, row.id or 0, key)
            if pledge is not None:
                pledge.bound = True
        _step(session, leave, row, State.CONFIRMED, going=len(found.outcome.goes))
        return len(found.outcome.goes)


def cancel_exit_day(db: Database, slug: str, reason: str, *, by: Actor, now: datetime) -> None:
    """Say that the day does not take place, and why; the pledges to it bind nobody.

    :raises Refused: it is over already, or no reason is given. :raises NotFound: no such day. :raises NotAllowed: no coordinator.
    """
    why = one_line(reason)
    if not any(sign.isalnum() for sign in why):
        raise Refused(N_("Say in a few words why the day is cancelled: everybody who pledged will read it."))
    if len(why) > LONGEST_REASON:
        raise Refused(N_("The reason is {length} characters long. Keep it to {longest}."), length=len(why), longest=LONGEST_REASON)
    with db.writing() as session:
        leave, row, _ = _asked(session, slug, by, now)
        check_step(State(row.state), State.CANCELLED)
        _step(session, leave, row, State.CANCELLED, why)


def end_exit_days(db: Database, *, now: datetime) -> int:
    """Confirmed days that are over become so; gives how many."""
    with db.reading() as session:
        if not exit_days.begun(session, now - LASTS):
            return 0
    with db.writing() as session:
        leave = permit(session, ROUTINE, Act.CAMPAIGN, now=now)
        over = exit_days.begun(session, now - LASTS)
        for row in over:
            _step(session, leave, row, State.DONE)
        return len(over)


def _asked(session: Session, slug: str, by: Actor, now: datetime) -> tuple[Permit, ExitDayRow, Plan]:
    leave = permit(session, by, Act.CAMPAIGN, now=now)
    row = exit_days.exit_day(session, slug)
    return leave, row, read_plan(session, row)


def _step(session: Session, leave: Permit, row: ExitDayRow, state: State, reason: str = "", going: int | None = None) -> None:
    row.state = state.value
    row.revision += 1
    row.changed_at = leave.now
    session.add(ExitDayEventRow(exit_day_id=row.id or 0, state=state.value, reason=reason, role=leave.role.value, at=leave.now))
    session.flush()
    leave.note(Deed.EXIT_DAY_STEPPED, f"exit_day:{row.id}", slug=row.slug, state=state.value, going=going)
