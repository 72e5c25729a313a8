"""The figures of one fictional account: the truth, with the noise, the roundings and the holes that real readings have."""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from math import log10, sin, sqrt, tau
from random import Random

from dashboard.domain.figures import Precision, Provenance, Snapshot, noon

WEEKLY = 0.0012
"""Height of the weekly wave: more follow on working days."""
LASTING = 0.95
"""What is left of a day's noise on the next day."""
MONTH = 30

Level = Callable[[date], float]


def span(first: date, last: date, every: int = 1) -> list[date]:
    """Days from ``first`` to ``last``, both included; with ``every``, each so many days, ending on the last."""
    skipped = (last - first).days % every
    return [first + timedelta(days=n) for n in range(skipped, (last - first).days + 1, every)]


def outages(random: Random, first: date, last: date, most: int = 2) -> set[date]:
    """Days on which a server or a connector was down: none to a few stretches of one to eight days."""
    down: set[date] = set()
    for _ in range(random.randint(0, most)):
        start = random.randrange(max(1, (last - first).days))
        down.update(first + timedelta(days=start + n) for n in range(random.randint(1, 8)))
    return down


def noisy(random: Random, level: Level, days: Sequence[date]) -> list[int]:
    """Whole counts around a level: slow noise as large as chance makes it (a root of the count), and a weekly wave; never below 0."""
    phase, noise = random.random() * tau, 0.0
    gauss, counts = random.gauss, []
    for day in days:
        true = level(day)
        noise = LASTING * noise + gauss(0.0, 0.15 * sqrt(true))
        counts.append(max(0, round(true * (1 + WEEKLY * sin(tau * day.weekday() / 7 + phase)) + noise)))
    return counts


def collected(random: Random, account_id: int, level: Level, days: Sequence[date], down: Collection[date]) -> tuple[Snapshot, ...]:
    """One reading a day a little after midnight UTC; nothing on the days that were down."""
    minute, following, posts = random.randint(0, 4), random.randint(40, 900), random.randint(50, 2_000)
    counts = noisy(random, level, days)
    return tuple(
        Snapshot(account_id, datetime.combine(day, time(0, minute), UTC), count, following, posts + 4 * n // 7)
        for n, (day, count) in enumerate(zip(days, counts, strict=True))
        if day not in down
    )


def declared(random: Random, account_id: int, level: Level, first: date, last: date, *, missed: float = 0.08) -> tuple[Snapshot, ...]:
    """A figure a month, typed by hand and rounded to two digits; now and then a month is forgotten."""
    days = span(first, last - timedelta(days=random.randint(1, MONTH - 3)), MONTH) if (last - first).days > MONTH else []
    return tuple(
        Snapshot(account_id, noon(day), rounded(level(day), 2), provenance=Provenance.DECLARED, precision=Precision.ROUNDED)
        for day in days
        if random.random() >= missed
    )


def rounded(number: float, digits: int) -> int:
    """The number with so many digits that count: 1,234 is 1,200 with two."""
    return int(round(number, digits - 1 - int(log10(max(number, 1)))))


def exported(random: Random, account_id: int, level: Level, days: Sequence[date]) -> tuple[Snapshot, ...]:
    """The daily counts of an analytics export, exact on its last day, from which it was rebuilt backwards."""
    counts = noisy(random, level, days)
    drift = counts[-1] - round(level(days[-1])) if counts else 0
    return tuple(
        Snapshot(account_id, noon(day), max(0, count - drift), provenance=Provenance.ANALYTICS, source="X Analytics")
        for day, count in zip(days, counts, strict=True)
    )
