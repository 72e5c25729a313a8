"""The columns of the data of each chart, and what they mean."""

from dataclasses import dataclass
from enum import StrEnum

from dashboard.domain.errors import N_
from dashboard.domain.views import ChartName


class Sort(StrEnum):
    """What stands in a column, as Table Schema calls it."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """One column.

    :param about: key of the catalogues; empty for a metric (domain.metrics), which says it better.
    :param digits: decimals to which its numbers are rounded wherever they are written; None: they are so already.
    """

    name: str
    sort: Sort
    about: str = ""
    digits: int | None = None


_ORGANISATION = Column("organisation", Sort.STRING, N_("Name of the institution in addresses; it never changes."))
_DAY = Column("day", Sort.DATE, N_("Day of the reading, UTC."))
_AGE, _BASELINE = Column("age", Sort.INTEGER), Column("baseline", Sort.INTEGER)
_BAND = (
    Column("regained_low", Sort.INTEGER),
    Column("regained_high", Sort.INTEGER),
    Column("recovery_low", Sort.NUMBER),
    Column("recovery_high", Sort.NUMBER),
)
TRANSFER = (
    *(_ORGANISATION, _DAY, _AGE),
    Column("network", Sort.STRING, N_("The network; empty where the line is about all new networks together, or is a note.")),
    Column("handle", Sort.STRING, N_("The account, as the network writes it.")),
    *(Column("followers", Sort.INTEGER), Column("index", Sort.NUMBER, digits=2), *_BAND, _BASELINE),
    Column("provenance", Sort.STRING, N_("How the count came here: api, archive_manifest, analytics_csv, wikidata, press or declared.")),
    Column("source", Sort.STRING, N_("Where anybody can check the count, or the note.")),
    Column("rounded_to", Sort.INTEGER, N_("Of a rounded count, to the nearest how many; empty where it is exact or nobody said.")),
    Column("flagged", Sort.BOOLEAN, N_("Whether the count waits for a look by the collective: it is then part of no sum and of no rank.")),
    Column("note", Sort.STRING, N_("What else happened on that day; such a line holds no count.")),
)
COMPARISON = (_ORGANISATION, _DAY, _AGE, *_BAND, _BASELINE)
DEPARTURES = (
    Column("day", Sort.DATE, N_("Day on which somebody leaves.")),
    Column("departed", Sort.INTEGER, N_("How many institutions have left by the end of that day, those that returned since included.")),
    Column("planned", Sort.BOOLEAN, N_("Whether the day is still to come: the number is then what the dated departures come to.")),
)
RECOVERY = (
    _AGE,
    Column("n", Sort.INTEGER, N_("How many institutions have been read at that age.")),
    Column("lower_quartile", Sort.NUMBER, N_("For a quarter of them, the share regained at least was below this.")),
    Column("median", Sort.NUMBER, N_("Half of them had regained at least this share of the audience left behind.")),
    Column("upper_quartile", Sort.NUMBER, N_("For a quarter of them, the share regained at least was above this.")),
)
TIPPING = (
    Column("level", Sort.INTEGER, N_("If so many institutions leave, this one and each up to the next level.")),
    Column("height", Sort.INTEGER, N_("So many would leave, by the conditions they declared.")),
)
TOGETHER = (
    _AGE,
    Column("group", Sort.STRING, N_("Who left on the exit day (together), or around it and bound to none (alone).")),
    Column("n", Sort.INTEGER, N_("How many institutions of the group have been read at that age; three or more.")),
    Column("share", Sort.NUMBER, N_("What all of the group regained at least, as a share of what all of them left behind.")),
    Column("median", Sort.NUMBER, N_("Half of them had regained at least this share of the audience left behind.")),
)

COLUMNS = {
    ChartName.TRANSFER: TRANSFER,
    ChartName.COMPARISON: COMPARISON,
    ChartName.DEPARTURES: DEPARTURES,
    ChartName.RECOVERY: RECOVERY,
    ChartName.TIPPING: TIPPING,
    ChartName.TOGETHER: TOGETHER,
}
