"""X's post exports: impressions and interactions of each post. The text of a post is read over and kept nowhere.

Two formats: ``account_analytics_content_…`` (2024 and later: a day, no hour) and, for accounts that left before, the export by tweet
of analytics.twitter.com (``time`` in UTC, numbers such as ``1203.0``, before 2016 ``favorites`` for likes).

Interactions are likes + replies + reposts: what both formats hold, and what people can do on the new networks too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from dashboard.domain.analytics import cells
from dashboard.domain.analytics.columns import filled, header_of, places, said, text_of
from dashboard.domain.csv_header import word
from dashboard.domain.csv_table import rows
from dashboard.domain.errors import N_, Refused
from dashboard.domain.networks import FACTS, Network

LARGEST_FILE = 4 * 1024 * 1024
"""Bytes: some ten thousand posts."""
LONGEST_POST = 2_000
"""Lines of one record: a long post may hold that many."""
FIELDS = ("id", "date", "impressions", "likes", "replies", "reposts")
NAMES = {
    "id": (word("Post id"), word("Tweet id"), word("ポストID")),
    "date": (word("Date"), word("time"), word("日付")),
    "impressions": (word("Impressions"), word("インプレッション数")),
    "likes": (word("Likes"), word("favorites"), word("いいね")),
    "replies": (word("Replies"), word("返信")),
    "reposts": (word("Reposts"), word("retweets"), word("リポスト")),
}
DAYS = {word(header) for header in ("Unfollows", "フォロー解除", "Tweets published")}
"""Only exports by day have these."""
LONGEST_ID = 20
NOT_SAID = ("", "-")


@dataclass(frozen=True)
class Post:
    """One post in numbers; None where the export does not say."""

    id: str
    on: date
    impressions: int | None
    interactions: int | None


@dataclass(frozen=True)
class PostFile:
    """One export: its headers, and its posts, oldest first, each once."""

    headers: tuple[str, ...]
    posts: tuple[Post, ...]


def read_post_file(data: bytes, *, today: date, mapping: Mapping[str, str] | None = None) -> PostFile:
    """Read a post export.

    :param mapping: the header of each of ``FIELDS`` where they are not known by name.
    :raises UnknownColumns: they are not, and nobody said which is which.
    :raises Refused: what is wrong, with its line and its column; a post with two different lines.
    """
    text = text_of(data, LARGEST_FILE)
    headers = header_of(text)
    if {word(header) for header in headers} & DAYS:
        raise Refused(N_("This file tells of days, not of posts. Choose “X analytics CSV” for an account overview."))
    at = places(headers, NAMES, FIELDS, mapping)
    found: dict[str, tuple[int, Post]] = {}
    for row in islice(rows(text, ",", longest=LONGEST_POST), 1, None):
        post = _post(filled(row, headers), row.line_no, headers, at)
        _check_day(post.on, row.line_no, today)
        line_no, before = found.setdefault(post.id, (row.line_no, post))
        if before != post:
            raise Refused(
                N_("Lines {first} and {second} tell of the same post with different numbers. Bring the file as X gave it."),
                first=line_no,
                second=row.line_no,
            )
    if not found:
        raise Refused(N_("The file has headers and no post. Export it again from X."))
    return PostFile(tuple(headers), tuple(sorted((post for _, post in found.values()), key=lambda post: (post.on, post.id))))


def _post(line: Sequence[str], line_no: int, headers: Sequence[str], at: Mapping[str, int]) -> Post:
    def count(field: str) -> int | None:
        text = line[at[field]].strip()
        return None if text in NOT_SAID else cells.count(text, line_no, headers[at[field]])

    def day() -> date:
        return cells.moment(line[at["date"]], line_no, headers[at["date"]])

    counts = [count(field) for field in ("likes", "replies", "reposts")]
    known = [one for one in counts if one is not None]
    return Post(_id(line[at["id"]], line_no, headers[at["id"]]), day(), count("impressions"), sum(known) if known == counts else None)


def _id(text: str, line_no: int, column: str) -> str:
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID):
        raise Refused(
            N_(
                "Line {line_no}, column “{column}”: “{text}” is not the number of a post. Spreadsheets shorten these numbers: "
                "bring the file as X gave it."
            ),
            line_no=line_no,
            column=said(column),
            text=said(text),
        )
    return text


def _check_day(on: date, line_no: int, today: date) -> None:
    if not FACTS[Network.X].opened_on <= on <= today:
        raise Refused(N_("Line {line_no}: nothing can have been posted on X on {on}. Check the file."), line_no=line_no, on=on)
