"""The instant at which a day begins somewhere: clocks are put forward and back, so that an hour may not exist, or exist twice."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from dashboard.domain.errors import N_, Refused

PARIS = "Europe/Paris"
_LONGEST_CHANGE = timedelta(hours=26)
"""No clock was ever put forward by more: Samoa left out a day in 2011."""


class TwiceThere(Refused):
    """An hour exists twice on that day; which one is meant has to be said."""


@cache
def zones() -> tuple[str, ...]:
    """Names of every time zone that can be chosen, such as ``Europe/Paris``."""
    return tuple(sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/", "right/"))))


def zone(name: str) -> ZoneInfo:
    """The time zone of that name.

    :raises Refused: there is none.
    """
    if name not in zones():
        raise Refused(N_("“{name}” is no time zone. Choose one of the list, such as {example}."), name=name[:60], example=PARIS)
    return ZoneInfo(name)


def begins(on: date, at: time | None, where: str, *, second: bool | None = None) -> datetime:
    """The instant, in UTC, at which the clocks show that hour of that day; without an hour the first one of the day.

    :param where: name of the time zone. :param second: which of the two is meant where the hour exists twice.
    :raises TwiceThere: it exists twice, and ``second`` does not say which one. :raises Refused: it does not exist, or the zone does not.
    """
    there = zone(where)
    if at is None:
        return _first_moment(on, there)
    first, last = (datetime.combine(on, at, there).replace(fold=fold) for fold in (0, 1))
    if not _shown(first, there):
        raise Refused(
            N_("On {day}, {hour} does not exist in {zone}: the clocks are put forward. Choose an hour before or after."),
            day=on,
            hour=at,
            zone=where,
        )
    if first.utcoffset() != last.utcoffset() and second is None:
        raise TwiceThere(
            N_("On {day}, {hour} exists twice in {zone}: the clocks are put back. Say which of the two is meant."),
            day=on,
            hour=at,
            zone=where,
        )
    return (last if second else first).astimezone(UTC)


def _shown(moment: datetime, there: ZoneInfo) -> bool:
    """Whether the clocks ever show it."""
    return moment.astimezone(UTC).astimezone(there).replace(tzinfo=None) == moment.replace(tzinfo=None, fold=0)


def _first_moment(on: date, there: ZoneInfo) -> datetime:
    """Midnight, or the instant to which the clocks are put forward at midnight."""
    midnight = datetime.combine(on, time(), there)
    if _shown(midnight, there):
        return midnight.astimezone(UTC)
    before, after = midnight.astimezone(UTC) - _LONGEST_CHANGE, midnight.astimezone(UTC) + _LONGEST_CHANGE
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        before, after = (before, middle) if middle.astimezone(there).date() >= on else (middle, after)
    found = after.replace(microsecond=0)
    if found.astimezone(there).date() != on:
        raise Refused(N_("{day} does not exist in {zone}: the calendar leaves it out. Choose another day."), day=on, zone=there.key)
    return found
