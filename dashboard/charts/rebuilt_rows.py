"""Typed rows of the two previews of X's exports: the rebuilt curve, and what posts reached by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.charts.rows import Point
from dashboard.domain.analytics.curve import Anchor, Counted, Residual
from dashboard.domain.analytics.overlap import Laid
from dashboard.domain.figures import Provenance
from dashboard.domain.post_medians import PostMedians


@dataclass(frozen=True)
class AnchorPoint:
    """A count that was really read or declared on a day of the curve.

    :param rebuilt: what the curve says of that day; ``chosen``: whether the curve is rebuilt from this very count.
    """

    day: date
    value: int
    provenance: Provenance
    rebuilt: int
    chosen: bool = False

    @property
    def difference(self) -> int:
        """Positive where more were counted than rebuilt."""
        return self.value - self.rebuilt


@dataclass(frozen=True)
class RebuiltRows:
    """A curve rebuilt from daily gains and losses.

    :param points: every day, oldest first, as it is rebuilt now.
    :param kept: days that stay as an export that ends later has them.
    :param anchors: the one it is rebuilt from, then the others.
    """

    organisation: str
    points: tuple[Point, ...]
    kept: tuple[Point, ...] = ()
    anchors: tuple[AnchorPoint, ...] = ()

    @property
    def off(self) -> tuple[AnchorPoint, ...]:
        """The counts that the curve does not meet, the largest difference first."""
        return tuple(sorted((one for one in self.anchors if one.difference), key=lambda one: -abs(one.difference)))


@dataclass(frozen=True)
class PostMonth:
    """Medians over the posts of one month; None where too few of them say it."""

    month: date
    posts: int
    impressions: float | None
    interactions: float | None


def rebuilt_rows(organisation: str, curve: Sequence[Counted], anchor: Anchor, residuals: Sequence[Residual], laid: Laid) -> RebuiltRows:
    """A preview as rows of its chart."""
    chosen = AnchorPoint(anchor.on, anchor.followers, anchor.provenance, anchor.followers, chosen=True)
    others = (AnchorPoint(one.anchor.on, one.anchor.followers, one.anchor.provenance, one.rebuilt) for one in residuals)
    return RebuiltRows(organisation, _points(curve), _points(laid.kept), (chosen, *others))


def _points(days: Sequence[Counted]) -> tuple[Point, ...]:
    return tuple(Point(one.on, one.followers, Provenance.ANALYTICS) for one in days)


def post_months(months: Sequence[PostMedians]) -> list[PostMonth]:
    """Medians by month as rows of their chart."""
    return [PostMonth(one.first.replace(day=1), one.posts, one.impressions, one.interactions) for one in months]
