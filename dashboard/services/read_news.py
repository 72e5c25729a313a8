"""Read what is new: who left or came back, and how those stand who reached an age."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlmodel import Session

from dashboard.domain.departures import LEFT, DepartureEvent, Status, in_force
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Organisation
from dashboard.services.read_public import withheld_baselines
from dashboard.services.standings import left_network
from db import departures, news, organisations
from db.engine import Database
from db.tables import MilestoneRow, OrganisationRow, StandingRow

MOST = 100
MARKS = (0.10, 0.25, 0.50)
"""Shares of the audience whose passing is news."""


@dataclass(frozen=True)
class Moved:
    """Somebody left a network, or came back to it.

    :param journey: 1 for the first departure from that network, and its return.
    """

    organisation: Organisation
    network: Network
    journey: int
    event: DepartureEvent

    @property
    def published(self) -> datetime:
        """The day it happened."""
        return _midnight(self.event.on)

    @property
    def updated(self) -> datetime:
        """When it was last written down, if that was later."""
        return max(self.published, self.event.logged_at)

    @property
    def name(self) -> str:
        """Its name in lasting identifiers: a corrected date does not change it."""
        step = "return" if self.event.status is Status.RETURNED else "departure"
        return f"{step}-{self.network.value}-{self.journey}"


@dataclass(frozen=True)
class Reached:
    """Somebody was read at an age.

    :param low: share regained at least, ``high``: at most.
    :param baseline: None where it may not be handed on: it is a feed that tells it.
    :param passed: marks (MARKS) that lie between the lower end at the age before and this one.
    """

    organisation: Organisation
    network: Network
    journey: int
    age: int
    as_of: date
    low: float
    high: float | None
    regained_low: int
    regained_high: int | None
    baseline: int | None
    baseline_on: date | None
    baseline_source: str
    passed: tuple[float, ...]

    @property
    def published(self) -> datetime:
        """The day on which the age was reached."""
        return _midnight(self.as_of)

    updated = published

    @property
    def name(self) -> str:
        """Its name in lasting identifiers."""
        return f"day-{self.age}-{self.network.value}-{self.journey}"


News = Moved | Reached


def read_news(db: Database, *, today: date, slug: str | None = None) -> list[News]:
    """The newest, at most 100: of everybody, or of one institution.

    :raises NotFound: no organisation is called so.
    """
    with db.reading() as session:
        if slug is not None:
            row = organisations.by_slug(session, slug)
            return _newest(_of(session, [row], today)[row.slug])
        rows = organisations.of_ids(session, news.moved(session, today, MOST))
        events = departures.events_of(session, [row.id or 0 for row in rows])
        return _newest([*_moved(rows, events, today), *_reached(session, news.reached(session, today, MOST))])


def read_news_of_each(db: Database, slugs: Sequence[str], *, today: date) -> Mapping[str, Sequence[News]]:
    """The newest of several institutions, at most 100 of each, by slug."""
    with db.reading() as session:
        found = _of(session, organisations.of_slugs(session, slugs), today)
    return {slug: _newest(some) for slug, some in found.items()}


def _of(session: Session, rows: Sequence[OrganisationRow], today: date) -> Mapping[str, Sequence[News]]:
    keys = [row.id or 0 for row in rows]
    found: dict[str, list[News]] = {row.slug: [] for row in rows}
    reached = _reached(session, news.reached(session, today, None, keys))
    told: list[News] = [*_moved(rows, departures.events_of(session, keys), today), *reached]
    for one in told:
        found[one.organisation.slug].append(one)
    return found


def _newest(found: Sequence[News]) -> list[News]:
    return sorted(found, key=lambda one: (one.updated, one.published, one.organisation.slug, one.name), reverse=True)[:MOST]


def _moved(rows: Iterable[OrganisationRow], events: Mapping[int, Sequence[DepartureEvent]], today: date) -> Iterator[Moved]:
    for row in rows:
        for network, journey, event in _steps(events.get(row.id or 0, ())):
            if event.on <= today:
                yield Moved(organisations.as_organisation(row), network, journey, event)


def _steps(events: Sequence[DepartureEvent]) -> Iterator[tuple[Network, int, DepartureEvent]]:
    """Of every journey in force its departure, as the ladder dates it, and its return."""
    for network in Network:
        journey, left = 1, list[DepartureEvent]()
        for event in in_force([one for one in events if one.network is network]):
            if event.status in LEFT:
                left.append(event)
            elif event.status is Status.RETURNED:
                yield from ((network, journey, one) for one in (*_departure(left), event))
                journey, left = journey + 1, []
        yield from ((network, journey, one) for one in _departure(left))


def _departure(left: Sequence[DepartureEvent]) -> Sequence[DepartureEvent]:
    dated = [one for one in left if one.status is Status.DEPARTED]
    return (dated or sorted(left, key=lambda one: one.on))[:1]


def _reached(session: Session, rows: Sequence[tuple[OrganisationRow, StandingRow, MilestoneRow]]) -> Iterator[Reached]:
    ids = list({row.id for row, _, _ in rows if row.id})
    lows, events, hidden = news.lows(session, ids), departures.events_of(session, ids), withheld_baselines(session, ids)
    for row, standing, one in rows:
        mine = events.get(row.id or 0, ())
        network = left_network(mine)
        journey = next((n for at, n, event in _steps(mine) if at is network and event.on == standing.departed_on), 1)
        before = max(((age, low) for age, low in lows[one.organisation_id].items() if age < one.age), default=(0, 0.0))[1]
        low = one.recovery_low or 0.0
        yield Reached(
            organisation=organisations.as_organisation(row),
            network=network,
            journey=journey,
            age=one.age,
            as_of=one.as_of,
            low=low,
            high=one.recovery_high,
            regained_low=one.regained_low or 0,
            regained_high=one.regained_high,
            baseline=None if row.id in hidden else standing.baseline,
            baseline_on=standing.baseline_on,
            baseline_source=standing.baseline_source or "",
            passed=tuple(mark for mark in MARKS if before < mark <= low),
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
