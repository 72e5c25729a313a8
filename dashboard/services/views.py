"""What services hand to pages, charts and the command line: frozen, typed, safe to publish."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from dashboard.domain.accounts import Account
from dashboard.domain.annotations import Annotation
from dashboard.domain.baselines import BaselineEvent
from dashboard.domain.departures import Journey
from dashboard.domain.figures import READ_DAILY, DailyFigure, FigureColumns, by_column
from dashboard.domain.leaderboard import Ranked, Standing
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.organisations import Kind, Organisation
from dashboard.domain.transfer import DayReading, Stretch, by_day


@dataclass(frozen=True)
class Gap:
    """Days, both included, on which an account was not read although it was read before and after (or is still not read).

    :param reason: why, from the observations, or None if nothing was recorded.
    """

    first: date
    last: date
    reason: str | None = None


@dataclass(frozen=True)
class AccountSeries:
    """One account with the figure that stands on each day it was read, oldest first, and its gaps."""

    account: Account
    figures: Sequence[DailyFigure]
    gaps: Sequence[Gap]

    @cached_property
    def counted(self) -> Sequence[DailyFigure]:
        """The figures that count: neither waiting for a person nor set aside by one."""
        return [one for one in self.figures if not one.flagged]

    @cached_property
    def columns(self) -> FigureColumns:
        """The figures that count, by column."""
        return by_column(self.counted)

    @cached_property
    def held(self) -> Sequence[DailyFigure]:
        """The others."""
        return [one for one in self.figures if one.flagged]

    @property
    def unread(self) -> Gap | None:
        """The days since the last reading of an account that is read by itself, where that holds no longer today."""
        if not self.figures or not self.gaps or not FACTS[self.account.network].collected:
            return None
        last, gap = self.figures[-1], self.gaps[-1]
        lasts = last.provenance in READ_DAILY and gap.first > last.day
        return replace(gap, first=last.day + timedelta(days=1)) if lasts else None


@dataclass(frozen=True)
class OrganisationView:
    """Everything the organisation page shows.

    :param baseline: the one in force: frozen once departed, what the rule chooses before that.
    :param baseline_by_rule: what the rule would choose today; ``baseline_events``: what happened to the frozen one, oldest first.
    :param stretches: the band of each day from the departure (or the first figure, without one) to the last reading; gaps have None ends.
    :param standing: at its latest reading.
    :param peers: median of the lower and upper recovery of its kind at the same age with the number of them, or None.
    :param read_at: instant of the newest figure.
    :param logged: events logged so far, corrected ones included: what a form has before its eyes (services.log_departure).
    :param annotations: public notes on it and on the whole movement, by day.
    """

    organisation: Organisation
    journey: Journey
    series: Sequence[AccountSeries]
    baseline: DailyFigure | None
    stretches: Sequence[Stretch]
    standing: Standing
    peers: tuple[float, float, int] | None
    read_at: datetime | None
    logged: int = 0
    baseline_by_rule: DailyFigure | None = None
    baseline_events: Sequence[BaselineEvent] = ()
    annotations: Sequence[Annotation] = ()

    @property
    def bands(self) -> list[DayReading]:
        """The band of each of those days."""
        return list(by_day(self.stretches))


@dataclass(frozen=True)
class LeaderboardPage:
    """One page of the leaderboard. Totals count the whole selection, not the page.

    :param median: median of what the order compares, over the certified ones of the selection.
    :param read_at: instant of the newest figure in the register.
    :param kinds: of which there is any organisation, whatever was chosen.
    :param since: the day of last week with which ranks are compared; None where none was kept, or the order keeps none.
    """

    certified: Sequence[Ranked]
    certified_total: int
    listed: Sequence[Standing]
    listed_total: int
    not_enough: Sequence[Standing]
    not_enough_total: int
    median: float | None
    read_at: datetime | None
    kinds: Sequence[Kind] = ()
    since: date | None = None


@dataclass(frozen=True)
class AgePoint:
    """Spread of recovery (lower end) over organisations at one age: quartiles, and how many they rest on."""

    age: int
    n: int
    lower_quartile: float
    median: float
    upper_quartile: float


@dataclass(frozen=True)
class Overview:
    """The movement as a whole.

    :param left: organisations that have left by now; ``planned``: with a date to come; ``announced``: without a date.
    :param audience_left: sum of the known baselines; ``audience_known``: over how many of those that left.
    :param regained: sum of the lower and of the upper ends over those that left and have both, with their number; where none has
        both, of the lower ends alone, the upper one then being None.
    :param departures: (day, how many had left by then), one per day on which somebody leaves, planned ones included.
    :param next_departures: soonest first.
    """

    organisations: int
    left: int
    planned: int
    announced: int
    returned: int
    audience_left: int
    audience_known: int
    regained: tuple[int, int | None, int]
    departures: Sequence[tuple[date, int]]
    next_departures: Sequence[Standing]
    by_kind: Sequence[tuple[str, int]]
    recovery: Sequence[AgePoint]
    read_at: datetime | None


@dataclass(frozen=True)
class AccountStatus:
    """One line of the collection page: what was read when, what failed and what to do.

    :param last_read_at: instant of the last good reading; ``last_followers``: its count.
    :param problem: sentence in English and its values (as an EssaimError has them), or None.
    :param remedy: value of connectors.base.Remedy, or None.
    :param due_at: when the next reading is due; None for networks dated by hand.
    """

    account: Account
    organisation_name: str
    last_read_at: datetime | None
    last_followers: int | None
    problem: tuple[str, dict[str, object]] | None
    remedy: str | None
    due_at: datetime | None

    @property
    def collected(self) -> bool:
        """Whether it is read by itself: its network anybody may read, or somebody gave a token for it."""
        return FACTS[self.account.network].collected or self.due_at is not None


@dataclass(frozen=True)
class CollectionStatus:
    """State of the collection as a whole, with the accounts that need somebody first."""

    accounts: Sequence[AccountStatus]
    collected: int
    by_hand: int
    failing: int
    never_read: int
    last_round_at: datetime | None


@dataclass(frozen=True)
class SeriesPoint:
    """One figure as exported by ``essaim series`` and the CSV of the organisation page.

    :param role: the capacity in which somebody brought it, never who; None for what was read by itself.
    :param rounded_to: of a rounded figure, to the nearest how many, where that is known.
    :param flagged: it waits for a person or was set aside by one, and counts nowhere.
    """

    network: Network
    handle: str
    at: datetime
    followers: int
    source: str
    precision: str
    provenance: str
    role: str | None = None
    rounded_to: int | None = None
    flagged: bool = False
