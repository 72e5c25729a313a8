"""What every published figure means: one record a metric, read by the methodology page, the API, the open data and the charts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from dashboard.domain.errors import N_


class Unit(StrEnum):
    """In what a metric is counted."""

    ACCOUNTS = "accounts"
    PEOPLE = "people"
    RATIO = "ratio"
    DAYS = "days"
    PER_THOUSAND = "per_thousand"
    PLACE = "place"
    INDEX = "index"


@dataclass(frozen=True)
class Metric:
    """One metric. Every text is a key of the catalogues.

    :param name: of the column in files and in the API.
    :param definition: what it is, in one or two sentences; ``formula``: how it is computed, empty for what is read as it is.
    :param source: where it comes from; ``caveat``: what it does not say; ``example``: with numbers (of nobody).
    """

    name: str
    title: str
    unit: Unit
    definition: str
    formula: str
    source: str
    caveat: str
    example: str


_READ = N_("The networks’ public interfaces, read every day, or a dated figure with its source.")
_COMPUTED = N_("Computed here from the dated counts, each of which carries its own source.")

_ALL = (
    Metric(
        "followers",
        N_("Followers"),
        Unit.ACCOUNTS,
        N_("How many accounts follow one account of the institution on one network, at one instant."),
        "",
        _READ,
        N_("A count of accounts, not of people: some are programs, some are asleep. A count that was not read is absent, never 0."),
        N_("Bluesky, 1 July 2025: 14,945."),
    ),
    Metric(
        "baseline",
        N_("Audience left behind"),
        Unit.ACCOUNTS,
        N_("The followers of the account on the network that is left, at the departure. It is frozen on that day."),
        N_("Within 7 days of the departure the most trustworthy source, then the closest day; else the closest day within a year."),
        N_("The archive of X, its analytics export, Wikidata, the press, or a declaration; the figure says which."),
        N_("A later correction is an event with its date and its reason, and can be read on the institution’s page."),
        N_("Archive of X, 3 March 2025: 48,210."),
    ),
    Metric(
        "regained_low",
        N_("Audience regained, at least"),
        Unit.PEOPLE,
        N_("The fewest people who can be behind the followers on the new networks."),
        N_("The followers of the largest new network."),
        _COMPUTED,
        N_("Unknown on a day on which the network last known as the largest was not read."),
        N_("Bluesky 14,945, Mastodon 2,412, LinkedIn 963: at least 14,945."),
    ),
    Metric(
        "regained_high",
        N_("Audience regained, at most"),
        Unit.PEOPLE,
        N_("The most people who can be behind the followers on the new networks: nobody follows on two."),
        N_("The sum over all new networks."),
        _COMPUTED,
        N_("Unknown on a day on which one of the networks was not read."),
        N_("Bluesky 14,945, Mastodon 2,412, LinkedIn 963: at most 18,320."),
    ),
    Metric(
        "recovery_low",
        N_("Recovery, at least"),
        Unit.RATIO,
        N_("The share of the audience left behind that was regained, at least."),
        N_("Audience regained, at least, divided by the audience left behind."),
        _COMPUTED,
        N_("Followers on the new networks need not be those who were left: it compares sizes, not persons."),
        N_("14,945 of 48,210: 31%."),
    ),
    Metric(
        "recovery_high",
        N_("Recovery, at most"),
        Unit.RATIO,
        N_("The share of the audience left behind that was regained, at most."),
        N_("Audience regained, at most, divided by the audience left behind."),
        _COMPUTED,
        N_("Where two bands overlap, the distance between two institutions proves nothing."),
        N_("18,320 of 48,210: 38%."),
    ),
    Metric(
        "age",
        N_("Days since the departure"),
        Unit.DAYS,
        N_("Days from the departure, which is day 0, to the reading."),
        N_("Day of the reading minus day of the departure."),
        N_("The day of the departure is the one that the institution logged, or that its source gives."),
        N_("Institutions are compared at the same age, so that those who left early have no advantage."),
        N_("Departure on 3 March 2025, reading on 1 July 2025: day 120."),
    ),
    Metric(
        "per_person",
        N_("Regained per 1,000 people"),
        Unit.PER_THOUSAND,
        N_("Audience regained, at least, for each 1,000 inhabitants, students or staff."),
        N_("1,000 times the audience regained, at least, divided by the size of the institution."),
        N_("The counts, and the size in the register with its source."),
        N_("Inhabitants, students and staff are not alike: compare within one kind. Followers may live anywhere."),
        N_("14,945 for 214,300 inhabitants: 69.7."),
    ),
    Metric(
        "growth",
        N_("Growth over 30 days"),
        Unit.RATIO,
        N_("By how much the audience regained, at least, has grown over the last 30 days."),
        N_("Its latest value divided by the one of 30 days before, minus 1."),
        _COMPUTED,
        N_("A small account doubles easily: a high growth says little about a low count."),
        N_("14,100 on 1 June, 14,945 on 1 July: 6%."),
    ),
    Metric(
        "rank",
        N_("Rank"),
        Unit.PLACE,
        N_("The place among the certified institutions of the selection, by the order that was chosen."),
        N_("1 plus the number of certified institutions with a higher value; equal values share a place."),
        _COMPUTED,
        N_("Listed institutions have none, and a figure that waits for a look is never ranked."),
        N_("28 to 34% is fourth if three others have regained more than 28% at least."),
    ),
    Metric(
        "rank_best",
        N_("Best possible rank"),
        Unit.PLACE,
        N_("The best place that the bands allow."),
        N_("1 plus the number of certified institutions whose lower end is above this one’s upper end."),
        _COMPUTED,
        N_("Where an upper end is unknown, the best place is 1."),
        N_("Fourth by the lower end, but only one lower end is above 34%: second at best."),
    ),
    Metric(
        "rank_worst",
        N_("Worst possible rank"),
        Unit.PLACE,
        N_("The worst place that the bands allow."),
        N_("The number of certified institutions whose upper end is unknown or not below this one’s lower end, itself included."),
        _COMPUTED,
        N_("An institution with an unknown upper end may be before every other."),
        N_("Fourth by the lower end, but six upper ends reach 28%: sixth at worst."),
    ),
    Metric(
        "index",
        N_("Index"),
        Unit.INDEX,
        N_("The followers of one account, 100 at the departure."),
        N_("100 times the followers divided by the figure of the same account that holds on the day of the departure."),
        _COMPUTED,
        N_("It compares speeds, not sizes; an account without a figure that holds on that day, or opened later, has none."),
        N_("4,860 at the departure, 14,945 later: 308."),
    ),
)

METRICS: Mapping[str, Metric] = MappingProxyType({one.name: one for one in _ALL})
"""Every metric by its name, in the order in which they are read."""
