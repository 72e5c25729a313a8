"""One row of each list: exactly what may be published, in the order of the CSV columns."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from dashboard.domain.accounts import AccountState, Link, Origin
from dashboard.domain.annotations import AnnotationKind
from dashboard.domain.departures import Status
from dashboard.domain.exit_days.days import State
from dashboard.domain.figures import Precision, Provenance
from dashboard.domain.leaderboard import Missing
from dashboard.domain.metrics import Unit
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind, Level, SizeClass, SizeMeasure
from dashboard.domain.people import Role
from dashboard.services.open_data.accounts import ACCOUNTS, DEPARTURES
from dashboard.services.open_data.events import ANNOTATIONS, BASELINES
from dashboard.services.open_data.exit_days import EXIT_DAYS
from dashboard.services.open_data.figures import FIGURES
from dashboard.services.open_data.organisations import ORGANISATIONS
from dashboard.services.open_data.standings import STANDINGS
from dashboard.web.api.texts import shown
from db.leaderboard import Group


class Item(BaseModel):
    """A row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def columns(cls) -> Sequence[str]:
        """Names of the CSV columns."""
        return list(cls.model_fields)

    def cells(self) -> list[Any]:
        """The same values as in the JSON, in the order of the columns."""
        values = self.model_dump(mode="json").values()
        return [str(value).lower() if isinstance(value, bool) else value for value in values]


class OrganisationItem(Item):
    """An institution, and how it stands at its latest reading."""

    slug: str = shown("slug", "montrieux", ORGANISATIONS)
    name: str = shown("name", "Ville de Montrieux", ORGANISATIONS)
    kind: Kind = shown("kind", "city", ORGANISATIONS)
    country: str | None = shown("country", "FR", ORGANISATIONS)
    siren: str | None = shown("siren", "000000000", ORGANISATIONS)
    siret: str | None = shown("siret", "00000000000000", ORGANISATIONS)
    insee: str | None = shown("insee", "00000", ORGANISATIONS)
    uai: str | None = shown("uai", None, ORGANISATIONS)
    ror: str | None = shown("ror", None, ORGANISATIONS)
    wikidata: str | None = shown("wikidata", None, ORGANISATIONS)
    domain: str | None = shown("domain", "montrieux.example", ORGANISATIONS)
    population: int | None = shown("population", 214_300, ORGANISATIONS)
    students: int | None = shown("students", None, ORGANISATIONS)
    staff: int | None = shown("staff", None, ORGANISATIONS)
    size: int | None = shown("size", 214_300, ORGANISATIONS)
    size_measure: SizeMeasure | None = shown("size_measure", "population", ORGANISATIONS)
    size_class: SizeClass | None = shown("size_class", "large", ORGANISATIONS)
    level: Level = shown("level", "L2", ORGANISATIONS)
    certified: bool = shown("certified", True, ORGANISATIONS)
    fictional: bool = shown("fictional", True, ORGANISATIONS)
    status: Status | None = shown("status", "departed", STANDINGS)
    departed_on: date | None = shown("departed_on", "2025-03-03", STANDINGS)
    announced_on: date | None = shown("announced_on", "2025-01-20")
    next_on: date | None = shown("next_on", None)
    baseline: int | None = shown("baseline", 48_210)
    baseline_on: date | None = shown("baseline_on", "2025-03-03", STANDINGS)
    baseline_source: str | None = shown("baseline_source", "https://press.example/montrieux", STANDINGS)
    baseline_withheld: bool = shown("baseline_withheld", False, STANDINGS)
    as_of: date | None = shown("as_of", "2025-07-01", STANDINGS)
    age: int | None = shown("age", 120)
    regained_low: int | None = shown("regained_low", 14_945)
    regained_high: int | None = shown("regained_high", 18_320)
    recovery_low: float | None = shown("recovery_low", 0.31)
    recovery_high: float | None = shown("recovery_high", 0.38)
    per_person: float | None = shown("per_person", 69.74)
    growth: float | None = shown("growth", 0.0599)


class AccountItem(Item):
    """An account of an institution."""

    account: int = shown("account", 7, ACCOUNTS)
    network: Network = shown("network", "bluesky", ACCOUNTS)
    handle: str | None = shown("handle", "montrieux.example", ACCOUNTS)
    side: Origin = shown("side", "destination", ACCOUNTS)
    link: Link = shown("link", "proven", ACCOUNTS)
    state: AccountState = shown("state", "active", ACCOUNTS)
    state_since: datetime | None = shown("state_since", None, ACCOUNTS)
    remote_id: str | None = shown("remote_id", "did:plc:example", ACCOUNTS)
    host: str | None = shown("host", None, ACCOUNTS)
    url: str | None = shown("url", "https://bsky.app/profile/montrieux.example", ACCOUNTS)
    opened_on: date | None = shown("opened_on", "2025-01-15", ACCOUNTS)


class OrganisationDetail(OrganisationItem):
    """An institution with its accounts."""

    accounts: list[AccountItem] = shown("accounts", [])


class DepartureItem(Item):
    """A step of a departure that counts today."""

    organisation: str = shown("organisation", "montrieux", DEPARTURES)
    name: str = shown("name", "Ville de Montrieux", ORGANISATIONS)
    kind: Kind = shown("kind", "city", ORGANISATIONS)
    network: Network = shown("network", "x", DEPARTURES)
    day: date = shown("day", "2025-03-03", DEPARTURES)
    status: Status = shown("status", "departed", DEPARTURES)
    source: str | None = shown("source", "https://press.example/montrieux", DEPARTURES)
    said_by_institution: bool = shown("said_by_institution", False, DEPARTURES)
    logged_at: datetime = shown("logged_at", "2025-03-03T09:00:00Z", DEPARTURES)
    fictional: bool = shown("fictional", True, ORGANISATIONS)


class SeriesItem(Item):
    """A dated count of an account. A day without one has no row; a count that may not be handed on is empty, and says so."""

    organisation: str = shown("organisation", "montrieux", FIGURES)
    account: int = shown("account", 7, FIGURES)
    network: Network = shown("network", "bluesky", FIGURES)
    handle: str | None = shown("handle", "montrieux.example", ACCOUNTS)
    side: Origin = shown("side", "destination", ACCOUNTS)
    day: date = shown("day", "2025-07-01", FIGURES)
    followers: int | None = shown("followers", 14_945)
    withheld: bool = shown("withheld", False, BASELINES)
    at: datetime = shown("at", "2025-07-01T06:12:00Z", FIGURES)
    provenance: Provenance = shown("provenance", "api", FIGURES)
    precision: Precision = shown("precision", "exact", FIGURES)
    rounded_to: int | None = shown("rounded_to", None, FIGURES)
    flagged: bool = shown("flagged", False, FIGURES)
    role: Role | None = shown("role", None, FIGURES)
    source: str | None = shown("source", "https://bsky.app/profile/montrieux.example", FIGURES)
    fictional: bool = shown("fictional", True, ORGANISATIONS)


class StandingItem(Item):
    """An institution on the leaderboard."""

    organisation: str = shown("organisation", "montrieux", STANDINGS)
    name: str = shown("name", "Ville de Montrieux", ORGANISATIONS)
    kind: Kind = shown("kind", "city", ORGANISATIONS)
    level: Level = shown("level", "L2", ORGANISATIONS)
    part: Group = shown("part", "certified", STANDINGS)
    missing: Missing | None = shown("missing", None, STANDINGS)
    rank: int | None = shown("rank", 4)
    rank_best: int | None = shown("rank_best", 2)
    rank_worst: int | None = shown("rank_worst", 6)
    rank_before: int | None = shown("rank_before", 5)
    size: int | None = shown("size", 214_300, ORGANISATIONS)
    size_measure: SizeMeasure | None = shown("size_measure", "population", ORGANISATIONS)
    size_class: SizeClass | None = shown("size_class", "large", ORGANISATIONS)
    status: Status | None = shown("status", "departed", STANDINGS)
    departed_on: date | None = shown("departed_on", "2025-03-03", STANDINGS)
    baseline: int | None = shown("baseline", 48_210)
    baseline_on: date | None = shown("baseline_on", "2025-03-03", STANDINGS)
    baseline_source: str | None = shown("baseline_source", "https://press.example/montrieux", STANDINGS)
    baseline_withheld: bool = shown("baseline_withheld", False, STANDINGS)
    as_of: date | None = shown("as_of", "2025-07-01", STANDINGS)
    age: int | None = shown("age", 120)
    regained_low: int | None = shown("regained_low", 14_945)
    regained_high: int | None = shown("regained_high", 18_320)
    recovery_low: float | None = shown("recovery_low", 0.31)
    recovery_high: float | None = shown("recovery_high", 0.38)
    per_person: float | None = shown("per_person", 69.74)
    growth: float | None = shown("growth", 0.0599)
    fictional: bool = shown("fictional", True, ORGANISATIONS)


class ExitDayItem(Item):
    """A departure on a day to come, or on a day on which several left."""

    day: date = shown("departed_on", "2025-03-03", STANDINGS)
    to_come: bool = shown("to_come", False)
    together: int = shown("together", 12)
    organisation: str = shown("organisation", "montrieux", STANDINGS)
    name: str = shown("name", "Ville de Montrieux", ORGANISATIONS)
    kind: Kind = shown("kind", "city", ORGANISATIONS)
    fictional: bool = shown("fictional", True, ORGANISATIONS)


class CampaignDayItem(Item):
    """A day on which institutions leave together, with what everybody may see of the pledges to it."""

    exit_day: str = shown("exit_day", "villes-automne-2025", EXIT_DAYS)
    campaign: str = shown("campaign", "quitter-x", EXIT_DAYS)
    network: Network = shown("network", "x", EXIT_DAYS)
    state: State = shown("state", "open", EXIT_DAYS)
    title_fr: str = shown("title_fr", "Villes, automne 2025", EXIT_DAYS)
    title_en: str = shown("title_en", "Cities, autumn 2025", EXIT_DAYS)
    day: date = shown("day", "2025-09-22", EXIT_DAYS)
    starts_at: datetime = shown("starts_at", "2025-09-22T08:00:00Z", EXIT_DAYS)
    zone: str = shown("zone", "Europe/Paris", EXIT_DAYS)
    whole_day: bool = shown("whole_day", False, EXIT_DAYS)
    deadline: date = shown("deadline", "2025-09-15", EXIT_DAYS)
    goal_organisations: int | None = shown("goal_organisations", 20, EXIT_DAYS)
    goal_audience: int | None = shown("goal_audience", None, EXIT_DAYS)
    pledged: int | None = shown("pledged", 42, EXIT_DAYS)
    hidden: int | None = shown("hidden", 35, EXIT_DAYS)
    considering: int | None = shown("considering", 5, EXIT_DAYS)
    going: int | None = shown("going", 19, EXIT_DAYS)
    audience: int | None = shown("audience", 1_240_000, EXIT_DAYS)
    missing: int | None = shown("missing", 4, EXIT_DAYS)
    brought: int | None = shown("brought", 23, EXIT_DAYS)
    reached: bool = shown("reached", False, EXIT_DAYS)
    named: str | None = shown("named", "montrieux", EXIT_DAYS)
    cancelled_because: str | None = shown("cancelled_because", None, EXIT_DAYS)
    fictional: bool = shown("fictional", True, EXIT_DAYS)


class AnnotationItem(Item):
    """A public note on the charts."""

    annotation: int = shown("annotation", 3, ANNOTATIONS)
    organisation: str | None = shown("organisation", "montrieux", ANNOTATIONS)
    day: date = shown("day", "2025-03-03", ANNOTATIONS)
    kind: AnnotationKind = shown("kind", "press", ANNOTATIONS)
    text: str = shown("text", "The council votes to leave", ANNOTATIONS)
    source: str | None = shown("source", "https://press.example/montrieux", ANNOTATIONS)
    role: Role = shown("role", "collective", ANNOTATIONS)
    fictional: bool = shown("fictional", True, ORGANISATIONS)


class MetricItem(Item):
    """What one figure means."""

    metric: str = shown("metric", "followers")
    title: str = shown("title", "Followers")
    unit: Unit = shown("unit", "people")
    definition: str = shown("definition", "How many accounts follow one account of the institution on one network, at one instant.")
    formula: str = shown("formula", "")
    source: str = shown("metric_source", "The networks’ public interfaces, read every day, or a dated figure with its source.")
    caveat: str = shown("caveat", "A count of accounts, not of people.")
    example: str = shown("example", "Bluesky, 1 July 2025: 14,945.")
