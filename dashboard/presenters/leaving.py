"""Who leaves, one by one and month by month, in words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from dashboard.i18n import Words
from dashboard.presenters.board import Link, kind_and_size
from dashboard.presenters.what_happened import without_source
from dashboard.services.read_leaving import Leaving
from dashboard.services.views import Overview


class LeavingRow(NamedTuple):
    """One departure as it is shown; ``on`` is None where no day is known."""

    on: date | None
    name: str
    href: str
    about: str
    note: str
    source: str


@dataclass(frozen=True)
class Month:
    """The departures of one month: how many there have been, and how many are still to come."""

    first: date
    left: int
    planned: int

    @property
    def last(self) -> date:
        """Its last day."""
        return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    @property
    def total(self) -> int:
        """All of them."""
        return self.left + self.planned


def months(seen: Overview, today: date) -> list[Month]:
    """Every month in which somebody leaves, the newest first."""
    left, planned = Counter[date](), Counter[date]()
    before = 0
    for day, total in seen.departures:
        (left if day <= today else planned)[day.replace(day=1)] += total - before
        before = total
    return [Month(first, left[first], planned[first]) for first in sorted(left.keys() | planned.keys(), reverse=True)]


def rows(words: Words, leaving: Sequence[Leaving], link: Link, today: date) -> list[LeavingRow]:
    """Departures as rows, in the order given.

    :param link: from the slug of an organisation to its page.
    """
    return [
        LeavingRow(
            one.standing.departed_on,
            one.standing.name,
            link(one.standing.slug),
            # What became of a departure stands in the note, with its day.
            kind_and_size(words, one.standing),
            _note(words, one, today),
            one.source,
        )
        for one in leaving
    ]


def by_month(shown: Sequence[LeavingRow]) -> list[tuple[date, list[LeavingRow]]]:
    """Rows with a day under the first day of their month, in the order given."""
    dated = [(row.on.replace(day=1), row) for row in shown if row.on is not None]
    return [(first, [row for _, row in group]) for first, group in groupby(dated, key=lambda pair: pair[0])]


def counts(words: Words, month: Month) -> str:
    """“12 have left, 3 are planned”."""
    parts = []
    if month.left or not month.planned:
        parts.append(words.plural("{n} departure", "{n} departures", month.left))
    if month.planned:
        parts.append(words.plural("{n} planned", "{n} planned", month.planned))
    return ", ".join(parts)


def _note(words: Words, one: Leaving, today: date) -> str:
    told = [_happened(words, one, today)]
    if not one.source and (one.standing.departed_on or one.announced_on):
        told.append(without_source(words, one.standing))
    return " · ".join(filter(None, told))


def _happened(words: Words, one: Leaving, today: date) -> str:
    day = one.standing.departed_on
    if one.returned_on is not None:
        return words("returned to X on {day}", day=one.returned_on)
    if day is None:
        return words("announced on {day}, without a date", day=one.announced_on) if one.announced_on else ""
    return words.plural("planned, in {n} day", "planned, in {n} days", (day - today).days) if day > today else ""
