"""Another source of the same days says otherwise, by more than both may be off."""

from collections.abc import Sequence
from datetime import date

from dashboard.domain.figures import Snapshot
from dashboard.domain.flags import Flag, Reason
from dashboard.domain.plausibility.allowance import SLOW
from dashboard.domain.plausibility.jump import Placed
from dashboard.domain.plausibility.known import Around, by_hand

NEAR_DAYS = 3


def conflict(around: Around, one: Snapshot, at: int, line: Sequence[Placed]) -> Flag | None:
    """A flag if a figure that stands, of another source, contradicts this one; what was read from the network is never doubted so."""
    if not by_hand(one.provenance):
        return None
    mine = line[at][0]
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(line) and abs(line[place][0].day - mine.day) <= NEAR_DAYS:
            other, number = line[place]
            place += step
            if number is not None or other.provenance == mine.provenance:
                continue
            first, last = sorted((other.day, mine.day))
            apart = abs(other.followers - mine.followers) - other.error - mine.error
            if apart > SLOW.most(min(other.followers, mine.followers), last - first + 1) and not around.stirred(first, last):
                said_on = date.fromordinal(other.day).isoformat()
                return Flag(Reason.CONFLICT, {"other": other.followers, "other_on": said_on, "source": str(other.provenance)})
    return None
