"""Figures: one count of one account at one instant, and where it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from dashboard.domain.people import Role


class Provenance(StrEnum):
    """Where a figure comes from, the most trustworthy first."""

    API = "api"
    ARCHIVE = "archive_manifest"
    ANALYTICS = "analytics_csv"
    WIKIDATA = "wikidata"
    PRESS = "press"
    DECLARED = "declared"


TRUST: Mapping[Provenance, int] = MappingProxyType({p: rank for rank, p in enumerate(Provenance)})
"""0 is the most trustworthy."""
READ_DAILY = (Provenance.API, Provenance.ANALYTICS)
"""All the others are taken by hand."""


class Precision(StrEnum):
    """Whether the source gave the exact number or a rounded one."""

    EXACT = "exact"
    ROUNDED = "rounded"


COLLECTED_HOLDS_DAYS = 1
DECLARED_HOLDS_DAYS = 31


@dataclass(frozen=True)
class Holding:
    """For how many further days a figure stands for the account before it counts as unread.

    Figures read every day (api, analytics CSV) hold one day more, so that a reading a little before midnight followed by one
    a little after leaves no hole. All the others are taken by hand, about monthly, and hold 31 days (DESIGN.md 3.6).
    """

    collected: int = COLLECTED_HOLDS_DAYS
    declared: int = DECLARED_HOLDS_DAYS

    def days(self, provenance: Provenance) -> int:
        """Days after its own during which a figure of this provenance still counts."""
        return self.collected if provenance in READ_DAILY else self.declared


@dataclass(frozen=True)
class Snapshot:
    """One count of one account at one instant.

    A count that is missing, negative, hidden or unreadable makes no snapshot at all; ``followers`` is always a real number.

    :param at: aware instant, UTC.
    :param source: URL or words that let anybody check the figure.
    :param role: the capacity in which somebody brought it, never who; None for what was read by itself.
    :param rounded_to: of a rounded figure, to the nearest how many ("2.2 M" is 2,200,000 to the nearest 100,000); None where exact
        or where nobody said.
    :param flagged: waits for a person, or was set aside by one: drawn hollow, and in no standing.
    :param import_id: the import that brought it; None for what was read by itself.
    """

    account_id: int
    at: datetime
    followers: int
    following: int | None = None
    posts: int | None = None
    provenance: Provenance = Provenance.API
    source: str = ""
    precision: Precision = Precision.EXACT
    role: Role | None = None
    rounded_to: int | None = None
    flagged: bool = False
    import_id: int | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a snapshot needs an aware instant")
        if self.followers < 0:
            raise ValueError("a snapshot never holds a negative count")
        if self.rounded_to is not None and (self.rounded_to < 2 or self.precision is not Precision.ROUNDED):
            raise ValueError("only a rounded figure is rounded to something")

    def but(self, **changes: object) -> "Snapshot":
        """The same with other values, which are not looked at again: ``dataclasses.replace`` at a fifth of its time, for long files."""
        made = object.__new__(Snapshot)
        made.__dict__.update(self.__dict__, **changes)
        return made


class DailyFigure(NamedTuple):
    """The figure that stands for one account on one day (UTC): one that is not flagged, the most trustworthy, then the latest.

    A tuple, for there are hundreds of each account.
    """

    account_id: int
    day: date
    followers: int
    at: datetime
    provenance: Provenance = Provenance.API
    precision: Precision = Precision.EXACT
    source: str = ""
    role: Role | None = None
    rounded_to: int | None = None
    flagged: bool = False


class FigureColumns(NamedTuple):
    """Daily figures by columns: the cells of a file and the points of a line are taken from them all at once."""

    account_id: Sequence[int] = ()
    day: Sequence[date] = ()
    followers: Sequence[int] = ()
    at: Sequence[datetime] = ()
    provenance: Sequence[Provenance] = ()
    precision: Sequence[Precision] = ()
    source: Sequence[str] = ()
    role: Sequence[Role | None] = ()
    rounded_to: Sequence[int | None] = ()
    flagged: Sequence[bool] = ()


def by_column(figures: Sequence[DailyFigure]) -> FigureColumns:
    """The same figures in the same order."""
    return FigureColumns._make(zip(*figures, strict=True)) if figures else FigureColumns()


def noon(day: date) -> datetime:
    """The instant given to a figure of which only the day is known: noon UTC, the same calendar day all over Europe."""
    return datetime.combine(day, time(12), UTC)
