"""Who the fictional institutions are, and what becomes of each: the fixed characters first, then drawn ones."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import exp, log
from random import Random

from dashboard.domain.accounts import AccountState
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind, Level

LEAST_DAYS = 60
TOGETHER = 0.45
"""Share of departures that take place on a common exit day."""


class Role(StrEnum):
    """How far the institution has come."""

    LEFT = "left"
    RETURNED = "returned"
    PLANNED = "planned"
    ANNOUNCED = "announced"
    PLEDGED = "pledged"
    CONSIDERING = "considering"


class OldFigures(StrEnum):
    """What is known of the audience left behind."""

    ANALYTICS = "analytics"
    ARCHIVE = "archive"
    PRESS = "press"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Profile:
    """One institution before its figures are drawn.

    :param name: pattern with ``{of}`` (de Valombre, d’Ormevent) or ``{place}``.
    :param left_on: day of the departure, past or planned, or None.
    :param baseline: followers on X on that day.
    :param networks: those it goes to; ``unread``: one of them that never gave a figure.
    :param end: state of its first new account at the end, ACTIVE if all is well.
    """

    name: str
    kind: Kind
    role: Role
    level: Level
    left_on: date | None
    baseline: int
    networks: tuple[Network, ...]
    population: int | None = None
    students: int | None = None
    staff: int | None = None
    old_figures: OldFigures = OldFigures.ANALYTICS
    end: AccountState = AccountState.ACTIVE
    unread: Network | None = None

    def together(self, today: date, days: int) -> bool:
        """Whether it leaves on a common exit day."""
        return self.left_on in exit_days(today, days)


_NAMES = {
    Kind.CITY: ("Ville {of}",),
    Kind.UNIVERSITY: ("Université {of}",),
    Kind.HOSPITAL: ("Centre hospitalier {of}",),
    Kind.ASSOCIATION: ("Les Amis {of}", "Écoute {place}"),
    Kind.MUSEUM: ("Musée {of}", "Écomusée {of}"),
    Kind.DEPARTMENT: ("Département {of}",),
    Kind.RESEARCH: ("Observatoire {of}",),
    Kind.SCHOOL: ("École d’art {of}",),
}
_SHARES = (36, 22, 12, 12, 8, 4, 3, 3)
_ROLES = {Role.LEFT: 74, Role.PLANNED: 9, Role.ANNOUNCED: 7, Role.PLEDGED: 5, Role.CONSIDERING: 5}
_OLD_FIGURES = {OldFigures.ANALYTICS: 60, OldFigures.ARCHIVE: 24, OldFigures.PRESS: 13, OldFigures.NOTHING: 3}
_BOTH = (Network.BLUESKY, Network.MASTODON)
_CHOICES = {
    _BOTH: 44,
    (Network.BLUESKY,): 20,
    (Network.MASTODON,): 8,
    (*_BOTH, Network.LINKEDIN): 14,
    (*_BOTH, Network.PEERTUBE): 6,
    (Network.BLUESKY, Network.THREADS): 8,
}
_ENDS = {11: AccountState.HIDDEN, 14: AccountState.SUSPENDED, 17: AccountState.UNREACHABLE}
"""By the number of the institution, out of twenty."""


def exit_days(today: date, days: int) -> tuple[date, date, date]:
    """Two days of the past on which many left together, and one to come."""
    return today - timedelta(days=round(days * 0.57)), today - timedelta(days=round(days * 0.22)), today + timedelta(days=30)


def profile(number: int, random: Random, today: date, days: int) -> Profile:
    """The institution of that number: the first eight are always the same characters."""
    cast = _cast(today, days)
    return cast[number] if number < len(cast) else _drawn(number, random, today, days)


def _cast(today: date, days: int) -> tuple[Profile, ...]:
    def ago(wanted: int) -> date:
        return today - timedelta(days=min(wanted, days * wanted // 400))

    first, second, next_day = exit_days(today, days)
    full = (*_BOTH, Network.LINKEDIN)
    return (
        Profile("Ville {of}", Kind.CITY, Role.LEFT, Level.L3, ago(260), 148_200, _BOTH, population=214_300),
        Profile("Université {of}", Kind.UNIVERSITY, Role.LEFT, Level.L2, first, 41_800, full, students=31_500),
        Profile("CHU {of}", Kind.HOSPITAL, Role.LEFT, Level.L2, second, 22_900, _BOTH[:1], staff=6_200, old_figures=OldFigures.ARCHIVE),
        Profile("Écoute {place}", Kind.ASSOCIATION, Role.ANNOUNCED, Level.L0, None, 3_100, (), old_figures=OldFigures.NOTHING),
        Profile("Ville {of}", Kind.CITY, Role.PLANNED, Level.L3, next_day, 37_600, _BOTH, population=58_900),
        Profile(
            "Musée {of}", Kind.MUSEUM, Role.LEFT, Level.L0, ago(75), 9_400, (Network.MASTODON, Network.THREADS),
            old_figures=OldFigures.NOTHING, unread=Network.THREADS,
        ),
        Profile("Département {of}", Kind.DEPARTMENT, Role.RETURNED, Level.L2, ago(300), 18_700, _BOTH[:1], population=402_000),
        Profile("Université {of}", Kind.UNIVERSITY, Role.CONSIDERING, Level.L0, None, 12_300, _BOTH[1:], students=9_800),
    )  # fmt: skip


def _drawn(number: int, random: Random, today: date, days: int) -> Profile:
    kind = random.choices(list(_NAMES), _SHARES)[0]
    role = random.choices(list(_ROLES), list(_ROLES.values()))[0]
    sizes, baseline = _sizes(kind, random)
    left_on = _left_on(role, random, today, days)
    networks = random.choices(list(_CHOICES), list(_CHOICES.values()))[0]
    return Profile(
        name=random.choice(_NAMES[kind]),
        kind=kind,
        role=role,
        level=random.choices((Level.L0, Level.L2, Level.L3), (35, 45, 20))[0],
        left_on=left_on,
        baseline=baseline,
        networks=networks,
        old_figures=random.choices(list(_OLD_FIGURES), list(_OLD_FIGURES.values()))[0],
        end=_ENDS.get(number % 20, AccountState.ACTIVE),
        population=sizes.get("population"),
        students=sizes.get("students"),
        staff=sizes.get("staff"),
    )


def _sizes(kind: Kind, random: Random) -> tuple[dict[str, int], int]:
    """The size by the measure of the kind, and an audience that goes with it."""
    drawn = exp(random.uniform(log(8_000), log(320_000)))
    if kind in (Kind.CITY, Kind.DEPARTMENT):
        return {"population": 100 * round(drawn / 100)}, round(drawn * random.uniform(0.1, 0.6))
    if kind is Kind.UNIVERSITY:
        students = 4_000 + drawn / 6
        return {"students": 100 * round(students / 100)}, round(students * random.uniform(0.4, 1.6))
    if kind is Kind.HOSPITAL:
        return {"staff": 10 * round(drawn / 320)}, round(drawn / 32 * random.uniform(1.0, 4.0))
    return {}, round(1_200 + drawn * random.uniform(0.02, 0.2))


def _left_on(role: Role, random: Random, today: date, days: int) -> date | None:
    alone, together = random.random(), random.random() < TOGETHER
    first, second, next_day = exit_days(today, days)
    if role is Role.LEFT:
        return random.choice((first, second)) if together else today - timedelta(days=round(days * (0.1 + 0.68 * alone)))
    if role is Role.PLANNED:
        return next_day if together or alone < 0.5 else today + timedelta(days=round(5 + 90 * alone))
    return None
