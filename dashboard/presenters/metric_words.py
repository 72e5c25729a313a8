"""What the methodology says beside the metrics: their units, and the rules by which institutions are compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.domain.errors import N_
from dashboard.domain.figures import Holding
from dashboard.domain.leaderboard import AGES, DEFAULT_AGE
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
                "A count read from a network stands on its day and {n} day after, a dated figure (archive, Wikidata, press, declaration) "
                "for {declared} days. After that the account counts as unread.",
                "A count read from a network stands on its day and {n} days after, a dated figure (archive, Wikidata, press, declaration) "
                "for {declared} days. After that the account counts as unread.",
                holding.collected,
                declared=holding.declared,
            ),
        ),
        Rule(
            "band",
            words("A band, because one person may follow twice"),
            words(
                "What was regained lies between the followers of the largest new network (at least) and the sum of all new networks "
                "(at most). Where one network was not read, the upper end is unknown."
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
                "or {staff} staff.",
                **{name: medium for name, (medium, _) in zip(("inhabitants", "students", "staff"), SIZE_BOUNDS.values(), strict=True)},
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
                "and not at all for fewer than four."
            ),
        ),
    ]
