"""Organisations: who they are, how large, how they are named in an address."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of institution it is; comparisons stay within a kind."""

    CITY = "city"
    DEPARTMENT = "department"
    REGION = "region"
    STATE = "state"
    UNIVERSITY = "university"
    SCHOOL = "school"
    RESEARCH = "research"
    HOSPITAL = "hospital"
    MUSEUM = "museum"
    LIBRARY = "library"
    ASSOCIATION = "association"
    UNION = "union"
    MEDIA = "media"
    SPORTS_CLUB = "sports_club"
    COMPANY = "company"
    OTHER = "other"


class Level(StrEnum):
    """How a team proved that it speaks for the institution (DESIGN: L0 none to L3 strongest)."""

    L0 = "L0"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"

    @property
    def certified(self) -> bool:
        """Whether the public leaderboard may give this organisation a rank."""
        return self in (Level.L2, Level.L3)


def own_word(level: Level, source: str = "") -> bool:
    """Whether something is the institution's own word: nobody gave a source for it, and its team is known to speak for it."""
    return level.certified and not source


class SizeMeasure(StrEnum):
    """What the size of an organisation counts."""

    POPULATION = "population"
    STUDENTS = "students"
    STAFF = "staff"


class SizeClass(StrEnum):
    """Classes within which institutions compare: bounds are people counted by the organisation's own measure."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


# Lower bounds of MEDIUM and LARGE: French communes' usual thresholds, and quantiles of the other measures of like spread.
SIZE_BOUNDS: dict[SizeMeasure, tuple[int, int]] = {
    SizeMeasure.POPULATION: (20_000, 100_000),
    SizeMeasure.STUDENTS: (10_000, 30_000),
    SizeMeasure.STAFF: (250, 5_000),
}


def size_of(population: int | None, students: int | None, staff: int | None) -> tuple[SizeMeasure, int] | None:
    """The first measure known, in the order of SizeMeasure, and its value; None if none is."""
    if population is not None:
        return SizeMeasure.POPULATION, population
    if students is not None:
        return SizeMeasure.STUDENTS, students
    return None if staff is None else (SizeMeasure.STAFF, staff)


def class_of(size: tuple[SizeMeasure, int] | None) -> SizeClass | None:
    """The size class of whoever is of that size."""
    if size is None:
        return None
    measure, value = size
    medium, large = SIZE_BOUNDS[measure]
    if value >= large:
        return SizeClass.LARGE
    return SizeClass.MEDIUM if value >= medium else SizeClass.SMALL


@dataclass(frozen=True)
class Organisation:
    """One institution of the register. All is optional but the name and the kind.

    :param slug: its name in addresses and commands, unique, never reused.
    :param country: ISO 3166-1 alpha-2, upper case.
    :param population: inhabitants; ``students`` and ``staff``: heads.
    :param fictional: made by the demo; every page that shows it says so.
    """

    slug: str
    name: str
    kind: Kind
    country: str | None = None
    siren: str | None = None
    siret: str | None = None
    insee: str | None = None
    uai: str | None = None
    ror: str | None = None
    wikidata: str | None = None
    domain: str | None = None
    population: int | None = None
    students: int | None = None
    staff: int | None = None
    level: Level = Level.L0
    fictional: bool = False

    @property
    def size(self) -> tuple[SizeMeasure, int] | None:
        """The measure this institution is compared by and its value, or None if no size is known."""
        return size_of(self.population, self.students, self.staff)

    @property
    def size_class(self) -> SizeClass | None:
        """Its size class, or None if no size is known."""
        return class_of(self.size)
