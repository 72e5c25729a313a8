"""Several organisations side by side: their curves, what each had regained at the greatest age they share, and the sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dashboard.charts.rows import EventMark, RecoveryLine, RecoveryPoint
from dashboard.charts.sentences import between, marks_said, share
from dashboard.domain.annotations import Annotation
from dashboard.domain.figures import Precision
from dashboard.domain.leaderboard import Missing
from dashboard.domain.transfer import Share
from dashboard.domain.transfer import share as share_of
from dashboard.i18n import Words
from dashboard.i18n.count_words import count_said
from dashboard.presenters import notes
from dashboard.presenters.board import Link, missing_said
from dashboard.services.views import OrganisationView


@dataclass(frozen=True)
class ComparedRow:
    """One organisation in the table; ``missing`` says what it lacks, or is empty."""

    name: str
    href: str
    departed_on: date | None
    baseline: str
    source: str
    then: str
    now: str
    now_on: date | None
    missing: str


def recovery_line(words: Words, view: OrganisationView, today: date, private: Sequence[Annotation] = ()) -> RecoveryLine | None:
    """The curve of one organisation, or None as long as it cannot be drawn.

    :param private: notes on it that are not for everybody, where they may be shown.
    """
    day0, baseline = view.journey.departed_on, view.baseline
    if day0 is None or day0 > today or baseline is None:
        return None
    shares = [(one.day, share_of(one.band, baseline.followers)) for one in view.bands if one.day >= day0]
    points = tuple(RecoveryPoint(day, one.low, one.high) for day, one in shares)
    if not any(point.low is not None for point in points):
        return None
    noted = [one for one in (*notes.of_one(view.annotations), *private) if one.on >= day0]
    return RecoveryLine(view.organisation.name, day0, points, tuple(notes.marks(words, noted)))


def common_age(lines: Sequence[RecoveryLine]) -> int | None:
    """The greatest number of days since departure at which all of them were read, or None if there is none."""
    ages = [{(point.day - line.departed_on).days for point in line.points if point.low is not None} for line in lines]
    return max(set.intersection(*ages), default=None) if ages else None


def at_age(line: RecoveryLine, age: int) -> Share:
    """What was regained at one age; unknown ends are None."""
    wanted = line.departed_on + timedelta(days=age)
    return next((Share(point.low, point.high) for point in line.points if point.day == wanted), Share(None, None))


def headline(words: Words, lines: Sequence[RecoveryLine]) -> str:
    """Who regained more at the same age, if the bands tell; bands that overlap prove nothing."""
    age = common_age(lines)
    if len(lines) < 2 or age is None:
        return words("Which institutions regain more of the audience they left behind?")
    found = sorted(((at_age(line, age), line) for line in lines), key=lambda pair: pair[0].low or 0.0, reverse=True)
    first, best = found[0]
    rivals = [one.high if one.high is not None else float("inf") for one, _ in found[1:]]
    low, high = first.low or 0.0, first.high
    if low <= max(rivals):
        return words(
            "{age} days after leaving, nothing proves which of the {n} had regained the most: bands overlap", age=age, n=len(lines)
        )
    if high is None or share(words, low) == share(words, high):
        return words(
            "{age} days after leaving, {name} had regained the most: at least {low}", age=age, name=best.organisation, low=share(words, low)
        )
    band = between(words, low, high)
    return words("{age} days after leaving, {name} had regained the most: between {band}", age=age, name=best.organisation, band=band)


def described(words: Words, lines: Sequence[RecoveryLine], marks: Sequence[EventMark] = ()) -> str:
    """What the chart shows, for those who do not see it.

    :param marks: what happened to all of them, where it is drawn.
    """
    age = common_age(lines)
    if age is None:
        curves = words("Curves of recovery since the departure; the values are in the table below.")
    else:
        said = [words("{name}: {band}", name=line.organisation, band=_range(words, at_age(line, age))) for line in lines]
        values = words.semicolon.join(said)
        curves = words("Share of the audience left behind that was regained, at day {age}. {values}.", age=age, values=values)
    own = [
        replace(mark, label=words("{name}: {text}", name=line.organisation, text=mark.named(words)))
        for line in lines
        for mark in line.marks
    ]
    return " ".join([curves, *marks_said([*marks, *own], words)])


def compared_row(words: Words, view: OrganisationView, line: RecoveryLine | None, age: int | None, link: Link) -> ComparedRow:
    """One line of the table."""
    standing, baseline = view.standing, view.baseline
    return ComparedRow(
        name=view.organisation.name,
        href=link(view.organisation.slug),
        departed_on=view.journey.departed_on,
        baseline=count_said(words, baseline.followers, about=baseline.precision is Precision.ROUNDED) if baseline else "",
        source=baseline.source if baseline else "",
        then=_range(words, at_age(line, age)) if line and age is not None else "",
        now=_range(words, Share(standing.recovery_low, standing.recovery_high)),
        now_on=standing.as_of if standing.recovery_low is not None else None,
        missing="" if line else _lacking(words, view),
    )


def without_line(words: Words, views: Sequence[OrganisationView]) -> str:
    """Who is compared and has no curve, and why: a name without one would look like a mistake. Empty for nobody."""
    said = [words("{name} ({reason})", name=one.organisation.name, reason=_lacking(words, one)) for one in views]
    return words("Without a curve: {names}.", names=words.semicolon.join(said)) if said else ""


def _lacking(words: Words, view: OrganisationView) -> str:
    return missing_said(words, view.standing, None) or words.term(Missing.READING)


def _range(words: Words, one: Share) -> str:
    return words.range(one.low, one.high, lambda ratio: share(words, ratio))
