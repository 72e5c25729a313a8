"""X's account overview: how many began to follow and how many stopped, day by day. It holds no total.

The format is the one of ``account_overview_analytics.csv`` (2024 and later): one line a day, usually the newest first, the columns in
any order. Headers are known in English and Japanese, as real exports have them; the dates stay English in both.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from dashboard.domain.analytics import cells
from dashboard.domain.analytics.columns import filled, header_of, places, said, text_of
from dashboard.domain.csv_header import word
from dashboard.domain.csv_table import BadRow, rows
from dashboard.domain.errors import N_, Refused
from dashboard.domain.networks import FACTS, Network

LARGEST_FILE = 2 * 1024 * 1024
"""Bytes: twenty years are a third of it."""
FIELDS = ("date", "new", "lost")
NAMES = {
    "date": (word("Date"), word("日付")),
    "new": (word("New follows"), word("新しいフォロー")),
    "lost": (word("Unfollows"), word("フォロー解除")),
}
POSTS = {word(header) for header in ("Post id", "Tweet id", "ポストID")}
BY_DAY = {word("Tweets published"), word("follows")}
"""Only the old export by day has these."""
SHOWN_GAPS = 6
_WEEKDAY = re.compile("[A-Z][a-z]{2}")


@dataclass(frozen=True)
class Movement:
    """Follows gained and lost on one day, as X counts days."""

    on: date
    new: int
    lost: int


@dataclass(frozen=True)
class Overview:
    """One export: its headers, and its days, oldest first, each once and without a gap."""

    headers: tuple[str, ...]
    days: tuple[Movement, ...]

    @property
    def first(self) -> date:
        """Its first day."""
        return self.days[0].on

    @property
    def last(self) -> date:
        """Its last day."""
        return self.days[-1].on


def read_overview(data: bytes, *, today: date, mapping: Mapping[str, str] | None = None) -> Overview:
    """Read an account overview.

    :param mapping: the header of ``date``, ``new`` and ``lost`` where they are not known by name.
    :raises UnknownColumns: they are not, and nobody said which is which.
    :raises Refused: what is wrong, with its line and its column; a day without a line; a day with two different ones.
    """
    text = text_of(data, LARGEST_FILE)
    headers = header_of(text)
    _check_kind({word(header) for header in headers})
    at = places(headers, NAMES, FIELDS, mapping)
    found: dict[date, tuple[int, Movement]] = {}
    for row in islice(rows(text, ","), 1, None):
        if not isinstance(row, BadRow) and len(row.cells) == len(headers) + 2 and _WEEKDAY.fullmatch(row.cells[at["date"]]):
            raise Refused(
                N_("Line {line_no}, column “{column}”: the quotes around the date are lost. Bring the file as X gave it."),
                line_no=row.line_no,
                column=said(headers[at["date"]]),
            )
        one = _movement(filled(row, headers), row.line_no, headers, at)
        _check_day(one.on, row.line_no, today)
        line_no, before = found.setdefault(one.on, (row.line_no, one))
        if before != one:
            raise Refused(
                N_("Lines {first} and {second} tell of {on} with different numbers."), first=line_no, second=row.line_no, on=one.on
            )
    if not found:
        raise Refused(N_("The file has headers and no day. Export it again from X."))
    days = tuple(one for _, one in sorted(found.values(), key=lambda pair: pair[1].on))
    _check_gaps(days)
    return Overview(tuple(headers), days)


def _check_kind(known: set[str]) -> None:
    if known & POSTS:
        raise Refused(N_("This file tells of posts, one a line. Choose “X posts CSV” for it."))
    if known & BY_DAY:
        raise Refused(
            N_(
                "This is the export by day of the old analytics.twitter.com. It holds the follows that posts brought and no unfollows: "
                "no curve can be made of it."
            )
        )


def _movement(line: Sequence[str], line_no: int, headers: Sequence[str], at: Mapping[str, int]) -> Movement:
    date_at, new_at, lost_at = (at[field] for field in FIELDS)
    return Movement(
        cells.day(line[date_at], line_no, headers[date_at]),
        cells.count(line[new_at], line_no, headers[new_at]),
        cells.count(line[lost_at], line_no, headers[lost_at]),
    )


def _check_day(on: date, line_no: int, today: date) -> None:
    opened = FACTS[Network.X].opened_on
    if on > today:
        raise Refused(N_("Line {line_no}: {on} is still to come. Check the file."), line_no=line_no, on=on)
    if on < opened:
        raise Refused(
            N_("Line {line_no}: X opened on {opened}, and {on} is before. Check the file."), line_no=line_no, opened=opened, on=on
        )


def _check_gaps(days: Iterable[Movement]) -> None:
    gaps, before = [], None
    for one in days:
        if before and (one.on - before).days > 1:
            first, last = before + timedelta(days=1), one.on - timedelta(days=1)
            gaps.append(first.isoformat() if first == last else f"{first.isoformat()}–{last.isoformat()}")
        before = one.on
    if gaps:
        named = ", ".join(gaps[:SHOWN_GAPS]) + (", …" if len(gaps) > SHOWN_GAPS else "")
        raise Refused(
            N_("Days are missing: {days}. No curve is rebuilt over a gap: export the whole period again, or bring each part by itself."),
            days=named,
        )
