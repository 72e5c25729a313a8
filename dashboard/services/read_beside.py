"""Read where each institution stands among those of its kind, and which ones are like it: for a whole kind at once."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log

from dashboard.domain.leaderboard import DEFAULT_AGE
from dashboard.domain.organisations import Kind, SizeClass, SizeMeasure
from dashboard.domain.rank_intervals import Intervals, places_risen
from db import beside, weeks
from db.beside import One
from db.engine import Database
from db.leaderboard import Selection

PAGE = 50
"""Rows of a page of the leaderboard, on which a rank is looked up."""
MOST = 5


@dataclass(frozen=True)
class Place:
    """A rank among the certified ones of a kind, at DEFAULT_AGE.

    :param best: the best rank that the bands allow, ``worst``: the worst one; ``of``: how many are ranked.
    :param risen: by how many places since the day of last week on which the standings were kept; None where it had no rank then.
    """

    rank: int
    best: int
    worst: int
    of: int
    risen: int | None = None


@dataclass(frozen=True)
class Like:
    """One that is like it: its name and its slug."""

    slug: str
    name: str


@dataclass(frozen=True)
class Beside:
    """What stands around one institution.

    :param since: the day with which ranks are compared; ``place``: None for those without a rank.
    :param page: of the leaderboard of its kind, on which it is found.
    :param like: of the same kind and size class, the nearest in size first; those that have left, where there are any.
    :param size_class: of all of them; None where their size is not known.
    """

    kind: Kind
    size_class: SizeClass | None
    since: date | None
    place: Place | None
    page: int
    like: Sequence[Like]


def read_beside(db: Database, *, today: date, kind: Kind | None = None) -> Mapping[str, Beside]:
    """By slug, for all of a kind, or of every kind: as many queries for ten thousand as for one."""
    with db.reading() as session:
        everyone = beside.everyone(session, today, DEFAULT_AGE, kind)
        since = weeks.last_week(session, today)
        then = weeks.lows_then(session, Selection(today, DEFAULT_AGE, kind), since) if since else {}
    kinds: dict[Kind, list[One]] = defaultdict(list)
    for one in everyone:
        kinds[one.kind].append(one)
    found: dict[str, Beside] = {}
    for some in kinds.values():
        places, like = _places(some, then), _like(some)
        for one in some:
            place = places.get(one.slug)
            # As on the leaderboard: those of equal rank follow each other.
            page = 1 + (place[1] if place else 0) // PAGE
            found[one.slug] = Beside(one.kind, one.size_class, since, place[0] if place else None, page, like[one.slug])
    return found


def _places(some: Sequence[One], then: Mapping[str, float]) -> dict[str, tuple[Place, int]]:
    """By slug, with how many rows stand above it on the leaderboard of the kind."""
    ranked = [(one, one.low) for one in some if one.certified and one.low is not None]
    ranked.sort(key=lambda pair: (-pair[1], -(pair[0].high if pair[0].high is not None else -1.0)))
    field = Intervals((low, one.high) for one, low in ranked)
    risen = places_risen(then, {one.slug: low for one, low in ranked})
    found = {}
    for above, (one, low) in enumerate(ranked):
        found[one.slug] = (Place(field.rank(low), *field.of(low, one.high), len(ranked), risen.get(one.slug)), above)
    return found


def _like(some: Sequence[One]) -> dict[str, list[Like]]:
    classes: dict[tuple[SizeMeasure, SizeClass | None] | None, list[One]] = defaultdict(list)
    for one in some:
        classes[(one.size[0], one.size_class) if one.size else None].append(one)
    found: dict[str, list[Like]] = {}
    for ones in classes.values():
        left = sorted((_size(one), one.slug, one.name) for one in ones if one.left)
        sizes, those = [size for size, _, _ in left], [Like(slug, name) for _, slug, name in left]
        for one in ones:
            size = _size(one)
            at = bisect_left(sizes, size)
            # The nearest ones are among the next few on both sides: nobody is compared with everybody.
            around = range(max(0, at - MOST - 1), min(len(left), at + MOST + 1))
            nearest = sorted([(abs(sizes[other] - size), those[other].slug, other) for other in around])
            found[one.slug] = [those[other] for _, slug, other in nearest if slug != one.slug][:MOST]
    return found


def _size(one: One) -> float:
    return log(one.size[1]) if one.size else 0.0
