"""Told long afterwards, without an address to check, and decisive: the baseline would rest on somebody's word alone."""

import re
from collections.abc import Sequence
from datetime import date

from dashboard.domain.baselines import baseline
from dashboard.domain.figures import DailyFigure, Provenance, Snapshot, noon
from dashboard.domain.flags import Flag, Reason
from dashboard.domain.people import TEAM
from dashboard.domain.plausibility.jump import Placed
from dashboard.domain.plausibility.known import Around

LATE_DAYS = 180
TOLD = (Provenance.PRESS, Provenance.DECLARED)
_ADDRESS = re.compile(r"https?://\S+\.\S+", re.IGNORECASE)


def told_late(one: Snapshot, today: date) -> bool:
    """Whether a person tells it half a year afterwards or later, with nothing that anybody could open."""
    old = (today - one.at.date()).days > LATE_DAYS
    return old and one.provenance in TOLD and one.role in TEAM and not _ADDRESS.search(one.source)


def late(around: Around, one: Snapshot, line: Sequence[Placed], today: date) -> Flag | None:
    """A flag if that figure would become the baseline."""
    if around.departed_on is None or not around.left or not told_late(one, today):
        return None
    standing = [_figure(one.account_id, read.day, read.followers, read.provenance) for read, number in line if number is None]
    mine = DailyFigure(one.account_id, one.at.date(), one.followers, one.at, one.provenance)
    return late_flag(one, today) if baseline([*standing, mine], around.departed_on) is mine else None


def late_flag(one: Snapshot, today: date) -> Flag:
    """The flag, with how late it was told."""
    return Flag(Reason.LATE, {"days": (today - one.at.date()).days})


def _figure(account_id: int, day: int, count: int, provenance: str) -> DailyFigure:
    on = date.fromordinal(day)
    return DailyFigure(account_id, on, count, noon(on), Provenance(provenance))
