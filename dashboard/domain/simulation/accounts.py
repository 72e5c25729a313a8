"""The accounts of a fictional institution with their figures: the one it leaves, and those it opens."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from math import exp
from random import Random

from dashboard.domain.accounts import Account, AccountState, Link, Origin
from dashboard.domain.departures import DepartureEvent, Status
from dashboard.domain.figures import Precision, Provenance, Snapshot, noon
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.organisations import Level, Organisation
from dashboard.domain.simulation.profiles import OldFigures, Profile
from dashboard.domain.simulation.readings import collected, declared, exported, outages, rounded, span
from dashboard.domain.simulation.truth import Truth

HOSTS: Mapping[Network, tuple[str, ...]] = {
    Network.MASTODON: ("social.example", "villes.example", "campus.example"),
    Network.PEERTUBE: ("video.example",),
}
EXPORT_DAYS = 150
_LINKS = {Level.L0: Link.LISTED, Level.L1: Link.LISTED, Level.L2: Link.PROVEN, Level.L3: Link.AUTHORISED}


@dataclass(frozen=True)
class SimulatedAccount:
    """One account with all its figures, oldest first. Its id counts within the simulation only."""

    account: Account
    snapshots: tuple[Snapshot, ...]


@dataclass(frozen=True)
class Course:
    """What the figures of one institution follow.

    :param events: its ladder.
    :param left_on: day 0, or None; ``back_on``: when it returned, or None.
    :param first: first day of the simulation; ``today``: the last.
    :param every: days between two readings.
    """

    truth: Truth
    events: tuple[DepartureEvent, ...]
    left_on: date | None
    back_on: date | None
    first: date
    today: date
    every: int

    def people(self, day: date) -> float:
        """How many people follow it anywhere new on that day; after a return nobody comes any more, and some go."""
        age = (day - self.left_on).days if self.left_on else (day - self.today).days - 60
        if self.back_on and day > self.back_on and self.left_on:
            stopped = (self.back_on - self.left_on).days
            return self.truth.baseline * self.truth.share(stopped) * (1 - 0.0004 * (age - stopped))
        return self.truth.baseline * self.truth.share(age)


def origin_account(
    random: Random, number: int, organisation: Organisation, profile: Profile, course: Course, source: str
) -> SimulatedAccount:
    """The account on X: it loses a little each month until the departure, and what is known of it differs.

    :param source: what a count in the press can be checked with.
    """
    slope = random.uniform(0.02, 0.09) / 365
    end = min(course.left_on or course.today, course.today - timedelta(days=1))

    def level(day: date) -> float:
        return course.truth.baseline * (1 + slope * ((course.left_on or course.today) - day).days)

    known_on = end - timedelta(days=random.randint(0, 3))
    snapshots: tuple[Snapshot, ...] = ()
    if profile.old_figures is OldFigures.ANALYTICS:
        snapshots = exported(random, number, level, span(max(course.first, end - timedelta(days=EXPORT_DAYS)), end))
    elif profile.old_figures is OldFigures.ARCHIVE:
        snapshots = (Snapshot(number, noon(known_on), round(level(known_on)), provenance=Provenance.ARCHIVE, source="Archive X"),)
    elif profile.old_figures is OldFigures.PRESS:
        count = rounded(level(known_on), 3)
        snapshots = (Snapshot(number, noon(known_on), count, None, None, Provenance.PRESS, source, Precision.ROUNDED),)
    if snapshots and not organisation.level.certified and snapshots[0].provenance is not Provenance.PRESS:
        # Only its holder can export an account: of whoever has not come forward, what the press wrote is known.
        snapshots = (replace(snapshots[-1], provenance=Provenance.PRESS, source=source),)
    closed_on = next((event.on for event in course.events if event.status is Status.CLOSED), None)
    account = Account(
        number,
        organisation.slug,
        Network.X,
        f"{organisation.slug}.example",
        Origin.ORIGIN,
        _LINKS[organisation.level],
        AccountState.GONE if closed_on else AccountState.ACTIVE,
        state_since=_midnight(closed_on) if closed_on else None,
    )
    return SimulatedAccount(account, snapshots)


def destination_accounts(
    random: Random, first_number: int, organisation: Organisation, profile: Profile, course: Course, seed: int
) -> tuple[SimulatedAccount, ...]:
    """The new accounts: each holds its part of the people, and together they hold everybody at least once."""
    accounts = []
    for n, (network, part) in enumerate(zip(profile.networks, _parts(random, len(profile.networks)), strict=True)):
        troubled = n == 0 and profile.end is not AccountState.ACTIVE
        last = course.today - timedelta(days=random.randint(9, 25) if troubled else 0)
        opened_on, first = _opening(random, network, course)
        host = random.choice(HOSTS[network]) if network in HOSTS else None
        down = outages(random, course.first, course.today)
        if host is not None:
            down |= outages(Random(f"{host} {seed}"), course.first, course.today, most=3)
        people = partial(_followers, part, course, opened_on)
        snapshots: tuple[Snapshot, ...] = ()
        if network is not profile.unread:
            if FACTS[network].collected:
                snapshots = collected(random, first_number + n, people, span(first, last, course.every), down)
            else:
                snapshots = declared(random, first_number + n, people, first, last)
        account = Account(
            first_number + n,
            organisation.slug,
            network,
            f"{organisation.slug}.example" if host is None else f"{organisation.slug.replace('-', '_')}@{host}",
            Origin.DESTINATION,
            _LINKS[organisation.level],
            profile.end if troubled else AccountState.ACTIVE,
            state_since=_midnight(last + timedelta(days=1)) if troubled else None,
            host=host,
            opened_on=opened_on,
        )
        accounts.append(SimulatedAccount(account, snapshots))
    return tuple(accounts)


def _parts(random: Random, networks: int) -> list[float]:
    """The part of the people that each network holds: none more than all, and more than all together, for some follow on two."""
    if networks < 2:
        return [1.0] * networks
    drawn = [random.uniform(0.55, 0.9) if n == 0 else random.uniform(0.2, 0.6) for n in range(networks)]
    stretch = max(1.0, 1.06 / sum(drawn))
    return [min(1.0, part * stretch) for part in drawn]


def _opening(random: Random, network: Network, course: Course) -> tuple[date, date]:
    """The day an account was opened, and the first day with a figure: a third open within the days simulated, well before the departure."""
    latest = min(course.left_on or course.today, course.today) - timedelta(days=90)
    if random.random() < 0.35 and latest > course.first:
        opened_on = course.first + timedelta(days=random.randrange((latest - course.first).days))
    else:
        opened_on = course.first - timedelta(days=random.randint(30, 500))
    opened_on = max(opened_on, FACTS[network].opened_on)
    return opened_on, max(course.first, opened_on)


def _followers(part: float, course: Course, opened_on: date, day: date) -> float:
    """A new account finds those who are there already within a few weeks."""
    return part * course.people(day) * (1 - exp(-((day - opened_on).days + 1) / 15))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
