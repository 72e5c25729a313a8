"""What the tests of transfer are made of."""

from collections.abc import Mapping
from datetime import date, timedelta

from dashboard.domain.figures import DailyFigure, Holding, Provenance, noon
from dashboard.domain.transfer import (
    Curve,
)

DEPARTURE = date(2025, 1, 20)


def after(days: int) -> date:
    return DEPARTURE + timedelta(days=days)


def figure(day: date, followers: int, provenance: Provenance = Provenance.API, account_id: int = 1) -> DailyFigure:
    return DailyFigure(account_id, day, followers, noon(day), provenance)


def curve(counts: Mapping[int, int], provenance: Provenance = Provenance.API, holding: Holding = Holding()) -> Curve:
    """A curve from followers by days after the departure."""
    return Curve([figure(after(age), followers, provenance) for age, followers in counts.items()], holding)
