"""How figures may be looked at; the address carries these values."""

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


class ChartName(StrEnum):
    """Every chart that has an address of its own."""

    TRANSFER = "transfer"  # one organisation: every network, before and after
    COMPARISON = "comparison"  # up to six organisations on one scale
    DEPARTURES = "departures"  # how many have left, day by day
    RECOVERY = "recovery"  # the typical recovery, by age
    TIPPING = "tipping"  # one exit day: how many would leave if so many did
    TOGETHER = "together"  # one exit day afterwards: those who left together beside those who left alone


class Shade(StrEnum):
    """On which ground a chart stands: the reader's own choice, light, dark, or whatever the page around it has."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"
    TRANSPARENT = "transparent"
