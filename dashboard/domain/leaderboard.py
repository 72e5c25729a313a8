"""The fair leaderboard (DESIGN.md 3.6): comparable institutions at the same age, ordered by what they regained at least."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.domain.departures import Status
from dashboard.domain.names import match_key
from dashboard.domain.organisations import Kind, Level, SizeClass, SizeMeasure

AGES = (7, 30, 90, 180, 365)
"""Days after departure at which a standing is kept for everyone."""
DEFAULT_AGE = 90


class Order(StrEnum):
    """By what the leaderboard is ordered; each has a sentence on what it means and one on what it does not (i18n.order_words)."""

    RECOVERY = "recovery"  # lower end of the recovery: the default
    PER_PERSON = "per_person"  # regained at least, per 1,000 inhabitants, students or staff
    GROWTH = "growth"  # of the lower end over the last 30 days
    FOLLOWERS = "followers"  # regained at least, in people: the largest institution always wins


class Missing(StrEnum):
    """What an organisation lacks to be compared, in the order in which to fetch it."""

    DEPARTURE = "departure"
    BASELINE = "baseline"
    ACCOUNT = "account"
    AGE = "age"
    READING = "reading"


@dataclass(frozen=True)
class Standing:
    """How an organisation stands: at one age, or at its latest reading. Exactly what may be published.

    :param status: the rung reached, or None if nothing was logged.
    :param departed_on: day 0; may be in the future (then the departure is planned).
    :param baseline: followers of the account left, at departure; ``baseline_on``, ``baseline_source``: of when, from where.
    :param regained_low: people regained at least; ``regained_high``: at most; None where unknown.
    :param recovery_low: the same as a ratio of the baseline; ``recovery_high``: likewise.
    :param as_of: the day of the reading.
    :param age: days from departure to ``as_of``.
    :param missing: what is missing for a comparison, or None if nothing is.
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


@dataclass(frozen=True)
class Ranked:
    """A standing with its rank; None for those listed without one."""

    rank: int | None
    standing: Standing


def order(standings: Sequence[Standing]) -> list[Standing]:
    """Highest lower end first, then highest upper end, then by name; those that cannot be compared last."""
    return sorted(
        standings,
        key=lambda one: (
            one.missing is not None,
            -(one.recovery_low if one.recovery_low is not None else -1.0),
            -(one.recovery_high if one.recovery_high is not None else -1.0),
            match_key(one.name),
            one.slug,
        ),
    )


def rank(standings: Sequence[Standing]) -> list[Ranked]:
    """Give ranks to the certified ones that can be compared; equal lower ends share a rank; the others have none."""
    ranked: list[Ranked] = []
    seen = 0
    current = 0
    previous: float | None = None
    for one in order(standings):
        if one.missing is not None or not one.level.certified:
            ranked.append(Ranked(None, one))
            continue
        seen += 1
        if one.recovery_low != previous:
            current, previous = seen, one.recovery_low
        ranked.append(Ranked(current, one))
    return ranked
