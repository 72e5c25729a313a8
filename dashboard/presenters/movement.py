"""The overview in words: what the movement comes to, and its three figures."""

from collections.abc import Sequence

from dashboard.charts.rows import AgeSpread, EventMark
from dashboard.charts.sentences import marks_said, share
from dashboard.domain.organisations import Kind
from dashboard.i18n import Words
from dashboard.presenters.board import Link, who
from dashboard.presenters.organisation_parts import KeyFigure
from dashboard.services.views import Overview


def headline(words: Words, seen: Overview) -> str:
    """How many have left, and what they left behind."""
    if not seen.left:
        return words.plural(
            "{n} institution is here, none has left X yet", "{n} institutions are here, none has left X yet", seen.organisations
        )
    left = words.plural("{n} institution has left X", "{n} institutions have left X", seen.left)
    if not seen.audience_left:
        return left
    if seen.audience_known < seen.left:
        return words(
            "{left}; {known} of them left {followers} followers behind", left=left, known=seen.audience_known, followers=seen.audience_left
        )
    return words("{left}, leaving {followers} followers behind", left=left, followers=seen.audience_left)


def departures_described(words: Words, seen: Overview, marks: Sequence[EventMark]) -> str:
    """The chart of departures for those who do not see it.

    :param marks: what else happened to the movement.
    """
    return " ".join([f"{headline(words, seen)}.", *marks_said(marks, words)])


def lede(words: Words, seen: Overview) -> str:
    """What comes besides: planned, announced, returned."""
    parts = []
    if seen.planned:
        parts.append(words.plural("{n} more has given its date", "{n} more have given their date", seen.planned))
    if seen.announced:
        parts.append(words.plural("{n} has announced it without a date", "{n} have announced it without a date", seen.announced))
    if seen.returned:
        parts.append(words.plural("{n} of those that left has returned", "{n} of those that left have returned", seen.returned))
    return ", ".join(parts)[:1].upper() + ", ".join(parts)[1:] + "." if parts else ""


def key_figures(words: Words, seen: Overview) -> list[KeyFigure]:
    """Left, left behind, regained: each with what it rests on."""
    low, high, n = seen.regained
    half = next((one for one in seen.recovery if one.age == 90), None)
    median = KeyFigure(
        words("Typical recovery at day 90"), words("not known"), words("Too few have been read 90 days after their departure.")
    )
    if half is not None:
        note = words("of the audience left behind, at least: the median of {n} institutions", n=half.n)
        median = KeyFigure(words("Typical recovery at day 90"), share(words, half.median), note)
    return [
        KeyFigure(
            words("Followers left on X"),
            words.number(seen.audience_left) if seen.audience_known else words("not known"),
            _counted(words, seen),
        ),
        KeyFigure(
            words("Regained on the new networks"),
            words.range(low, high, words.number) if n else words("not read"),
            _regained_of(words, n, everything=high is not None),
        ),
        median,
    ]


def _counted(words: Words, seen: Overview) -> str:
    counted = words.plural(
        "counted at the departure of {n} institution out of {left}",
        "counted at the departure of {n} institutions out of {left}",
        seen.audience_known,
        left=seen.left,
    )
    missing = seen.left - seen.audience_known
    if not missing:
        return counted
    why = words.plural(
        "{n} other has no dated count within a year of its departure",
        "{n} others have no dated count within a year of their departure",
        missing,
    )
    return f"{counted}{words.semicolon}{why}"


def _regained_of(words: Words, n: int, *, everything: bool) -> str:
    if not n:
        return words("No institution that left has both its audience and a new account with a figure.")
    if not everything:
        return words.plural(
            "followers of the largest network of {n} institution", "followers of the largest network of {n} institutions", n
        )
    return words.plural(
        "followers of {n} institution of which everything is known, at its latest reading",
        "followers of {n} institutions of which everything is known, at the latest reading of each; one person may follow several",
        n,
    )


def by_kind(words: Words, seen: Overview) -> str:
    """“city 34, university 12”: how many of each kind have left."""
    return words("By kind: {kinds}.", kinds=", ".join(f"{words.term(Kind(kind))} {words.number(n)}" for kind, n in seen.by_kind))


def next_events(words: Words, seen: Overview, link: Link) -> list[dict[str, object]]:
    """The departures to come, soonest first."""
    return [
        {
            "on": one.departed_on,
            "name": one.name,
            "href": link(one.slug),
            "note": who(words, one),
        }
        for one in seen.next_departures
        if one.departed_on is not None
    ]


def typical(words: Words, seen: Overview) -> str:
    """What the recovery chart finds, at the greatest age that enough have reached."""
    if not seen.recovery:
        return words("No institution can be compared yet")
    last = max(seen.recovery, key=lambda one: one.age)
    return words(
        "{age} days after leaving X, half of {n} institutions had regained at least {median} of their audience",
        age=last.age,
        n=last.n,
        median=share(words, last.median),
    )


def spread(seen: Overview) -> list[AgeSpread]:
    """Rows of the recovery chart."""
    return [AgeSpread(one.age, one.n, one.lower_quartile, one.median, one.upper_quartile) for one in seen.recovery]


def described(words: Words, seen: Overview) -> str:
    """The recovery chart for those who do not see it."""
    said = [words("day {age}: median {median} (n = {n})", age=one.age, median=share(words, one.median), n=one.n) for one in seen.recovery]
    return words("Share of the audience left behind that was regained at least. {values}.", values=words.semicolon.join(said))
