"""Departures: a ladder of dated events, appended and never overwritten.

A correction is a new event. The ladder in force is read from the whole list: for each rung the event logged last counts,
and a return ends the journey before it (what comes later starts a new one).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import permutations

from dashboard.domain.errors import N_, Refused
from dashboard.domain.networks import FACTS, Network


class Status(StrEnum):
    """A rung of the ladder, lowest first."""

    CONSIDERING = "considering"
    PLEDGED = "pledged"
    ANNOUNCED = "announced"
    LAST_POST = "last_post"
    DEPARTED = "departed"
    DORMANT = "dormant"
    PROTECTED = "protected"
    CLOSED = "closed"
    RETURNED = "returned"


RUNG: dict[Status, int] = {status: rung for rung, status in enumerate(Status)}
LEFT = (Status.DEPARTED, Status.DORMANT, Status.PROTECTED, Status.CLOSED)
"""Rungs that mean that the institution has left; the departure date is the earliest of those in force, DEPARTED first."""
MADE_PUBLIC = (Status.ANNOUNCED, Status.LAST_POST)
"""Rungs of an institution that said that it leaves; without a day its departure is announced. A pledge alone announces nothing."""

LAST_YEAR = 2100
"""A plan for later than this is a mistyped year."""


@dataclass(frozen=True)
class DepartureEvent:
    """One dated event of an organisation's departure from one network.

    :param on: the day it happened or will happen.
    :param source: where it can be checked: URL or words; empty if the institution itself says it.
    :param logged_at: aware instant at which it was written down; the order in which events count.
    :param withdrawn: this event takes its rung back: that status did not happen after all.
    """

    status: Status
    on: date
    source: str
    logged_at: datetime
    network: Network = Network.X
    withdrawn: bool = False


@dataclass(frozen=True)
class Journey:
    """The ladder in force for one organisation and one network, as seen on one day.

    :param events: what counts, oldest first; corrected and withdrawn events are not in it.
    :param status: the rung reached by that day, or None.
    :param departed_on: day 0 of every curve, or None; may be in the future (planned).
    :param announced_on: when it was made public (announced, else pledged), or None.
    :param next_on: the next day on which the status will change by itself, or None.
    """

    events: tuple[DepartureEvent, ...]
    status: Status | None
    departed_on: date | None
    announced_on: date | None
    next_on: date | None

    @property
    def planned(self) -> bool:
        """Whether a departure is dated but has not come yet."""
        return self.departed_on is not None and self.status not in (*LEFT, Status.RETURNED)


def in_force(events: Sequence[DepartureEvent]) -> tuple[DepartureEvent, ...]:
    """The events that count, oldest first: per journey and rung the one logged last, unless it was withdrawn.

    A journey ends with a return; a status logged with a day after a return belongs to the next journey. What was corrected or
    withdrawn stays so, whatever is logged later: a return does not bring a plan back that had been changed before.
    """
    standing: list[DepartureEvent] = []
    for event in sorted(events, key=lambda event: event.logged_at):
        standing = [other for other in standing if not _corrects(event, other, standing)]
        if not event.withdrawn:
            standing.append(event)
    # A return that was withdrawn joins two journeys into one: of the rungs that are then twice there, the last logged counts.
    chosen = {(_journey_number(event, standing), event.status): event for event in standing}
    return tuple(sorted(chosen.values(), key=lambda event: (event.on, RUNG[event.status])))


def _corrects(new: DepartureEvent, other: DepartureEvent, standing: Sequence[DepartureEvent]) -> bool:
    """Whether the new event says the same rung of the same journey anew; two returns are one unless somebody left in between."""
    if new.status is not other.status:
        return False
    if new.status is Status.RETURNED:
        first, last = sorted((new.on, other.on))
        return not any(event.status in LEFT and first < event.on <= last for event in standing)
    return _journey_number(new, standing) == _journey_number(other, standing)


def _journey_number(event: DepartureEvent, standing: Sequence[DepartureEvent]) -> int:
    return sum(other.status is Status.RETURNED and other.on < event.on for other in standing)


def journey(events: Sequence[DepartureEvent], today: date, network: Network = Network.X) -> Journey:
    """The ladder in force for one network as seen on ``today``."""
    counting = in_force([event for event in events if event.network is network])
    current = _journey_on(counting, today)
    past = [event for event in current if event.on <= today]
    status = max((event for event in past), key=lambda event: (event.on, RUNG[event.status])).status if past else None
    days = {event.status: event.on for event in current}
    left = [days[rung] for rung in LEFT if rung in days]
    future = [event.on for event in counting if event.on > today]
    return Journey(
        events=counting,
        status=status,
        departed_on=days.get(Status.DEPARTED, min(left, default=None)),
        announced_on=days.get(Status.ANNOUNCED, days.get(Status.PLEDGED)),
        next_on=min(future, default=None),
    )


def _journey_on(events: Sequence[DepartureEvent], today: date) -> list[DepartureEvent]:
    """Events of the journey that ``today`` belongs to: it ends with its return, and the next begins with its first event."""
    start = 0
    for index, event in enumerate(events):
        followed = any(later.status is not Status.RETURNED and later.on <= today for later in events[index + 1 :])
        if event.status is Status.RETURNED and event.on <= today and followed:
            start = index + 1
    end = next((index + 1 for index, event in enumerate(events) if index >= start and event.status is Status.RETURNED), len(events))
    return list(events[start:end])


def check_event(events: Sequence[DepartureEvent], new: DepartureEvent) -> None:
    """Refuse an event that cannot stand on the ladder.

    :raises Refused: dated before the network existed or in another century, a return before any departure, or out of order with
        the other rungs.
    """
    facts = FACTS[new.network]
    if new.on < facts.opened_on:
        raise Refused(
            N_("{network} opened to the public on {opened}: nobody can have left it on {on}. Check the year."),
            network=facts.label,
            opened=facts.opened_on,
            on=new.on,
        )
    if new.on.year > LAST_YEAR:
        raise Refused(N_("{on} is too far away for a plan. Check the year."), on=new.on)
    same = [event for event in events if event.network is new.network]
    if new.withdrawn:
        _check_withdrawn(in_force([*same, new]))
        return
    back = new.status is Status.RETURNED
    if back and not any(event.status in LEFT and event.on <= new.on for event in in_force(same)):
        raise Refused(N_("A return on {on} needs a departure before it. Log the departure first."), on=new.on)
    after = in_force([*same, new])
    rungs = [event for event in after if event.status is not Status.RETURNED]
    for low, high in permutations(rungs, 2):
        # A return moves the border between two journeys, so it may set any two rungs against each other.
        concerned = back or low is new or high is new
        if (
            concerned
            and _height(low.status) < _height(high.status)
            and low.on > high.on
            and _journey_number(low, after) == _journey_number(high, after)
        ):
            raise Refused(
                N_("“{high}” on {high_on} cannot come before “{low}” on {low_on}. Correct one of the two dates."),
                high=high.status,
                high_on=high.on,
                low=low.status,
                low_on=low.on,
            )


def _check_withdrawn(after: Sequence[DepartureEvent]) -> None:
    """Refuse to take a departure back from under the return that rests on it."""
    for back in after:
        if back.status is Status.RETURNED and not any(event.status in LEFT and event.on <= back.on for event in after):
            raise Refused(N_("The return on {on} rests on this departure. Take the return back first."), on=back.on)


def _height(status: Status) -> int:
    """Dormant, protected and closed stand side by side: an account left may become any of them in any order."""
    return RUNG[Status.DORMANT] if status in (Status.PROTECTED, Status.CLOSED) else RUNG[status]
