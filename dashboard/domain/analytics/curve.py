"""The curve behind daily gains and losses: from one day of which the count is known, F(d-1) = F(d) - new(d) + lost(d), and forwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate

from dashboard.domain.analytics.overview import Movement
from dashboard.domain.errors import N_, Refused
from dashboard.domain.figure_rules import LARGEST
from dashboard.domain.figures import TRUST, Precision, Provenance, Snapshot


@dataclass(frozen=True)
class Counted:
    """Followers at the end of one day."""

    on: date
    followers: int


@dataclass(frozen=True)
class Anchor:
    """A count that was really read or declared, taken as that of the end of its day.

    :param at: its instant; the later of two of the same day and source counts.
    """

    on: date
    followers: int
    provenance: Provenance
    source: str
    at: datetime


@dataclass(frozen=True)
class Residual:
    """By how much a further anchor differs from the rebuilt curve: positive where more were counted than rebuilt."""

    anchor: Anchor
    rebuilt: int

    @property
    def difference(self) -> int:
        """Followers."""
        return self.anchor.followers - self.rebuilt


def rebuild(days: Sequence[Movement], on: date, followers: int) -> tuple[Counted, ...]:
    """The followers at the end of each day, oldest first.

    :param days: oldest first, without a gap; ``on``: one of them, at the end of which ``followers`` were counted.
    :raises Refused: the curve would go below zero, or above what any account has had: the anchor or the file is wrong.
    """
    sums = list(accumulate(day.new - day.lost for day in days))
    at_anchor = sums[(on - days[0].on).days]
    curve = tuple(Counted(day.on, followers + total - at_anchor) for day, total in zip(days, sums, strict=True))
    wrong = next((one for one in reversed(curve) if not 0 <= one.followers <= LARGEST), None)
    if wrong:
        raise Refused(
            N_(
                "From {n} followers on {on}, the account would have had {followers} on {day}, which cannot be: "
                "the count or the file is of another account."
            ),
            n=followers,
            on=on,
            followers=wrong.followers,
            day=wrong.on,
        )
    return curve


def anchors(figures: Iterable[Snapshot], first: date, last: date) -> list[Anchor]:
    """The exact counts of some days that do not come of such an export themselves, the one to rebuild from in front.

    That is the most trustworthy, then the latest: the fewer days X may still revise lie between it and the end of the file.
    """
    usable: dict[tuple[date, Provenance], Anchor] = {}
    for one in figures:
        on = one.at.date()
        if first <= on <= last and one.precision is Precision.EXACT and not one.flagged and one.provenance is not Provenance.ANALYTICS:
            before = usable.get((on, one.provenance))
            if before is None or one.at > before.at:
                usable[on, one.provenance] = Anchor(on, one.followers, one.provenance, one.source, one.at)
    return sorted(usable.values(), key=lambda one: (-TRUST[one.provenance], one.at), reverse=True)


def chained(figures: Iterable[Snapshot], first: date, last: date) -> Anchor | None:
    """The latest day of those that an earlier export rebuilt: of two exports that share a day, one carries the other."""
    rebuilt = [one for one in figures if one.provenance is Provenance.ANALYTICS and not one.flagged and first <= one.at.date() <= last]
    latest = max(rebuilt, key=lambda one: one.at, default=None)
    return Anchor(latest.at.date(), latest.followers, latest.provenance, latest.source, latest.at) if latest else None


def residuals(curve: Sequence[Counted], others: Iterable[Anchor]) -> tuple[Residual, ...]:
    """What each further anchor says of the curve."""
    rebuilt: Mapping[date, int] = {one.on: one.followers for one in curve}
    return tuple(Residual(one, rebuilt[one.on]) for one in others)
