"""Those who left together beside those who left alone: the sentence, the lines below the chart, the table."""

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
    return words("{name}: audience regained by those who left together, and by those who left alone", name=name)


def finding(words: Words, found: Sequence[Compared]) -> str:
    """What it finds at the greatest age at which both can be told; no word on what the difference comes from."""
    last = last_common(found)
    if last is None:
        return words("Too few have been read to set those who left together beside those who left alone")
    age, together, alone = last
    ours, theirs = share(words, together.share), share(words, alone.share)
    if ours == theirs:
        return words(
            "{age} days after leaving, those who left together and those who left alone had regained as much: at least {share} of their "
            "audience",
            age=age,
            share=ours,
        )
    return words(
        "{age} days after leaving, those who left together had regained at least {ours} of their audience, those who left alone {theirs}",
        age=age,
        ours=ours,
        theirs=theirs,
    )


def described(words: Words, found: Sequence[Compared]) -> str:
    """What the chart shows, read aloud instead of it."""
    said = [words("Share of the audience left behind that was regained at least, by the number of days since the departure.")]
    for one in found:
        age = words("day {n}", n=one.age)
        ours, theirs = _side(words, one.together), _side(words, one.alone)
        said.append(words("{age}: together {ours}, alone {theirs}.", age=age, ours=ours, theirs=theirs))
    return " ".join(said)


def lines(words: Words, today: date) -> list[str]:
    """What stands below the chart: who is in it, how it is computed, what it does not prove."""
    return [
        words(
            "Together: those who left by the day or the day after. Alone: the others who left within {n} days of it, and were bound to no "
            "exit day then. Below each age, n is how many of each were read, together / alone; fewer than three are not shown.",
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
        words("Together"),
        words("Alone"),
        words("Median, together"),
        words("Median, alone"),
    )
    rows = tuple(
        (
            words.number(one.age),
            _side(words, one.together),
            _side(words, one.alone),
            *(share(words, side.median) if side else words("too few") for side in (one.together, one.alone)),
        )
        for one in found
    )
    return ReadTable(words("Audience regained, those who left together beside those who left alone"), columns, rows)


def _side(words: Words, side: Side | None) -> str:
    return words("{share} (n = {n})", share=share(words, side.share), n=side.n) if side else words("too few")
