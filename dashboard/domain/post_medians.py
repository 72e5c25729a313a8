"""What posts reached: medians before the departure, and month by month."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from dashboard.domain.post_file import Post

BEFORE_DAYS = 90
"""Days before the departure that are looked at; the day itself, with its farewell, is not one of them."""
FEWEST_POSTS = 5
"""A median of fewer says nothing."""


@dataclass(frozen=True)
class PostMedians:
    """Medians over some posts; None where too few of them say it.

    :param first: day of the oldest of these posts; ``last``: of the newest.
    """

    first: date
    last: date
    posts: int
    impressions: float | None
    interactions: float | None


def medians(posts: Sequence[Post]) -> PostMedians | None:
    """Over all of these posts; None for fewer than five."""
    if len(posts) < FEWEST_POSTS:
        return None
    days = [post.on for post in posts]
    impressions = _median(post.impressions for post in posts)
    interactions = _median(post.interactions for post in posts)
    return PostMedians(min(days), max(days), len(posts), impressions, interactions)


def before(posts: Iterable[Post], departed_on: date) -> PostMedians | None:
    """Over the posts of the 90 days before the departure."""
    return medians([post for post in posts if departed_on - timedelta(days=BEFORE_DAYS) <= post.on < departed_on])


def by_month(posts: Iterable[Post]) -> list[PostMedians]:
    """Month by month, oldest first; a month with fewer than five posts is left out."""
    months: dict[tuple[int, int], list[Post]] = defaultdict(list)
    for post in posts:
        months[post.on.year, post.on.month].append(post)
    return [found for _, some in sorted(months.items()) if (found := medians(some))]


def _median(counts: Iterable[int | None]) -> float | None:
    known = [one for one in counts if one is not None]
    return float(median(known)) if len(known) >= FEWEST_POSTS else None
