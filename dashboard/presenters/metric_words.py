"""What the methodology says beside the metrics: their units, and the rules by which institutions are compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.domain.errors import N_
from dashboard.domain.figures import Holding
from dashboard.domain.leaderboard import AGES, DEFAULT_AGE, GROWTH_HOLDS
from dashboard.domain.metrics import Unit
from dashboard.domain.organisations import SIZE_BOUNDS
from dashboard.i18n import Words

_UNITS: Mapping[Unit, str] = MappingProxyType(
    {
        Unit.ACCOUNTS: N_("accounts"),
        Unit.PEOPLE: N_("people"),
        Unit.RATIO: N_("ratio; shown in per cent"),
        Unit.DAYS: N_("days"),
        Unit.PER_THOUSAND: N_("per 1,000 people"),
        Unit.PLACE: N_("place"),
        Unit.INDEX: N_("index, 100 at the departure"),
    }
)


@dataclass(frozen=True)
class Rule:
    """One rule of comparison; ``name`` is its anchor."""

    name: str
    title: str
    text: str


def unit_said(words: Words, unit: Unit) -> str:
    """In what a metric is counted."""
    return words(_UNITS[unit])


def rules(words: Words, holding: Holding) -> list[Rule]:
    """How figures are read, doubted and compared, one rule after another.

    :param holding: for how many days a figure stands here.
    """
    others = ", ".join(words.number(age) for age in AGES if age != DEFAULT_AGE)
    return [
        Rule(
            "gaps",
            words("Gaps are gaps"),
            words(
                "A count that is missing, hidden, negative or unreadable is absent. It is never 0, and nothing fills it: "
                "a line stops where nothing was read, and the table says so."
            ),
        ),
        Rule(
            "holding",
            words("How long a figure stands"),
            words.plural(
                "A count read from a network or taken from an analytics export stands on its day and {n} day after, a dated figure "
                "(archive, Wikidata, press, declaration) for {declared} days. After that the account counts as unread.",
                "A count read from a network or taken from an analytics export stands on its day and {n} days after, a dated figure "
                "(archive, Wikidata, press, declaration) for {declared} days. After that the account counts as unread.",
                holding.collected,
                declared=holding.declared,
            ),
        ),
        Rule(
            "trust",
            words("Which of several figures counts"),
            words(
                "Of the figures of one account on one day (UTC) the most trustworthy one counts, in this order: read from the network, "
                "archive of X, analytics export, Wikidata, press, declaration; of equally trustworthy ones the latest."
            ),
        ),
        Rule(
            "band",
            words("A band, because one person may follow twice"),
            words(
                "What was regained lies between the followers of the largest new network (at least) and the sum of all new networks "
                "(at most). Where one network was not read, the upper end is unknown; where that is the one last known as the largest, the "
                "lower end too. An account counts from its first figure on: one that was never read makes no end unknown."
            ),
        ),
        Rule(
            "day-0",
            words("Day 0"),
            words(
                "Day 0 is the day that was logged as the departure. Where none was, it is the earliest day on which the account being left "
                "was dormant, protected or closed."
            ),
        ),
        Rule(
            "to-date",
            words("To date"),
            words(
                "The latest reading is that of the last day with a figure on which the lower end is known, however old; its day is shown. "
                "Growth over 30 days counts back from that day, and is not compared where that day lies more than {n} days back.",
                n=GROWTH_HOLDS,
            ),
        ),
        Rule(
            "age-rule",
            words("The same age for everybody"),
            words(
                "Institutions are compared {age} days after their departure, or {others} by choice: whoever left early has no advantage.",
                age=DEFAULT_AGE,
                others=others,
            ),
        ),
        Rule(
            "overlap",
            words("Overlapping bands prove nothing"),
            words(
                "Between two institutions whose bands overlap, either may have regained more. A rank therefore comes with the best "
                "and the worst rank that the bands allow."
            ),
        ),
        Rule(
            "certified",
            words("Certified, listed, not enough data"),
            words(
                "A certified institution has proved that it speaks for itself (level L2 or above), and has a rank. Others are listed from "
                "public figures, without a rank. Where something is missing for a comparison, the leaderboard says what."
            ),
        ),
        Rule(
            "levels",
            words("Levels of proof"),
            words(
                "L1: an address of mail at the official domain. L2: a DNS record, a file, a Bluesky handle or a Mastodon link at that "
                "domain. L3: the SIRET that an identity provider vouches for, or two people of the collective. From L2 on an institution "
                "is certified."
            ),
        ),
        Rule(
            "kinds",
            words("Comparable with whom"),
            words(
                "Kind and size class can be chosen. Medium-sized begins at {inhabitants} inhabitants, {students} students "
                "or {staff} staff, large at {many_inhabitants}, {many_students} or {many_staff}; of the three, the first that is known "
                "counts.",
                **dict(zip(("inhabitants", "students", "staff"), (medium for medium, _ in SIZE_BOUNDS.values()), strict=True)),
                **dict(zip(("many_inhabitants", "many_students", "many_staff"), (large for _, large in SIZE_BOUNDS.values()), strict=True)),
            ),
        ),
        Rule(
            "movement",
            words("Movement since last week"),
            words(
                "The standings are kept once a week, on its first day on which the register is looked after. A rank is compared with the "
                "one on that day of last week, among those that were certified and could be compared on both days, in the same selection "
                "and at the same age. Whoever had none then is new, “new in this comparison” where neither the age nor the certification "
                "is the reason. The files do not say who was certified last week."
            ),
        ),
        Rule(
            "peers",
            words("Beside comparable institutions"),
            words(
                "The page of an institution gives two medians at the age of its latest reading, over the others of its kind, certified or "
                "listed: that of the lower ends and that of the upper ends, of those whose two ends are known, from four on. Those that "
                "are like it have its kind and size class and have left; how near they are in size goes by the ratio: twice as large is as "
                "far as half as large."
            ),
        ),
        Rule(
            "doubt",
            words("A figure that does not fit waits"),
            words(
                "Every new figure is held against the curve of its account. One that does not fit is drawn hollow and counts nowhere, "
                "neither in a band nor in a rank, until somebody of the collective has looked at it and given a reason."
            ),
        ),
        Rule(
            "frozen",
            words("The audience left behind is frozen"),
            words(
                "On the day of the departure the reference is frozen. A better figure that comes later moves nothing by itself: "
                "a correction is an event with its date and its reason, on the institution’s page."
            ),
        ),
        Rule(
            "median",
            words("Medians only of four or more"),
            words(
                "A typical recovery is the median of the lower ends. It is shown with the number of institutions it rests on, "
                "and not at all for fewer than four. The band around it lies between the two quartiles, by linear interpolation between "
                "the ordered values (type 7 of Hyndman and Fan, QUARTILE.INC of spreadsheets)."
            ),
        ),
    ]
