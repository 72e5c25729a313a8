"""What coordinators see of an exit day besides: every pledge, and whom to invite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from dashboard.domain.exit_days.conditions import Pledger
from dashboard.domain.exit_days.days import Plan
from dashboard.domain.exit_days.invitees import Suggestion, suggest
from dashboard.domain.exit_days.pledges import Pledge, Strength
from dashboard.domain.organisations import Organisation
from dashboard.domain.people import Act, Actor
from dashboard.services.exit_days.outcome import Found, left_already, outcome_of
from dashboard.services.exit_days.plan import read_plan
from dashboard.services.permit import permit
from db import exit_days, organisations, pledges
from db.engine import Database


@dataclass(frozen=True)
class Behind:
    """Every pledge with its institution, and who would go by them.

    :param institutions: those that pledged and those that somebody waits for, by key.
    """

    pledges: Sequence[Pledge]
    going: frozenset[int]
    undecided: frozenset[int]
    institutions: Mapping[int, Organisation]


@dataclass(frozen=True)
class Invited:
    """Whom to invite: what the suggestion is worth, and those it names, the most useful first."""

    suggestion: Suggestion
    institutions: Sequence[Organisation]


def read_behind(db: Database, slug: str, *, by: Actor, now: datetime) -> Behind:
    """The pledges of one day.

    :raises NotFound: there is none. :raises NotAllowed: whoever asks is no coordinator.
    """
    with db.reading() as session:
        permit(session, by, Act.CAMPAIGN, now=now)
        row = exit_days.exit_day(session, slug)
        found = outcome_of(session, row, read_plan(session, row), now=now)
        wanted = {one.organisation for one in found.pledges} | {key for one in found.pledges for key in one.condition.named}
        known = {one.id or 0: organisations.as_organisation(one) for one in organisations.of_ids(session, sorted(wanted))}
        return Behind(found.pledges, found.outcome.goes, found.outcome.undecided, known)


def read_invited(db: Database, slug: str, *, by: Actor, now: datetime) -> Invited | None:
    """The smallest set of institutions that would bring others along; None if not even all that could join would.

    It takes a second or so: the whole register is looked through.

    :raises NotFound: there is none. :raises NotAllowed: whoever asks is no coordinator.
    """
    with db.reading() as session:
        permit(session, by, Act.CAMPAIGN, now=now)
        row = exit_days.exit_day(session, slug)
        plan = read_plan(session, row)
        found = outcome_of(session, row, plan, now=now)
        fictional = exit_days.campaign_of(session, row).fictional
        everyone = {
            one.id or 0: organisations.as_organisation(one) for one in organisations.everyone(session) if one.fictional == fictional
        }
        suggestion = suggest(found.pledgers, _candidates(session, plan, found, everyone, now.date()), left=found.left)
        return Invited(suggestion, [everyone[key] for key in suggestion.invitees]) if suggestion else None


def _candidates(session: Session, plan: Plan, found: Found, everyone: Mapping[int, Organisation], today: date) -> list[Pledger]:
    going = {one.organisation for one in found.pledges if one.strength is Strength.GOING}
    open_to = [key for key, one in everyone.items() if key not in going and plan.sector.holds(key, one)]
    gone = left_already(session, open_to, plan.network, today)
    rest = [key for key in open_to if key not in gone]
    return [Pledger(key, *known) for key, known in pledges.facts(session, rest, plan.network).items()]
