"""Read exit days: what everybody may see of them, and the pledge of one institution for its team."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from dashboard.domain.errors import N_, NotFound
from dashboard.domain.exit_days.days import PUBLIC, Plan, State
from dashboard.domain.exit_days.pledges import FEWEST_SHOWN, Pledge, Wall, wall
from dashboard.domain.exit_days.tipping import Tipping, tipping
from dashboard.domain.organisations import Organisation
from dashboard.domain.people import Act, Actor
from dashboard.services.exit_days.afterwards import bound, held_of
from dashboard.services.exit_days.campaigns import Campaign, as_campaign
from dashboard.services.exit_days.left_behind import keys_of_gone, left_behind
from dashboard.services.exit_days.outcome import Found, outcome_of
from dashboard.services.exit_days.plan import read_plan
from dashboard.services.permit import permit
from db import exit_days, organisations, pledges
from db.engine import Database
from db.tables import ExitDayRow


@dataclass(frozen=True)
class Step:
    """A step that a day took."""

    state: State
    at: datetime
    reason: str


@dataclass(frozen=True)
class ExitDay:
    """An exit day as everybody may see it.

    :param starts_at: the instant, in UTC. :param revision: how often it was changed, for calendars; ``changed_at``: when last.
    :param steps: the steps it took, oldest first, drafts left out.
    """

    slug: str
    state: State
    plan: Plan
    campaign: Campaign
    starts_at: datetime
    revision: int
    changed_at: datetime
    steps: Sequence[Step]

    @property
    def was_shown(self) -> bool:
        """Whether everybody was ever shown it: a draft that was cancelled never was."""
        return any(one.state is State.OPEN for one in self.steps)

    @property
    def cancelled_because(self) -> str:
        """Why it does not take place; empty if it does."""
        return next((one.reason for one in self.steps if one.state is State.CANCELLED), "")


@dataclass(frozen=True)
class Standing:
    """Where a day stands, as everybody may see it.

    :param wall: who is named, and how many are not. :param named: those institutions, by key.
    :param going: how many would go today (who went, once it is confirmed); None while that would tell how many hidden ones there are.
    :param undecided: of how many missing figures decide; None if too few to be told.
    :param audience: of those who go, as far as it is known; ``unknown``: of how many it is not. None if too few go to be told. Of a day
        that has passed: what those who left had left behind, which no later count moves.
    :param tipping: the curve; None while too few institutions pledged on condition, and once pledges bind.
    :param reached: whether the goal is reached; of a day that has passed, by those who left.
    """

    wall: Wall
    named: Mapping[int, Organisation]
    going: int | None
    undecided: int | None
    audience: int | None
    unknown: int | None
    tipping: Tipping | None
    reached: bool


def read_exit_days(db: Database, *, drafts: bool = False) -> list[ExitDay]:
    """Every day, the next first and those that have passed before it by their date.

    :param drafts: also those that coordinators alone see.
    """
    with db.reading() as session:
        if drafts:
            return [as_exit_day(session, row) for row in exit_days.exit_days(session)]
        return [day for _, day in shown_days(session)]


def shown_days(session: Session) -> list[tuple[ExitDayRow, ExitDay]]:
    """Every day that everybody sees, with its row, in the same order."""
    found = [(row, as_exit_day(session, row)) for row in exit_days.exit_days(session, states=PUBLIC)]
    return [(row, day) for row, day in found if day.was_shown]


def read_exit_day(db: Database, slug: str, *, drafts: bool = False) -> ExitDay:
    """One day.

    :raises NotFound: there is none, or it is a draft.
    """
    with db.reading() as session:
        return as_exit_day(session, _public(session, slug, drafts=drafts))


def read_standing(db: Database, slug: str, *, now: datetime, drafts: bool = False) -> Standing:
    """Where one day stands.

    :raises NotFound: there is none, or it is a draft.
    """
    with db.reading() as session:
        return standing_of(session, _public(session, slug, drafts=drafts), now=now)


def standing_of(session: Session, row: ExitDayRow, *, now: datetime) -> Standing:
    """The same of one row."""
    plan = read_plan(session, row)
    found = outcome_of(session, row, plan, now=now)
    seen = wall(found.pledges, State(row.state), found.outcome)
    named = organisations.of_ids(session, seen.names)
    standing = _standing(plan, found, seen, {one.id or 0: organisations.as_organisation(one) for one in named})
    if State(row.state) not in (State.CONFIRMED, State.DONE):
        return standing
    standing = replace(standing, tipping=None)
    return _passed(session, row, plan, standing, now) if plan.on < now.date() else standing


def own_pledge(db: Database, day: str, slug: str, *, by: Actor, now: datetime) -> Pledge | None:
    """The pledge of one institution to a day, for its own team; None if it has not pledged.

    :raises NotFound: no such day or institution. :raises NotAllowed: whoever asks is not in its team.
    """
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        row = exit_days.exit_day(session, day)
        own = pledges.row_in_force(session, row.id or 0, organisation.id or 0)
        return pledges.pledge_of(session, own) if own else None


def _public(session: Session, slug: str, *, drafts: bool) -> ExitDayRow:
    row = exit_days.exit_day(session, slug)
    if not drafts and not (State(row.state) in PUBLIC and as_exit_day(session, row).was_shown):
        raise NotFound(N_("There is no exit day “{slug}”."), slug=slug[:100])
    return row


def as_exit_day(session: Session, row: ExitDayRow) -> ExitDay:
    """The row as everybody may see it."""
    taken = exit_days.steps(session, row.id or 0)
    steps = [Step(State(one.state), one.at, one.reason) for one in taken if State(one.state) is not State.DRAFT]
    campaign = as_campaign(exit_days.campaign_of(session, row))
    return ExitDay(row.slug, State(row.state), read_plan(session, row), campaign, row.starts_at, row.revision, row.changed_at, steps)


def _standing(plan: Plan, found: Found, seen: Wall, named: Mapping[int, Organisation]) -> Standing:
    goes = found.outcome.goes
    # A sum of one or two hidden institutions would tell what theirs is.
    told = seen.hidden is not None
    unnamed = len(goes - set(seen.names))
    summed = told and (unnamed == 0 or unnamed >= FEWEST_SHOWN)
    curve = tipping(found.pledgers, left=found.left) if told and (seen.conditional or 0) >= FEWEST_SHOWN else None
    undecided = len(found.outcome.undecided)
    return Standing(
        wall=seen,
        named=named,
        going=len(goes) if told else None,
        undecided=undecided if undecided == 0 or undecided >= FEWEST_SHOWN else None,
        audience=found.audience if summed else None,
        unknown=found.unknown if summed else None,
        tipping=curve,
        reached=plan.goal.reached(len(goes), found.audience or 0),
    )


def _passed(session: Session, row: ExitDayRow, plan: Plan, standing: Standing, now: datetime) -> Standing:
    held = held_of(session, row, now=now)
    audience, unknown = left_behind(session, keys_of_gone(session, held))
    return replace(standing, audience=audience, unknown=unknown, reached=plan.goal.reached(bound(held).left, audience or 0))
