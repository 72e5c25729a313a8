"""Freeze baselines as departures come, and follow what happens to the figures on which they rest. Called by services.standings."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from sqlmodel import Session

from dashboard.domain.baselines import BaselineEvent, BaselineKind, baseline, settled
from dashboard.domain.figures import DailyFigure
from dashboard.domain.networks import Network
from dashboard.domain.people import Role
from db import baselines, standings


def baselines_of(session: Session, departures: Mapping[int, tuple[Network, date | None]], *, today: date) -> dict[int, DailyFigure | None]:
    """The baseline of some organisations, after appending what happened to it.

    Before the departure it is what the rule chooses now, and nothing is frozen.

    :param departures: per organisation the network it leaves, and the day, which may be to come.
    """
    dated = [key for key, (_, on) in departures.items() if on]
    closest = standings.figures_at_departure(session, dated)
    rules = {key: baseline(closest.get((key, network), ()), on) if on else None for key, (network, on) in departures.items()}
    last, now = baselines.last(session, departures), baselines.as_they_are(session, departures)
    # An event that the rule makes has no hour of its own.
    midnight = datetime.combine(today, time(), UTC)
    happened: list[tuple[int, BaselineEvent]] = []
    found: dict[int, DailyFigure | None] = {}
    for key, (network, on) in departures.items():
        before = last.get(key)
        here = before if before and before.network is network else None
        gone = on if on and on <= today else None
        if before is not None and here is None and before.figure is not None:
            happened.append((key, BaselineEvent(BaselineKind.LIFTED, before.network, before.departed_on, None, "", Role.ROUTINE, midnight)))
        change = settled(here, now.get(key) if here else None, rules[key], gone)
        if change:
            happened.append((key, BaselineEvent(change.kind, network, gone, change.figure, change.reason, Role.ROUTINE, midnight)))
        frozen = change.figure if change else here.figure if here else None
        found[key] = frozen if gone else rules[key]
    baselines.append(session, happened)
    return found
