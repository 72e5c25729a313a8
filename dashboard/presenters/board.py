"""The leaderboard as it is shown: rows of text and bars on one shared scale, and the sentence above them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.domain.claims import Claim
from dashboard.domain.departures import Status
from dashboard.domain.leaderboard import Missing, Standing
from dashboard.domain.organisations import Level
from dashboard.i18n import Words
from dashboard.presenters.proof_words import short_proof, strongest
from dashboard.services.views import LeaderboardPage

STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 1000.0)
MOST_STEPS = 4
Link = Callable[[str], str]
"""From the slug of an organisation to the address of its page, at the door that asks."""


@dataclass(frozen=True)
class Scale:
    """The shared scale of the band-bars: from 0 to ``top`` (a ratio of the baseline) in equal steps."""

    top: float
    step: float

    @classmethod
    def over(cls, standings: Sequence[Standing]) -> "Scale":
        """The shortest scale of at most four round steps that holds every band."""
        ends = [end for one in standings for end in (one.recovery_low, one.recovery_high) if end is not None]
        highest = max(ends, default=0.0)
        step = next((step for step in STEPS if step * MOST_STEPS >= highest), STEPS[-1])
        number = max(1, -int(-highest / step // 1))
        return cls(step * number, step)

    def place(self, ratio: float) -> str:
        """Where a ratio falls, in per cent of the scale's length."""
        return f"{min(100.0, 100 * ratio / self.top):.2f}"

    def ticks(self, words: Words) -> list[dict[str, str]]:
        """Labels of the scale; only the last one carries the unit."""
        values = [self.step * n for n in range(round(self.top / self.step) + 1)]
        plain = [words.number(round(100 * value)) for value in values[:-1]]
        return [{"left": self.place(value), "label": label} for value, label in zip(values, [*plain, words.percent(self.top)], strict=True)]


@dataclass(frozen=True)
class BoardRow:
    """One row that can be compared, ready to be read aloud."""

    rank: int | None
    name: str
    href: str
    about: str
    departed_on: date
    baseline: str
    baseline_on: date | None
    baseline_source: str | None
    low: str
    high: str
    text: str
    level: Level
    proof: str


@dataclass(frozen=True)
class MissingRow:
    """One row that cannot be compared, and what is missing."""

    name: str
    href: str
    departed_on: date | None
    missing: str


def kind_and_size(words: Words, standing: Standing) -> str:
    """“ville, 214 300 habitants”, with what became of a departure that ended."""
    parts = [words.term(standing.kind)]
    if standing.size is not None and standing.size_measure is not None:
        parts.append(words("{n} {people}", n=standing.size, people=standing.size_measure))
    if standing.status is Status.RETURNED:
        parts.append(words("has since returned to X"))
    return ", ".join(parts)


def board_row(
    words: Words, rank: int | None, standing: Standing, scale: Scale, link: Link, proofs: Sequence[Claim] = ()
) -> BoardRow | None:
    """One comparable standing as a row; None if it lacks what the row shows.

    :param link: from the slug of an organisation to its page; ``proofs``: those of the organisation that count.
    """
    low, high = standing.recovery_low, standing.recovery_high
    if low is None or standing.departed_on is None or standing.baseline is None:
        return None
    return BoardRow(
        rank=rank,
        name=standing.name,
        href=link(standing.slug),
        about=kind_and_size(words, standing),
        departed_on=standing.departed_on,
        baseline=words.number(standing.baseline),
        baseline_on=standing.baseline_on,
        baseline_source=standing.baseline_source,
        low=scale.place(low),
        high=scale.place(low if high is None else high),
        text=words.range(low, high, words.percent),
        level=standing.level,
        proof=short_proof(words, strongest(proofs)),
    )


def missing_row(words: Words, standing: Standing, age: int | None, link: Link) -> MissingRow:
    """One standing that cannot be compared, with what is missing and, where known, until when."""
    return MissingRow(standing.name, link(standing.slug), standing.departed_on, _missing(words, standing, age))


def _missing(words: Words, standing: Standing, age: int | None) -> str:
    if standing.missing is Missing.AGE and standing.departed_on is not None:
        if age is None:
            return words("leaves on {day}", day=standing.departed_on)
        return words("{age} days not reached yet: comparable on {day}", age=age, day=standing.departed_on + timedelta(days=age))
    if standing.missing is Missing.READING and age is not None:
        return words("no reading on day {age} after its departure", age=age)
    return words.term(standing.missing) if standing.missing else ""


def headline(words: Words, page: LeaderboardPage, age: int | None) -> str:
    """What the leaderboard says, as a sentence."""
    n, half = page.certified_total, page.median
    if n >= 2 and half is not None:
        low = words.percent(half)
        if age is None:
            return words(
                "{n} certified institutions: half of them have regained at least {low} of their audience on X so far", n=n, low=low
            )
        return words(
            "{n} certified institutions, {age} days after leaving X: half of them had regained at least {low} of their audience",
            n=n,
            age=age,
            low=low,
        )
    if n == 1 and half is not None:
        if age is None:
            return words("The only certified institution has regained at least {low} of its audience on X so far", low=words.percent(half))
        return words(
            "The only certified institution had regained at least {low} of its audience {age} days after leaving X",
            low=words.percent(half),
            age=age,
        )
    if page.listed_total:
        return words.plural(
            "No certified institution to compare yet, {n} listed", "No certified institution to compare yet, {n} listed", page.listed_total
        )
    return words("No institution can be compared at this age yet") if age is not None else words("No institution can be compared yet")
