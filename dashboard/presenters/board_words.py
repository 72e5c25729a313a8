"""What the leaderboard says in sentences: the finding above it, and how ranks have moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.domain.claims import Claim
from dashboard.domain.leaderboard import FEWEST, MEASURE_OF_KIND, Order, Ranked, Standing
from dashboard.domain.organisations import Kind
from dashboard.i18n import Words
from dashboard.services.views import LeaderboardPage


@dataclass(frozen=True)
class Movement:
    """How a rank has moved since last week.

    :param sign: ``up``, ``down``, ``same`` or ``new``.
    """

    sign: str
    text: str


def movement(words: Words, one: Ranked, since: date, age: int | None, proofs: Sequence[Claim]) -> Movement | None:
    """The movement of one row; None for those without a rank.

    :param proofs: those of the institution that count.
    """
    if one.rank is None:
        return None
    if one.risen is None:
        return Movement("new", _why_new(words, one, since, age, proofs))
    return moved_by(words, one.risen)


def moved_by(words: Words, places: int) -> Movement:
    """By how many places something has risen, below 0 fallen, among those that were ranked on both days."""
    if places > 0:
        return Movement("up", words.plural("up {n} place", "up {n} places", places))
    if places < 0:
        return Movement("down", words.plural("down {n} place", "down {n} places", -places))
    return Movement("same", words("unchanged"))


def _why_new(words: Words, one: Ranked, since: date, age: int | None, proofs: Sequence[Claim]) -> str:
    departed_on = one.standing.departed_on
    if departed_on is not None and departed_on + timedelta(days=age or 0) > since:
        return words("new: {age} days reached", age=age) if age is not None else words("new: it has left X")
    certified = [claim.proven_at.date() for claim in proofs if claim.level.certified and claim.proven_at]
    if certified and min(certified) >= since:
        return words("new: certified on {day}", day=words.date(min(certified), "short"))
    return words("new in this comparison")


def read_earlier(words: Words, page: LeaderboardPage, one: Standing) -> str:
    """The day of a reading that is older than the newest one of the page; empty where it is of that day."""
    if one.as_of is None or page.read_at is None or one.as_of >= page.read_at.date():
        return ""
    return words("read on {day}", day=words.date(one.as_of, "short"))


def lede(words: Words, age: int | None, by: Order) -> str:
    """With whom and when everyone is compared, in a line."""
    if by is Order.GROWTH:
        return words("Everyone is compared over 30 days, and with institutions of the same kind and size if you filter.")
    if age is None:
        return words("Each institution is shown at its latest reading: those that left earlier have had more time.")
    return words("Everyone is compared at the same age, and with institutions of the same kind and size if you filter.")


def headline(words: Words, page: LeaderboardPage, age: int | None, by: Order = Order.RECOVERY, kind: Kind | None = None) -> str:
    """What the leaderboard says, as a sentence.

    :param kind: the only one that is shown, or None for all.
    """
    if by is Order.RECOVERY or not page.certified_total or page.median is None:
        return _by_recovery(words, page, age)
    n, half = page.certified_total, page.median
    if 1 < n < FEWEST:
        return _too_few(words, n)
    if by is Order.GROWTH:
        return words.plural(
            "{n} certified institution: its audience has grown by {growth} over 30 days",
            "{n} certified institutions: the audience of half of them has grown by at least {growth} over 30 days",
            n,
            growth=words.percent(half, 1),
        )
    if by is Order.FOLLOWERS:
        return words.plural(
            "{n} certified institution, which has regained at least {followers} followers",
            "{n} certified institutions: half of them have regained at least {followers} followers",
            n,
            followers=int(half),
        )
    if kind is None:
        return words.plural(
            "{n} certified institution, by what it has regained for each 1,000 people",
            "{n} certified institutions, by what they have regained for each 1,000 people",
            n,
        )
    return words.plural(
        "{n} certified institution, which has regained at least {followers} followers for each 1,000 {people}",
        "{n} certified institutions: half of them have regained at least {followers} followers for each 1,000 {people}",
        n,
        followers=round(half, 1),
        people=MEASURE_OF_KIND[kind],
    )


def _too_few(words: Words, n: int) -> str:
    return words("{n} certified institutions to compare: too few for a median", n=n)


def _by_recovery(words: Words, page: LeaderboardPage, age: int | None) -> str:
    n, half = page.certified_total, page.median
    if 1 < n < FEWEST:
        return _too_few(words, n)
    if n >= FEWEST and half is not None:
        low = words.percent(half)
        if age is None:
            return words(
                "{n} certified institutions: half of them have regained at least {low} of their audience on X so far", n=n, low=low
            )
        return words(
            "{n} certified institutions, {age} days after leaving X: half of them had regained at least {low} of their audience",
            n=n,
            age=age,
            low=low,
        )
    if n == 1 and half is not None:
        if age is None:
            return words(
                "The only certified institution that can be compared has regained at least {low} of its audience on X so far",
                low=words.percent(half),
            )
        return words(
            "The only certified institution that can be compared at day {age} had regained at least {low} of its audience on X",
            low=words.percent(half),
            age=age,
        )
    if page.listed_total:
        return words.plural(
            "No certified institution to compare yet, {n} listed", "No certified institution to compare yet, {n} listed", page.listed_total
        )
    return words("No institution to compare here")
