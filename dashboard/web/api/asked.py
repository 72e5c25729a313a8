"""What may be asked of each list. A parameter that is not here is refused by name: one that is mistyped must not give the whole list."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from dashboard.domain.departures import Status
from dashboard.domain.leaderboard import DEFAULT_AGE, Order
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind, Level, SizeClass
from db.leaderboard import Group

MOST = 200
"""Rows of one answer."""
LONGEST_QUERY = 100


class Language(StrEnum):
    """Languages of texts."""

    FR = "fr"
    EN = "en"


class Age(StrEnum):
    """Ages of the leaderboard (domain.leaderboard.AGES), as parameters write them."""

    DAY_7 = "7"
    DAY_30 = "30"
    DAY_90 = "90"
    DAY_180 = "180"
    DAY_365 = "365"
    LATEST = "latest"

    @property
    def days(self) -> int | None:
        """Days after the departure; None for everyone's latest reading."""
        return None if self is Age.LATEST else int(self.value)


def _day(text: object) -> object:
    # Pydantic would also take seconds since 1970 for a day.
    if not isinstance(text, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError("not a day")
    return text


Day = Annotated[date, BeforeValidator(_day)]


def asked(description: str, example: object = None, **limits: Any) -> Any:
    """A parameter that may be left out: it is then None, which is not a value that anybody can write."""
    examples = [] if example is None else [example]
    return Field(default=None, description=description, examples=examples, **limits)


class Asked(BaseModel):
    """What may be asked of every address."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lang: Language = asked("Language of errors and of texts about metrics. Otherwise the Accept-Language header decides.")


class Listed(Asked):
    """What may be asked of every list."""

    cursor: str = asked("Where the page before ended: taken from its `next`, never made up.", pattern="^[A-Za-z0-9_-]+$", max_length=400)
    limit: int = asked(f"Rows at most, 1 to {MOST}. JSON gives 50 if nothing is said, CSV everything.", 50, ge=1, le=MOST)


class Period(Listed):
    """Lists of what has a day."""

    since: Day = asked("First day, included.", "2025-01-01")
    until: Day = asked("Last day, included.", "2025-12-31")


class OrganisationsAsked(Listed):
    """Which institutions."""

    kind: Kind = asked("Only institutions of this kind.")
    country: str = asked("Only institutions of this country, two letters of ISO 3166-1.", "FR", pattern="^[A-Za-z]{2}$")
    size: SizeClass = asked("Only institutions of this class of size.")
    level: Level = asked("Only institutions that proved themselves at this level.")
    q: str = asked("Words of the name, without regard to case and accents.", "montrieux", max_length=LONGEST_QUERY)


class DeparturesAsked(Period):
    """Which steps."""

    network: Network = asked("Only departures from this network.")
    status: Status = asked("Only this step.")


class SeriesAsked(Period):
    """Which counts."""

    network: Network = asked("Only accounts on this network.")


class StandingsAsked(Listed):
    """Which leaderboard."""

    age: Age = Field(default=Age(str(DEFAULT_AGE)), description="Days after the departure at which institutions are compared.")
    kind: Kind = asked("Only institutions of this kind.")
    size: SizeClass = asked("Only institutions of this class of size.")
    order: Order = Field(
        default=Order.RECOVERY, description="By what they are ordered. Growth is of the latest readings, whatever the age."
    )
    excel: Language = asked(
        "Of CSV: written for a double click in Excel, in French with semicolons and decimal commas, in English with commas."
    )
    part: Group = asked("Only this part: certified ones have a rank, listed ones none; of the others something is missing.")


class AnnotationsAsked(Period):
    """Which notes."""

    organisation: str = asked("Slug: the notes on this institution and on the whole movement.", "montrieux", max_length=LONGEST_QUERY)
