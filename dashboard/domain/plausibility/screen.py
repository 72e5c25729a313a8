"""A first look at what the daily round reads: who need not be judged at all. It lets nobody through whom the judge would flag."""

from dashboard.domain.plausibility.allowance import FEW, LOSS, QUICK, SLOW
from dashboard.domain.plausibility.size import MEMBERS
from dashboard.domain.plausibility.week import EVEN_DAYS, EVEN_FROM, EVEN_SHARE, EVEN_SPREAD, LOT_FROM, LOT_SEEN_AFTER, LOT_SHARE

FEWEST_MEMBERS = min(MEMBERS.values())
EARLIER_DAYS = LOT_SEEN_AFTER
"""The figure of so many days ago shows the lots and the even weeks."""
_PART = (1 - EVEN_SPREAD) * EARLIER_DAYS / EVEN_DAYS


def worth_judging(followers: int, before: int, days: int, earlier: int | None, left: bool) -> bool:
    """Whether a figure could be flagged at all.

    :param before: the last figure that stands, ``days`` ago; ``earlier``: the one of EARLIER_DAYS ago, if there is one.
    :param left: whether the account is being left.
    """
    pace = SLOW if left else QUICK
    change = followers - before
    if followers > FEWEST_MEMBERS or change > pace.most(before, days) or -change > LOSS * before + FEW:
        return True
    if earlier is None:
        return False
    gained = followers - earlier
    return gained >= max(LOT_FROM, LOT_SHARE * earlier) or gained >= max(EVEN_FROM, EVEN_SHARE * earlier) * _PART
