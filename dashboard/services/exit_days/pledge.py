"""Commit an institution to an exit day, and take that back."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, NotFound, Refused
from dashboard.domain.exit_days.conditions import ALWAYS, Pledger, check_condition
from dashboard.domain.exit_days.days import Plan, State
from dashboard.domain.exit_days.pledges import NewPledge, Pledge, Strength, check_pledge
from dashboard.domain.people import Act, Actor
from dashboard.services.exit_days.outcome import left_already
from dashboard.services.exit_days.plan import read_plan
from dashboard.services.permit import permit
from db import exit_days, organisations, pledges
from db.engine import Database
from db.tables import ExitDayRow, OrganisationRow, PledgeRow


def pledge(db: Database, day: str, slug: str, typed: NewPledge, *, by: Actor, now: datetime, named: Collection[str] = ()) -> Pledge:
    """Store the pledge of an institution; one that it made before ends. The same again changes nothing.

    :param day: slug of the exit day. :param slug: of the institution. :param named: slugs of those it waits for.
    :raises Refused: the day takes no pledges or is not open to this institution, it has left already, or its condition makes no sense.
    :raises NotFound: no such day or institution. :raises NotAllowed: whoever asks does not own the team of this institution.
    """
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.PLEDGE, now=now, organisation_id=organisation.id)
        row = exit_days.exit_day(session, day)
        plan = read_plan(session, row)
        today = now.astimezone(ZoneInfo(plan.zone)).date()
        check_pledge(State(row.state), plan.deadline, today, title=row.title_en)
        _check_open_to(session, row, plan, organisation, now)
        condition = ALWAYS
        if typed.strength is Strength.GOING:
            waited_for = [organisations.by_slug(session, one) for one in named]
            keys = [one.id or 0 for one in waited_for]
            kind, region, audience = pledges.facts(session, [organisation.id or 0], plan.network)[organisation.id or 0]
            own = Pledger(organisation.id or 0, kind, region, audience)
            left = left_already(session, keys, plan.network, now.date())
            condition = check_condition(typed.condition, own, named=keys, left=left)
            _check_can_join(session, row, plan, waited_for)
        before = pledges.row_in_force(session, row.id or 0, organisation.id or 0)
        new = replace(typed, condition=condition)
        if before is not None:
            standing = pledges.pledge_of(session, before)
            if (standing.strength, standing.condition, standing.shown) == (new.strength, new.condition, new.shown):
                return standing
            before.ended_at = now
            session.flush()
        made = PledgeRow(
            exit_day_id=row.id or 0,
            organisation_id=organisation.id or 0,
            strength=new.strength.value,
            shown=new.shown,
            organisations=condition.organisations,
            audience=condition.audience,
            of_kind=condition.of_kind,
            of_region=condition.of_region,
            bound=before is not None and before.bound,
            role=leave.role.value,
            made_at=now,
        )
        pledges.add(session, made, condition.named)
        leave.note(
            Deed.PLEDGED,
            f"pledge:{made.id}",
            organisation_id=organisation.id,
            day=day,
            strength=new.strength.value,
            on_condition=bool(condition),
        )
        return pledges.as_pledge(made, condition.named)


def withdraw_pledge(db: Database, day: str, slug: str, *, by: Actor, now: datetime) -> None:
    """Take the pledge of an institution back. Until the day is confirmed nothing is seen of it; afterwards it is a dated event.

    :raises NotFound: no such day or institution, or it has not pledged. :raises Refused: the day is over.
    :raises NotAllowed: whoever asks does not own the team of this institution.
    """
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.PLEDGE, now=now, organisation_id=organisation.id)
        row = exit_days.exit_day(session, day)
        if State(row.state) is State.DONE:
            raise Refused(N_("“{day}” is over: a pledge to it cannot be taken back any more."), day=row.title_en)
        standing = pledges.row_in_force(session, row.id or 0, organisation.id or 0)
        if standing is None:
            raise NotFound(N_("{name} has not pledged to “{day}”."), name=organisation.name, day=row.title_en)
        standing.ended_at, standing.withdrawn = now, True
        session.flush()
        leave.note(Deed.PLEDGE_WITHDRAWN, f"pledge:{standing.id}", organisation_id=organisation.id, day=day, bound=standing.bound)


def _check_can_join(session: Session, row: ExitDayRow, plan: Plan, named: Sequence[OrganisationRow]) -> None:
    """Nobody waits for an institution that can never pledge to the day."""
    shut_out = next((one for one in named if not _is_open_to(session, row, plan, one)), None)
    if shut_out is not None:
        raise Refused(
            N_("“{day}” is not open to {name}, so your condition could never hold. Take it out of the institutions you name."),
            day=row.title_en,
            name=shut_out.name,
        )


def _is_open_to(session: Session, row: ExitDayRow, plan: Plan, one: OrganisationRow) -> bool:
    same_world = exit_days.campaign_of(session, row).fictional == one.fictional
    return same_world and plan.sector.holds(one.id or 0, organisations.as_organisation(one))


def _check_open_to(session: Session, row: ExitDayRow, plan: Plan, organisation: OrganisationRow, now: datetime) -> None:
    key = organisation.id or 0
    if not _is_open_to(session, row, plan, organisation):
        raise Refused(N_("“{day}” is not open to {name}. Its coordinators chose who can join."), day=row.title_en, name=organisation.name)
    if left_already(session, [key], plan.network, now.date()):
        raise Refused(N_("{name} has left already, so it has nothing to pledge."), name=organisation.name)
