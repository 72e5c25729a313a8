"""A figure that merely goes on from one that waits: as long as most of what was doubted is still there, it waits as well."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.domain.flags import Flag, Reason
from dashboard.domain.plausibility.known import Read

STEPS = (Reason.JUMP, Reason.GROWTH, Reason.WEEK)
"""Reasons that doubt a gain or a loss: its details say from which count (``before``)."""
MOST = 0.5


class Held(NamedTuple):
    """The newest figure of an account that waits or was set aside, doubted for a step."""

    day: int
    followers: int
    flag: Flag


def goes_on(held: Held, stood: Sequence[Read], one: Read) -> Flag | None:
    """The same flag, for a later figure that keeps more than half of the step; None where a figure between them stands."""
    if one.day <= held.day or any(held.day < other.day <= one.day for other in stood):
        return None
    before = held.flag.details["before"]
    assert isinstance(before, int)
    step = held.followers - before
    return held.flag if step and (one.followers - before) / step > MOST else None
