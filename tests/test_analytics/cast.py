"""Exports as X writes them, by what matters to the test."""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta

LAST = date(2025, 1, 20)
"""The last day of an overview, unless said otherwise: a Monday."""
OVERVIEW = (
    *("Date", "Impressions", "Likes", "Engagements", "Bookmarks", "Shares", "New follows", "Unfollows"),
    *("Replies", "Reposts", "Profile visits", "Create Post", "Video views", "Media views"),
)
OVERVIEW_JA = (
    *("Date", "インプレッション数", "いいね", "エンゲージメント", "ブックマーク", "共有された回数\\", "新しいフォロー", "フォロー解除"),
    *("返信", "リポスト", "プロフィールへのアクセス数", "ポストを作成", "動画再生数", "メディアの再生数"),
)
OVERVIEW_FR = tuple({"New follows": "Nouveaux abonnements", "Unfollows": "Désabonnements"}.get(one, one) for one in OVERVIEW)
CONTENT = (
    *("Post id", "Date", "Post text", "Post Link", "Impressions", "Likes", "Engagements", "Bookmarks", "Shares", "New follows"),
    *("Replies", "Reposts", "Profile visits", "Detail Expands", "URL Clicks", "Hashtag Clicks", "Permalink Clicks"),
)
BY_TWEET = (
    *("Tweet id", "Tweet permalink", "Tweet text", "time", "impressions", "engagements", "engagement rate", "retweets", "replies"),
    *("likes", "user profile clicks", "url clicks", "hashtag clicks", "detail expands", "permalink clicks", "follows"),
)
BY_DAY = ("Date", "Tweets published", "impressions", "engagements", "engagement rate", "retweets", "replies", "likes", "follows")


def table(headers: Sequence[str], lines: Sequence[Sequence[object]], separator: str = ",") -> bytes:
    """A CSV file, quoted where it must be."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows([headers, *lines])
    return out.getvalue().encode()


def written(on: date) -> str:
    """A day as X writes it, in English wherever it is run."""
    weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[on.weekday()]
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[on.month - 1]
    return f"{weekday}, {month} {on.day}, {on.year}"


def overview(*moved: tuple[int, int], last: date = LAST, headers: Sequence[str] = OVERVIEW, separator: str = ",") -> bytes:
    """An account overview.

    :param moved: new follows and unfollows of each day, the newest first, the first of them being ``last``.
    """
    lines = [
        (written(last - timedelta(days=back)), 100, 10, 20, 1, 2, new, lost, 1, 2, 7, 1, 8, 9) for back, (new, lost) in enumerate(moved)
    ]
    return table(headers, lines, separator)


def content(*posts: tuple[int, date, object, int, int, int], headers: Sequence[str] = CONTENT, text: str = "Bonjour, Lyon") -> bytes:
    """A post export of today.

    :param posts: number, day, impressions, likes, replies, reposts.
    """
    return table(
        headers,
        [
            (number, written(on), text, f"https://x.com/a/status/{number}", seen, likes, 99, 5, 5, 1, replies, reposts, 0, 0, 0, 0, 0)
            for number, on, seen, likes, replies, reposts in posts
        ],
    )


def by_tweet(*posts: tuple[int, str, object, object, object, object], likes: str = "likes") -> bytes:
    """An export by tweet of the old analytics.twitter.com.

    :param posts: number, time, impressions, likes, replies, reposts; ``likes``: how that column is called.
    """
    return table(
        [likes if one == "likes" else one for one in BY_TWEET],
        [
            (number, "https://twitter.com/a", "Bonjour", at, seen, 99, "0.1", reposts, replies, liked, 0, 0, 0, 0, 0, 0)
            for number, at, seen, liked, replies, reposts in posts
        ],
    )
