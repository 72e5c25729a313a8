"""Those who left as they had pledged beside the others who left around the day: the sentence, the lines below the chart, the table."""

from collections.abc import Sequence
from datetime import date

from dashboard.charts.sentences import share
from dashboard.domain.exit_days.together import AROUND, Compared, Side, last_common
from dashboard.i18n import Words
from dashboard.presenters.chart_tables import ReadTable


def title(words: Words, name: str) -> str:
    """What the chart counts.

    :param name: of the exit day.
    """
    return words("{name}: audience regained by those that had pledged, and by the others that left around that day", name=name)


def finding(words: Words, found: Sequence[Compared]) -> str:
    """What it finds at the greatest age at which both can be told; no word on what the difference comes from."""
    last = last_common(found)
    if last is None:
        return words("Too few have been read to set those that had pledged beside the others that left around that day")
    age, together, alone = last
    ours, theirs = share(words, together.share), share(words, alone.share)
    if ours == theirs:
        return words(
            "{age} days after leaving, the {n} that had pledged and the {others} others that left around that day had regained as much: "
            "at least {share} of their audience",
            age=age,
            n=together.n,
            others=alone.n,
            share=ours,
        )
    return words(
        "{age} days after leaving, the {n} that had pledged had regained at least {ours} of their audience; the {others} others that left "
        "around that day, {theirs}",
        age=age,
        n=together.n,
        others=alone.n,
        ours=ours,
        theirs=theirs,
    )


def described(words: Words, found: Sequence[Compared]) -> str:
    """What the chart shows, read aloud instead of it."""
    said = [words("Share of the audience left behind that was regained at least, by the number of days since the departure.")]
    for one in found:
        age = words.beginning(words("day {n}", n=one.age))
        ours, theirs = _side(words, one.together), _side(words, one.alone)
        said.append(words("{age}: pledged {ours}, without a pledge {theirs}.", age=age, ours=ours, theirs=theirs))
    return " ".join(said)


def lines(words: Words, today: date) -> list[str]:
    """What stands below the chart: who is in it, how it is computed, what it does not prove."""
    return [
        words(
            "Pledged: of those that had pledged, those that left by the day or the day after. Without a pledge: the others that left "
            "within {n} days of it, and were bound to no exit day then. Below each age, n is how many of each were read, pledged / without "
            "a pledge; fewer than three are not shown.",
            n=AROUND.days,
        ),
        words(
            "Computed: what all of a group regained at least, as a share of what all of them left behind. "
            "Counts that wait for a look are left out."
        ),
        words(
            "What this does not prove: institutions chose for themselves whether to leave together, and may differ in size, in kind or in "
            "how they prepared. The difference is not what leaving together brings."
        ),
        words("Compared on {day}.", day=today),
    ]


def table(words: Words, found: Sequence[Compared]) -> ReadTable:
    """Both groups at each age, each with its number; the medians beside, which no large institution moves."""
    columns = (
        words("Days since the departure"),
        words("Pledged"),
        words("Without a pledge"),
        words("Median, pledged"),
        words("Median, without a pledge"),
    )
    rows = tuple(
        (
            words.number(one.age),
            _side(words, one.together),
            _side(words, one.alone),
            *(_median(words, side) for side in (one.together, one.alone)),
        )
        for one in found
    )
    return ReadTable(words("Audience regained, those that had pledged beside the others that left around that day"), columns, rows)


def _side(words: Words, side: Side | None) -> str:
    return words("{share} (n\u00a0=\u00a0{n})", share=share(words, side.share), n=side.n) if side else words("too few")


def _median(words: Words, side: Side | None) -> str:
    return share(words, side.median) if side and side.median is not None else words("too few")
