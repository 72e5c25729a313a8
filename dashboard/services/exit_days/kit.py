"""What an institution announces of an exit day: itself, the public number of the others, and its current new accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from dashboard.domain.accounts import CURRENT, Account, Origin
from dashboard.domain.errors import N_, Refused
from dashboard.domain.exit_days.days import State, lapsed
from dashboard.domain.exit_days.pledges import Strength
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Organisation
from dashboard.domain.people import Act, Actor
from dashboard.services.exit_days.outcome import outcome_of
from dashboard.services.exit_days.read import ExitDay, as_exit_day
from dashboard.services.permit import permit
from db import accounts, exit_days, organisations, pledges
from db.engine import Database
from db.tables import AccountRow, PledgeRow


@dataclass(frozen=True)
class Kit:
    """What the texts and the pictures say.

    :param firm: whether it goes; otherwise everything is said on condition, and is a draft.
    :param others: how many others are bound, where the day is confirmed; None before.
    :param accounts: its own accounts on other networks, in the order of the networks; ``left_out``: how many have moved or are gone.
    """

    day: ExitDay
    organisation: Organisation
    firm: bool
    others: int | None
    accounts: Sequence[Account]
    left_out: int


def read_kit(db: Database, day: str, slug: str, *, by: Actor, now: datetime) -> Kit:
    """The kit of one institution, for its own team.

    :raises NotFound: no such day or institution. :raises NotAllowed: whoever asks is not in the team of this institution.
    :raises Refused: it has not pledged to go, or the day does not take place.
    """
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        row = exit_days.exit_day(session, day)
        shown = as_exit_day(session, row)
        own = pledges.row_in_force(session, row.id or 0, organisation.id or 0)
        known = organisations.as_organisation(organisation)
        _check(shown, known, own, now)
        firm, others = False, None
        if shown.state in (State.CONFIRMED, State.DONE):
            found = outcome_of(session, row, shown.plan, now=now)
            bound = {one.organisation for one in found.pledges if one.bound}
            firm = organisation.id in bound | found.outcome.goes
            others = len(bound - {organisation.id}) or None
        mine = accounts.of_organisations(session, [organisation.id or 0])
        new = [one for one in mine if one.origin == Origin.DESTINATION.value and one.network != shown.plan.network.value]
        current = new_accounts(new, slug)
        return Kit(shown, known, firm, others if firm else None, current, len(new) - len(current))


def new_accounts(rows: Sequence[AccountRow], slug: str) -> Sequence[Account]:
    """Those that readers can be sent to, in the order of the networks."""
    found = [accounts.as_account(row, slug) for row in rows if row.handle and row.state in CURRENT]
    order = list(Network)
    return sorted(found, key=lambda one: (order.index(one.network), one.id))


def _check(day: ExitDay, organisation: Organisation, own: PledgeRow | None, now: datetime) -> None:
    if day.state is State.CANCELLED:
        raise Refused(
            N_("There is nothing to announce: the exit day of {day} is cancelled. {reason}"), day=day.plan.on, reason=day.cancelled_because
        )
    if own is None or own.strength != Strength.GOING.value:
        raise Refused(
            N_("{name} has not pledged to leave on {day}. An owner of its team pledges first, on the page of the day."),
            name=organisation.name,
            day=day.plan.on,
        )
    today = now.astimezone(ZoneInfo(day.plan.zone)).date()
    if lapsed(day.state, day.plan.on, today):
        raise Refused(N_("There is nothing to announce: {day} passed without being confirmed."), day=day.plan.on)
