"""Pledges: what an institution commits to, and what others see of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dashboard.domain.errors import N_, Refused
from dashboard.domain.exit_days.conditions import ALWAYS, Condition
from dashboard.domain.exit_days.days import ALIVE, State
from dashboard.domain.exit_days.who_goes import Outcome

FEWEST_SHOWN = 3
"""A smaller number of hidden institutions is not told: with a little knowledge of the field one could name them."""


class Strength(StrEnum):
    """How far an institution commits itself."""

    GOING = "going"
    CONSIDERING = "considering"  # counted apart, and in no total


@dataclass(frozen=True)
class NewPledge:
    """A pledge as it was typed.

    :param shown: whether the name is shown before the day is confirmed; afterwards the names of all who go are.
    """

    strength: Strength = Strength.GOING
    condition: Condition = ALWAYS
    shown: bool = False


@dataclass(frozen=True)
class Pledge:
    """A pledge in force, or one that was withdrawn.

    :param organisation: key of the institution. :param bound: went with the others when the day was confirmed.
    """

    id: int
    organisation: int
    strength: Strength
    condition: Condition
    shown: bool
    made_at: datetime
    bound: bool = False
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class Wall:
    """What the public sees of who pledged.

    :param names: keys of those whose names are shown, in the order of their pledges.
    :param hidden: how many others go or wait; None where there are some, but too few for their number to be told.
    :param considering: likewise those who consider it; None also where it is too few.
    :param conditional: how many of all have a condition; None if too few.
    """

    names: tuple[int, ...]
    hidden: int | None
    considering: int | None
    conditional: int | None

    @property
    def pledged(self) -> int | None:
        """How many pledged in all; None if that would tell how many are hidden."""
        return None if self.hidden is None else len(self.names) + self.hidden


def wall(pledges: Sequence[Pledge], state: State, outcome: Outcome) -> Wall:
    """What the public sees of the pledges in force.

    Once the day is confirmed these are the names of all who go; whoever pledged and does not go stays hidden.
    """
    going = [one for one in pledges if one.strength is Strength.GOING]
    confirmed = state in (State.CONFIRMED, State.DONE)
    names = tuple(one.organisation for one in going if one.shown or (confirmed and (one.bound or one.organisation in outcome.goes)))
    return Wall(
        names,
        _told(len(going) - len(names)),
        _told(len(pledges) - len(going)),
        _told(sum(bool(one.condition) for one in going)),
    )


def check_pledge(state: State, deadline: date, today: date, *, title: str) -> None:
    """Refuse a pledge that comes too early or too late.

    :param today: on the clocks of the exit day.
    :raises Refused: the day is not open, or the last day for pledges has passed.
    """
    if state not in ALIVE:
        raise Refused(N_("“{day}” takes no pledges: it is {state}."), day=title, state=state)
    if today > deadline:
        raise Refused(N_("The last day for pledges was {deadline}. Ask the coordinators whether they can move it."), deadline=deadline)


def _told(number: int) -> int | None:
    return number if number == 0 or number >= FEWEST_SHOWN else None
