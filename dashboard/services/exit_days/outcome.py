"""Who would go, as things stand: the pledges of a day with what the register knows of each institution."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from dashboard.domain.departures import LEFT, journey
from dashboard.domain.exit_days.conditions import Pledger
from dashboard.domain.exit_days.days import Plan
from dashboard.domain.exit_days.pledges import Pledge
from dashboard.domain.exit_days.who_goes import Outcome, decide
from dashboard.domain.networks import Network
from db import departures, pledges
from db.tables import ExitDayRow


@dataclass(frozen=True)
class Found:
    """The pledges of a day and who goes by them.

    :param pledges: in force, the oldest first. :param pledgers: those among them who leave, perhaps on condition.
    :param left: institutions somebody waits for that have left already.
    :param audience: followers, on the network left, of those who go; None if none of theirs is known. ``unknown``: of how many it is not.
    """

    pledges: Sequence[Pledge]
    pledgers: Sequence[Pledger]
    left: frozenset[int]
    outcome: Outcome
    audience: int | None
    unknown: int


def outcome_of(session: Session, row: ExitDayRow, plan: Plan, *, now: datetime) -> Found:
    """Read the pledges of a day and decide."""
    made = pledges.in_force(session, row.id or 0)
    pledgers = pledges.pledgers(session, made, plan.network)
    named = sorted({key for one in pledgers for key in one.condition.named})
    left = left_already(session, named, plan.network, now.date())
    outcome = decide(pledgers, left=left)
    known = [one.audience for one in pledgers if one.organisation in outcome.goes]
    counted = [audience for audience in known if audience is not None]
    return Found(made, pledgers, left, outcome, sum(counted) if counted else None, len(known) - len(counted))


def left_already(session: Session, keys: Collection[int], network: Network, today: date) -> frozenset[int]:
    """Those of these institutions that have left the network by that day, and have not come back."""
    ladders = departures.events_of(session, keys)
    return frozenset(key for key, events in ladders.items() if journey(events, today, network).status in LEFT)
