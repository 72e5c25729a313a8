"""Exit days: what a coordinator plans, and the states it goes through."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from types import MappingProxyType

from dashboard.domain.errors import N_, Refused
from dashboard.domain.exit_days.local_time import PARIS, begins, zone
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind, Organisation
from dashboard.domain.regions import REGIONS, region_of

LONGEST_TITLE = 80
LONGEST_TEXT = 2_000
YEARS_AHEAD = 3
MOST_LISTED = 5_000
MOST_ASKED = 10_000_000_000


class State(StrEnum):
    """Where an exit day stands."""

    DRAFT = "draft"  # seen by coordinators alone
    OPEN = "open"  # everybody sees it, and institutions may pledge
    CONFIRMED = "confirmed"  # it takes place; the names of those who go are shown
    DONE = "done"  # it has passed
    CANCELLED = "cancelled"  # it does not take place; what was pledged binds nobody


def lapsed(state: State, on: date, today: date) -> bool:
    """Whether the day came without having been confirmed: it then takes place no more than a cancelled one."""
    return state in (State.DRAFT, State.OPEN) and on < today


NEXT: Mapping[State, frozenset[State]] = MappingProxyType(
    {
        State.DRAFT: frozenset({State.OPEN, State.CANCELLED}),
        State.OPEN: frozenset({State.CONFIRMED, State.CANCELLED}),
        State.CONFIRMED: frozenset({State.DONE, State.CANCELLED}),
        State.DONE: frozenset(),
        State.CANCELLED: frozenset(),
    }
)
"""Where it may go from each state."""
ALIVE = (State.OPEN, State.CONFIRMED)
"""States in which institutions may pledge."""
PUBLIC = (State.OPEN, State.CONFIRMED, State.DONE, State.CANCELLED)


@dataclass(frozen=True)
class Sector:
    """To whom a day is open; every part that is given must hold.

    :param kinds: any of these; empty: all. :param region: ISO 3166-2, or None for all.
    :param size: so many inhabitants, students or staff at least.
    :param listed: keys of the institutions on a list of their own; empty: no list.
    """

    kinds: frozenset[Kind] = frozenset()
    region: str | None = None
    size: int | None = None
    listed: frozenset[int] = frozenset()

    def holds(self, key: int, organisation: Organisation) -> bool:
        """Whether the day is open to that institution."""
        return (
            (not self.kinds or organisation.kind in self.kinds)
            and (self.region is None or region_of(organisation.insee, organisation.uai) == self.region)
            and (self.size is None or (organisation.size is not None and organisation.size[1] >= self.size))
            and (not self.listed or key in self.listed)
        )


@dataclass(frozen=True)
class Goal:
    """What a coordinator wants before the day is confirmed: every part that is given.

    :param organisations: how many go. :param audience: followers that they have together on the network left.
    """

    organisations: int | None = None
    audience: int | None = None

    @property
    def needed(self) -> int:
        """How many it takes: without a goal two, who leave together."""
        return self.organisations or 2

    def reached(self, going: int, audience: int) -> bool:
        """Whether those who go are enough.

        :param audience: of those who go, as far as it is known.
        """
        return going >= self.needed and audience >= (self.audience or 0)


@dataclass(frozen=True)
class Plan:
    """What a coordinator types; what is left out is None or empty.

    :param at: hour on the clocks of ``zone``; None: the whole day. :param second: which of the two, where the hour exists twice.
    :param deadline: the last day on which institutions may pledge.
    :param titles: by language, ``texts`` likewise: a few words each, and a few paragraphs.
    """

    on: date
    deadline: date
    titles: Mapping[str, str]
    texts: Mapping[str, str]
    at: time | None = None
    zone: str = PARIS
    second: bool | None = None
    network: Network = Network.X
    sector: Sector = Sector()
    goal: Goal = Goal()


def check_plan(plan: Plan, *, now: datetime, languages: Collection[str], again: bool = False) -> datetime:
    """The instant at which the day begins, if the plan can stand.

    :param languages: those in which it must have a title. :param again: whether it is changed: then the deadline may have passed.
    :raises TwiceThere: the hour exists twice. :raises Refused: anything else that cannot be.
    """
    starts_at = begins(plan.on, plan.at, plan.zone, second=plan.second)
    if starts_at <= now:
        raise Refused(N_("{day} has passed. An exit day lies ahead."), day=plan.on)
    if plan.on.year > now.year + YEARS_AHEAD:
        raise Refused(N_("{day} is too far away for a plan. Check the year."), day=plan.on)
    if plan.deadline > plan.on:
        raise Refused(
            N_("The last day for pledges, {deadline}, comes after the exit day, {day}. Correct one of the two."),
            deadline=plan.deadline,
            day=plan.on,
        )
    if plan.deadline < now.astimezone(zone(plan.zone)).date() and not again:
        raise Refused(N_("The last day for pledges, {deadline}, has passed. Choose one that lies ahead."), deadline=plan.deadline)
    for language in languages:
        nameless = N_("An exit day needs a name in each language: a few words, such as “Cities, autumn 2026”.")
        check_words(plan.titles.get(language, "").strip(), plan.texts.get(language, "").strip(), nameless=nameless)
    _check_numbers(plan)
    return starts_at


def check_step(old: State, new: State) -> None:
    """Refuse a step that the states do not know.

    :raises Refused: it cannot be taken from there.
    """
    if new not in NEXT[old]:
        raise Refused(N_("This exit day is {old}: it cannot become {new}."), old=old, new=new)


def check_confirmed(goal: Goal, going: int, audience: int) -> None:
    """Refuse to confirm a day before those who go are enough.

    :param audience: of those who go, as far as it is known.
    :raises Refused: fewer go than the goal says, or they have fewer followers together.
    """
    if goal.reached(going, audience):
        return
    if going < goal.needed:
        raise Refused(
            N_("{going} would go today, and the goal is {goal}. Wait for more pledges, or lower the goal first."),
            going=going,
            goal=goal.needed,
        )
    raise Refused(
        N_("Those who would go have {audience} followers that we know of, and the goal is {goal}. Wait, or lower the goal first."),
        audience=audience,
        goal=goal.audience,
    )


def check_words(title: str, text: str, *, nameless: str) -> None:
    """Refuse the name and the text of a campaign or an exit day that cannot be shown.

    :param nameless: what is said where there is no name.
    :raises Refused: no name, or one of the two is too long.
    """
    if not any(sign.isalnum() for sign in title):
        raise Refused(nameless)
    if len(title) > LONGEST_TITLE:
        raise Refused(N_("The name is {length} characters long. Keep it to {longest}."), length=len(title), longest=LONGEST_TITLE)
    if len(text) > LONGEST_TEXT:
        raise Refused(N_("The text is {length} characters long. Keep it to {longest}."), length=len(text), longest=LONGEST_TEXT)


def _check_numbers(plan: Plan) -> None:
    for number in (plan.goal.organisations, plan.goal.audience, plan.sector.size):
        if number is not None and not 0 < number <= MOST_ASKED:
            raise Refused(N_("{n} cannot be a goal or a size. Type a number above 0, or leave the field empty."), n=number)
    if plan.sector.region is not None and plan.sector.region not in REGIONS:
        raise Refused(N_("“{region}” is no region that is known here. Choose one of the list."), region=plan.sector.region[:20])
    if len(plan.sector.listed) > MOST_LISTED:
        raise Refused(N_("The list holds {n} institutions, at most {most} fit."), n=len(plan.sector.listed), most=MOST_LISTED)
