"""The fair leaderboard (DESIGN.md 3.6): comparable institutions at the same age, ordered by what they regained at least."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import inf
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from dashboard.domain.departures import Status
from dashboard.domain.names import match_key
from dashboard.domain.organisations import Kind, Level, SizeClass, SizeMeasure
from dashboard.domain.rank_intervals import Intervals

AGES = (7, 30, 90, 180, 365)
"""Days after departure at which a standing is kept for everyone."""
DEFAULT_AGE = 90
FEWEST = 4
"""Of fewer institutions than this no median and no quartile is told."""


class Order(StrEnum):
    """By what the leaderboard is ordered; each has a sentence on what it means and one on what it does not (i18n.order_words)."""

    RECOVERY = "recovery"  # lower end of the recovery: the default
    PER_PERSON = "per_person"  # regained at least, per 1,000 inhabitants, students or staff
    GROWTH = "growth"  # of the lower end over the last 30 days
    FOLLOWERS = "followers"  # regained at least, in people: the largest institution always wins


GROWTH_DAYS = 30
"""Over how many days growth is measured."""
GROWTH_HOLDS = 31
"""For how many days after its reading a growth is compared: as long as a figure dated by hand holds."""
PER = 1_000
MEASURE_OF_KIND: Mapping[Kind, SizeMeasure] = MappingProxyType(
    dict.fromkeys(Kind, SizeMeasure.STAFF)
    | dict.fromkeys((Kind.CITY, Kind.DEPARTMENT, Kind.REGION), SizeMeasure.POPULATION)
    | dict.fromkeys((Kind.UNIVERSITY, Kind.SCHOOL), SizeMeasure.STUDENTS)
)
"""Among how many people an institution of a kind is counted: one measure a kind, so that all of it are counted alike."""


class Missing(StrEnum):
    """What an organisation lacks to be compared, in the order in which to fetch it."""

    DEPARTURE = "departure"
    BASELINE = "baseline"
    ACCOUNT = "account"
    AGE = "age"
    READING = "reading"
    SIZE = "size"  # only where it is divided by
    EARLIER = "earlier"  # a reading 30 days before, only for growth


class Standing(NamedTuple):
    """How an organisation stands: at one age, or at its latest reading. Exactly what may be published.

    :param status: the rung reached, or None if nothing was logged.
    :param departed_on: day 0; may be in the future (then the departure is planned).
    :param baseline: followers of the account left, at departure; ``baseline_on``, ``baseline_source``: of when, from where.
    :param regained_low: people regained at least; ``regained_high``: at most; None where unknown.
    :param recovery_low: the same as a ratio of the baseline; ``recovery_high``: likewise.
    :param as_of: the day of the reading.
    :param age: days from departure to ``as_of``.
    :param missing: what is missing for a comparison, or None if nothing is.
    :param growth: of the lower end over the 30 days before its latest reading, as a ratio; whatever the age.
    :param per_person: regained at least per 1,000 inhabitants, students or staff (MEASURE_OF_KIND).
    """

    slug: str
    name: str
    kind: Kind
    level: Level
    size: int | None
    size_measure: SizeMeasure | None
    size_class: SizeClass | None
    status: Status | None
    departed_on: date | None
    baseline: int | None
    baseline_on: date | None
    baseline_source: str | None
    regained_low: int | None
    regained_high: int | None
    recovery_low: float | None
    recovery_high: float | None
    as_of: date | None
    age: int | None
    missing: Missing | None
    fictional: bool = False
    growth: float | None = None
    per_person: float | None = None

    def value(self, by: Order) -> float | None:
        """What an order compares; None where it is unknown."""
        return _VALUES[by](self)


def _none(_: Standing) -> None:
    return None


_VALUES: Mapping[Order, Callable[[Standing], float | None]] = {
    Order.RECOVERY: attrgetter("recovery_low"),
    Order.PER_PERSON: attrgetter("per_person"),
    Order.GROWTH: attrgetter("growth"),
    Order.FOLLOWERS: attrgetter("regained_low"),
}
_UPPER_ENDS: Mapping[Order, Callable[[Standing], float | None]] = {
    Order.RECOVERY: attrgetter("recovery_high"),
    Order.PER_PERSON: _none,
    Order.GROWTH: _none,
    Order.FOLLOWERS: attrgetter("regained_high"),
}


@dataclass(frozen=True)
class Ranked:
    """A standing with its rank; None for those listed without one.

    :param best: the best rank that the bands allow, ``worst``: the worst one; None where the order has no bands.
    :param before: its rank at the beginning of last week; None if it had none, or if that is not known.
    :param risen: by how many places since then, among those that were ranked on both days; None likewise.
    """

    rank: int | None
    standing: Standing
    best: int | None = None
    worst: int | None = None
    before: int | None = None
    risen: int | None = None

    @property
    def certain(self) -> bool:
        """Whether the bands leave no other rank."""
        return self.best == self.worst


def per_person(regained_low: int | None, size: int | None) -> float | None:
    """Regained at least per 1,000 people; None where either is unknown.

    :param size: people, by the one measure of the kind (MEASURE_OF_KIND).
    """
    return None if regained_low is None or not size else regained_low * float(PER) / size


def has_ranks(by: Order, kind: Kind | None) -> bool:
    """Whether an order gives ranks: inhabitants, students and staff are not alike, so there only within one kind.

    :param kind: the only one of the selection, or None for all.
    """
    return by is not Order.PER_PERSON or kind is not None


def order(standings: Sequence[Standing], by: Order = Order.RECOVERY) -> list[Standing]:
    """Highest value first, then highest upper end, then by name; those that cannot be compared last."""
    value_of, high_of = _VALUES[by], _UPPER_ENDS[by]

    def place(one: Standing) -> tuple[bool, float, float, str, str]:
        value, high = value_of(one), high_of(one)
        return (
            one.missing is not None,
            inf if value is None else -value,
            inf if high is None else -high,
            match_key(one.name),
            one.slug,
        )

    return sorted(standings, key=place)


def rank(standings: Sequence[Standing], by: Order = Order.RECOVERY) -> list[Ranked]:
    """Give ranks to the certified ones that can be compared; equal values share a rank; the others have none."""
    field = Intervals(
        (one.recovery_low, one.recovery_high)
        for one in standings
        if by is Order.RECOVERY and one.missing is None and one.level.certified and one.recovery_low is not None
    )
    ranked: list[Ranked] = []
    seen = 0
    current = 0
    previous: float | None = None
    for one in order(standings, by):
        value = one.value(by)
        if one.missing is not None or not one.level.certified or value is None:
            ranked.append(Ranked(None, one))
            continue
        seen += 1
        if value != previous:
            current, previous = seen, value
        interval = field.of(value, one.recovery_high) if by is Order.RECOVERY else (None, None)
        ranked.append(Ranked(current, one, *interval))
    return ranked
