"""Keep standings and milestones true: called, inside the writer's own transaction, by whatever changes what they rest on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlmodel import Session

from dashboard.domain.accounts import Origin
from dashboard.domain.departures import DepartureEvent, in_force, journey
from dashboard.domain.figures import Holding
from dashboard.domain.leaderboard import AGES, GROWTH_DAYS
from dashboard.domain.networks import Network
from dashboard.domain.transfer import Band, Curve, band, growth, latest, share
from dashboard.services.baselines.freeze import baselines_of
from db import accounts, departures, figures, standings, weeks
from db.engine import Database
from db.standings import Known

WEEKS_KEPT = 3
Facts = Mapping[int, tuple[date | None, int | None]]
"""Departure day and baseline, by organisation."""


def refresh(session: Session, organisation_ids: Iterable[int], *, today: date, holding: Holding) -> None:
    """Compute everything anew for some organisations: the ladder, the baseline, the latest reading and all milestones."""
    ids = list(organisation_ids)
    if not ids:
        return
    events = departures.events_of(session, ids)
    accounts.set_origins(session, {key: left_networks(events.get(key, ())) for key in ids})
    _refresh_ladder(session, ids, events, today)
    facts = standings.standings(session, ids)
    _refresh_latest(session, ids, facts, today, holding)
    standings.drop_milestones(session, ids)
    _refresh_milestones(session, dict.fromkeys(ids, 0), facts, today, holding)


def refresh_after(session: Session, earliest: Mapping[int, date], origins: Iterable[int], *, today: date, holding: Holding) -> None:
    """Follow up new figures: what they can change and nothing else.

    :param earliest: per organisation the first day of its new figures.
    :param origins: organisations of which an account being left has a new figure: their baseline may change.
    """
    changed_baseline = set(origins)
    refresh(session, changed_baseline, today=today, holding=holding)
    others = [key for key in earliest if key not in changed_baseline]
    if not others:
        return
    facts = standings.standings(session, others)
    _refresh_latest(session, others, facts, today, holding)
    # A figure only touches the reading at an age if it is not younger than that age.
    younger = {key: (earliest[key] - day).days for key in others if (day := facts.get(key, (None, None))[0]) is not None}
    _refresh_milestones(session, younger, facts, today, holding)


def refresh_due(session: Session, *, today: date, holding: Holding) -> int:
    """Follow the calendar: planned departures that came, ages that were reached without any new figure, the week that began.

    :returns: how many organisations were concerned.
    """
    due = standings.due(session, today, AGES)
    refresh(session, due, today=today, holding=holding)
    keep_week(session, today=today)
    return len(due)


def keep_week(session: Session, *, today: date) -> None:
    """Keep how everybody stands at the beginning of a week, unless that was done; the weeks before the last one are forgotten."""
    if weeks.wanting(session, today, AGES):
        weeks.keep(session, today, AGES)
        weeks.forget(session, weeks.monday(today) - timedelta(weeks=WEEKS_KEPT - 1))


def follow_calendar(db: Database, *, today: date, holding: Holding) -> int:
    """The same in a transaction of its own, which waits for no writer when there is nothing to do."""
    with db.reading() as session:
        if not standings.due(session, today, AGES) and not weeks.wanting(session, today, AGES):
            return 0
    with db.writing() as session:
        return refresh_due(session, today=today, holding=holding)


def band_of(known: Sequence[Known], day: date, holding: Holding) -> Band:
    """The band on one day from the last figure of each account up to it."""
    values: list[tuple[int | None, int | None]] = []
    for one in known:
        read = (day - one.day).days <= holding.days(one.provenance)
        values.append((one.followers if read else None, one.followers))
    return band(values)


def _refresh_ladder(session: Session, ids: Sequence[int], events: Mapping[int, Sequence[DepartureEvent]], today: date) -> None:
    networks = {key: left_network(events.get(key, ())) for key in ids}
    journeys = {key: journey(events.get(key, ()), today, networks[key]) for key in ids}
    ladders = [
        (key, one.status.value if one.status else None, one.departed_on, one.announced_on, one.next_on) for key, one in journeys.items()
    ]
    standings.write_ladders(session, ladders)
    figures_left = baselines_of(session, {key: (networks[key], one.departed_on) for key, one in journeys.items()}, today=today)
    rows: list[tuple[object, ...]] = [
        (key, figure.followers, figure.day, figure.source) if figure else (key, None, None, None) for key, figure in figures_left.items()
    ]
    standings.write_baselines(session, rows)


def departure_of(session: Session, organisation_id: int, today: date) -> tuple[Network, date | None]:
    """The network an organisation leaves, and the day, which may be to come; None without one."""
    events = departures.events(session, organisation_id)
    network = left_network(events)
    return network, journey(events, today, network).departed_on


def left_network(events: Sequence[DepartureEvent]) -> Network:
    """The network an organisation leaves: that of the last logged step that is in force; X if none is.

    :param events: all of the organisation, in the order in which they were written.
    """
    counting = _in_force(events)
    return next((event.network for event in reversed(events) if event in counting), Network.X)


def left_networks(events: Sequence[DepartureEvent]) -> frozenset[Network]:
    """Every network on which a step is in force: what its accounts there hold was not regained. X if no step is in force."""
    return frozenset(event.network for event in _in_force(events)) or frozenset({Network.X})


def _in_force(events: Sequence[DepartureEvent]) -> list[DepartureEvent]:
    networks = {event.network for event in events}
    return [one for network in networks for one in in_force([event for event in events if event.network is network])]


def _refresh_latest(session: Session, ids: Sequence[int], facts: Facts, today: date, holding: Holding) -> None:
    readings = _latest_readings(session, ids, today, holding)
    rows = []
    for key in ids:
        day, regained = readings.get(key, (None, Band(None, None)))
        recovery = share(regained, facts.get(key, (None, None))[1])
        rows.append((key, regained.low, regained.high, recovery.low, recovery.high, day))
    standings.write_latest(session, rows)
    # Counted back from the day of the latest reading, which the database knows by now: one query, whatever these days are.
    before = standings.lows_before(session, ids, GROWTH_DAYS, holding)
    lows = {key: regained.low for key, (_, regained) in readings.items()}
    standings.write_growths(session, [(key, growth(lows.get(key), before.get(key))) for key in ids])


def _latest_readings(session: Session, ids: Sequence[int], today: date, holding: Holding) -> dict[int, tuple[date | None, Band]]:
    readings: dict[int, tuple[date | None, Band]] = {}
    uneven: list[int] = []
    for key, (first, last, largest, total) in standings.totals(session, ids).items():
        # All read within the shortest holding of each other: the ends are the largest and the sum, no need to look at each.
        if (last - first).days <= min(holding.collected, holding.declared):
            readings[key] = (last, Band(largest, total))
        else:
            uneven.append(key)
    for key, known in standings.last_known(session, uneven).items() if uneven else ():
        day = max(one.day for one in known)
        regained = band_of(known, day, holding)
        readings[key] = (day, regained) if regained.low is not None else _latest_reading(session, key, today, holding)
    return readings


def _latest_reading(session: Session, organisation_id: int, today: date, holding: Holding) -> tuple[date | None, Band]:
    """The latest reading of an organisation whose largest network is unread now: rare, so read from its curves."""
    rows = accounts.of_organisations(session, [organisation_id])
    ids = [row.id for row in rows if row.id and row.origin == Origin.DESTINATION.value]
    curves = [Curve(daily, holding) for daily in figures.daily(session, ids).values()]
    reading = latest(curves, today)
    return (reading.day, reading.band) if reading else (None, Band(None, None))


def _refresh_milestones(session: Session, youngest: Mapping[int, int], facts: Facts, today: date, holding: Holding) -> None:
    """Write the readings at every age that was reached.

    :param youngest: per organisation the youngest age that may have changed.
    """
    departed = {key: day for key in youngest if (day := facts[key][0]) is not None}
    rows = []
    for age in AGES:
        reached = [key for key, day in departed.items() if youngest[key] <= age <= (today - day).days]
        if not reached:
            continue
        for key, (day, known) in standings.known_at_age(session, age, today, reached).items():
            regained = band_of(known, day, holding)
            recovery = share(regained, facts[key][1])
            rows.append((key, age, day, regained.low, regained.high, recovery.low, recovery.high))
    standings.write_milestones(session, rows)
