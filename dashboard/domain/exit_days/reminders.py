"""When somebody is reminded of a task: at nine in the morning of its day, on their own clocks."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

HOUR = time(9)


def is_due(on: date, zone: str, now: datetime) -> bool:
    """Whether it is that day there, and nine or later: what was held up goes out the same day, or never.

    :param on: the day of the task. :param zone: name of the recipient's time zone.
    """
    there = now.astimezone(ZoneInfo(zone))
    return there.date() == on and there.time() >= HOUR
