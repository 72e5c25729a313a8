"""The figures of a chart as a table that a person reads, or has read aloud: the newest first, dates and numbers in their language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.charts.rows import AgeSpread, Line, TransferRows
from dashboard.charts.sentences import share
from dashboard.domain.transfer import share as share_of
from dashboard.i18n import Words

MOST = 60
"""Rows: the newest ones; files have them all."""


@dataclass(frozen=True)
class ReadTable:
    """A table ready to be read.

    :param caption: what it is a table of; ``columns``: their heads; ``rows``: the first cell of each is its head.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def departures_table(words: Words, counts: Sequence[tuple[date, int]], today: date) -> ReadTable:
    """How many had left by each day on which somebody leaves, and will have by those to come."""

    def said(day: date) -> str:
        return words.date(day) if day <= today else words("{day} (planned)", day=day)

    rows = tuple((said(day), words.number(n)) for day, n in reversed(counts[-MOST:]))
    return ReadTable(words("How many institutions have left X, day by day"), (words("Day"), words("Have left by then")), rows)


def recovery_table(words: Words, spread: Sequence[AgeSpread]) -> ReadTable:
    """Median and quartiles at each age."""
    columns = (
        words("Days since the departure"),
        words("Institutions"),
        words("A quarter: less than"),
        words("Half: at least"),
        words("A quarter: more than"),
    )
    rows = tuple(
        (words.number(one.age), words.number(one.n), *(share(words, part) for part in (one.lower_quartile, one.median, one.upper_quartile)))
        for one in spread
    )
    return ReadTable(words("The typical recovery, by age"), columns, rows)


def held_table(words: Words, line: Line) -> ReadTable:
    """The figures of one account that wait, among those that count."""
    points = sorted([*((point, "") for point in line.points), *((point, words("waits for a look")) for point in line.held)], reverse=True)
    rows = tuple((words.date(point.day), words.number(point.value), said) for point, said in points[:MOST])
    return ReadTable(
        words("{network}, {handle}", network=line.label, handle=line.handle), (words("Date"), words("Followers"), words("State")), rows
    )


def regained_table(words: Words, rows: TransferRows) -> ReadTable:
    """The share of the audience left behind that was regained, one day a week back from the newest."""
    points = rows.since_departure
    weeks = range(0, (points[-1].day - points[0].day).days + 1, 7)[:MOST] if points else ()
    days = [points[-1].day - timedelta(days=back) for back in weeks]
    shares = [(day, share_of(rows.band_on(day), rows.baseline)) for day in days]
    found = tuple((words.date(day), words.range(one.low, one.high, lambda ratio: share(words, ratio))) for day, one in shares)
    return ReadTable(words("Audience regained, of {name}", name=rows.organisation), (words("Date"), words("At least, at most")), found)
