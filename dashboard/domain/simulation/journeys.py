"""The ladder of each fictional institution, in the order in which it was logged."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from dashboard.domain.departures import DepartureEvent, Status
from dashboard.domain.simulation.profiles import Profile, Role

_ONLY = {Role.ANNOUNCED: Status.ANNOUNCED, Role.PLEDGED: Status.PLEDGED, Role.CONSIDERING: Status.CONSIDERING}
_AFTERWARDS = (Status.DORMANT, Status.PROTECTED, Status.CLOSED)
STAYED_AWAY = 110
"""Days after which the one that returned did so."""


def ladder(profile: Profile, random: Random, today: date, source: str) -> tuple[DepartureEvent, ...]:
    """The events of one institution, logged on their day; one to come was logged when it was announced.

    :param source: what its announcement can be checked with.
    """

    def event(status: Status, on: date, logged_on: date | None = None, source: str = "") -> DepartureEvent:
        return DepartureEvent(status, on, source, datetime.combine(min(logged_on or on, today), time(), UTC))

    lead, dice = random.randint(18, 35), [random.random() for _ in range(3)]
    left_on = profile.left_on
    if left_on is None:
        return (event(_ONLY[profile.role], today - timedelta(days=lead), source=source),)
    announced_on = min(left_on - timedelta(days=lead), today - timedelta(days=3))
    events = [event(Status.ANNOUNCED, announced_on, source=source)]
    if dice[0] < 0.3:
        events.insert(0, event(Status.CONSIDERING, announced_on - timedelta(days=40)))
    if profile.role is Role.PLANNED:
        return (*events, event(Status.DEPARTED, left_on, announced_on))
    if dice[1] < 0.12:
        # Postponed: the day first given is corrected before it comes.
        events.append(event(Status.DEPARTED, left_on - timedelta(days=7), announced_on))
        events.append(event(Status.DEPARTED, left_on, left_on - timedelta(days=10)))
    else:
        events.append(event(Status.DEPARTED, left_on, announced_on))
    events.append(event(Status.LAST_POST, left_on - timedelta(days=random.randint(0, 2))))
    if (back_on := returned_on(profile, today)) is not None:
        events.append(event(Status.RETURNED, back_on))
    elif dice[2] < 0.3 and (closed_on := left_on + timedelta(days=random.randint(20, 60))) <= today:
        events.append(event(random.choice(_AFTERWARDS), closed_on))
    return tuple(events)


def returned_on(profile: Profile, today: date) -> date | None:
    """The day of the return of the one that returned, half-way to today at the latest."""
    if profile.role is not Role.RETURNED or profile.left_on is None:
        return None
    return profile.left_on + timedelta(days=min(STAYED_AWAY, (today - profile.left_on).days // 2))
