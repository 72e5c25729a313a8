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
from db.tables import OrganisationRow

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
_Step = tuple[Network, int, DepartureEvent]
"""A departure or a return, with the network and the number of the journey on it."""


def read_news(db: Database, *, today: date, slug: str | None = None) -> list[News]:
    """The newest, at most 100: of everybody, or of one institution.

    :raises NotFound: no organisation is called so.
    """
    with db.reading() as session:
        if slug is not None:
            row = organisations.by_slug(session, slug)
            return news_of(session, [row], departures.events_of(session, [row.id or 0]), today=today)[row.slug]
        moved, reached = news.moved(session, today, MOST), news.reached(session, today, MOST)
        keys = {*moved, *(one.organisation_id for one in reached)}
        rows, events = organisations.of_ids(session, keys), departures.events_of(session, keys)
        return _newest(_told(session, rows, reached, events, today, moved))


def news_of(
    session: Session, rows: Sequence[OrganisationRow], events: Mapping[int, Sequence[DepartureEvent]], *, today: date
) -> Mapping[str, list[News]]:
    """The newest of several institutions, at most 100 of each, by slug.

    :param events: of their departures, by key.
    """
    found: dict[str, list[News]] = {row.slug: [] for row in rows}
    keys = [row.id or 0 for row in rows]
    for one in _told(session, rows, news.reached(session, today, None, keys), events, today, keys):
        found[one.organisation.slug].append(one)
    return {slug: _newest(some) for slug, some in found.items()}


def _newest(found: Iterable[News]) -> list[News]:
    return sorted(found, key=lambda one: (one.updated, one.published, one.organisation.slug, one.name), reverse=True)[:MOST]


def _told(
    session: Session,
    rows: Sequence[OrganisationRow],
    reached: Sequence[news.Reading],
    events: Mapping[int, Sequence[DepartureEvent]],
    today: date,
    moved: Iterable[int],
) -> Iterator[News]:
    """What moved those of whom that is asked, and what was reached; in no order.

    :param rows: all of them.
    """
    who = {row.id or 0: organisations.as_organisation(row) for row in rows}
    steps = {key: list(_steps(events.get(key, ()))) for key in who}
    for key in moved:
        yield from (Moved(who[key], *step) for step in steps[key] if step[-1].on <= today)
    yield from _reached(session, reached, who, events, steps)


def _steps(events: Sequence[DepartureEvent]) -> Iterator[_Step]:
    """Of every journey in force its departure, as the ladder dates it, and its return."""
    known = {event.network for event in events}
    for network in (one for one in Network if one in known):
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


def _reached(
    session: Session,
    readings: Sequence[news.Reading],
    who: Mapping[int, Organisation],
    events: Mapping[int, Sequence[DepartureEvent]],
    steps: Mapping[int, Sequence[_Step]],
) -> Iterator[Reached]:
    left_on = {one.organisation_id: one.departed_on for one in readings}
    lows, hidden = news.lows(session, list(left_on)), withheld_baselines(session, list(left_on))
    left = {key: _left(events.get(key, ()), steps[key], on) for key, on in left_on.items()}
    for one in readings:
        key, low = one.organisation_id, one.recovery_low
        before = max(((age, earlier) for age, earlier in lows[key].items() if age < one.age), default=(0, 0.0))[1]
        network, journey = left[key]
        yield Reached(
            organisation=who[key],
            network=network,
            journey=journey,
            age=one.age,
            as_of=one.as_of,
            low=low,
            high=one.recovery_high,
            regained_low=one.regained_low or 0,
            regained_high=one.regained_high,
            baseline=None if key in hidden else one.baseline,
            baseline_on=one.baseline_on,
            baseline_source=one.baseline_source or "",
            passed=tuple(mark for mark in MARKS if before < mark <= low),
        )


def _left(events: Sequence[DepartureEvent], steps: Sequence[_Step], departed_on: date) -> tuple[Network, int]:
    """The network an institution left on the day of its standing, and the number of that journey."""
    network = left_network(events)
    return network, next((n for at, n, event in steps if at is network and event.on == departed_on), 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
