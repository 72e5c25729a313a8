"""How a chart may be looked at; the address bar carries these values."""

from enum import StrEnum


class Measure(StrEnum):
    """What the vertical axis of the transfer chart counts: followers, an index (100 at the departure), or % of the baseline."""

    VALUES = "values"
    INDEX = "index"
    SHARE = "share"


class TimeAxis(StrEnum):
    """What the horizontal axis counts: dates, or days since the departure."""

    CALENDAR = "calendar"
    DAYS = "days"
