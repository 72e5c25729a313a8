"""The baseline: the one figure of the account being left that stands for the audience at departure.

The rule chooses it; at the departure it is frozen, and whatever is done to it later is an event that everybody can read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dashboard.domain.figures import TRUST, DailyFigure
from dashboard.domain.networks import Network
from dashboard.domain.people import Role

BASELINE_WITHIN_DAYS = 365
"""A count of the account left further away than this from the departure says nothing of the audience at departure."""
AT_DEPARTURE_DAYS = 7
"""Within so many days of the departure a count is one of that moment: among those the source decides, not the day."""


class BaselineKind(StrEnum):
    """What happened to a baseline."""

    FROZEN = "frozen"  # the rule chose it, at the departure or when the first figure came
    CORRECTED = "corrected"  # its figure was corrected, undone or flagged, or the departure moved: the rule chose anew
    CHOSEN = "chosen"  # a person chose another figure, with a reason
    LIFTED = "lifted"  # none is left


@dataclass(frozen=True)
class BaselineEvent:
    """One event; the last one says what the baseline is.

    :param departed_on: the departure for which it was chosen.
    :param figure: the figure as it was then; None where lifted.
    :param reason: in the words of who chose it; empty where the rule did.
    """

    kind: BaselineKind
    network: Network
    departed_on: date | None
    figure: DailyFigure | None
    reason: str
    role: Role
    at: datetime


@dataclass(frozen=True)
class Settled:
    """What happens to a baseline by itself: the next event, without its date.

    :param reason: that of the person whose choice it goes on being.
    """

    kind: BaselineKind
    figure: DailyFigure | None
    reason: str = ""


def baseline(figures: Iterable[DailyFigure], departed_on: date) -> DailyFigure | None:
    """The figure that the rule chooses.

    Of the figures within a week of the departure that of the most trustworthy source, of equally trustworthy ones the closest; if
    there is none so near, the closest within a year. Of two as close, the one on or before the departure. Flagged figures and those
    of 0 (a share of 0 means nothing) are left out. None if nothing is left.
    """

    def place(figure: DailyFigure) -> tuple[int, int, int, bool, int]:
        away = abs((figure.day - departed_on).days)
        near = away <= AT_DEPARTURE_DAYS
        return (not near, TRUST[figure.provenance] if near else 0, away, figure.day > departed_on, TRUST[figure.provenance])

    usable = [one for one in figures if one.followers > 0 and not one.flagged]
    return min((one for one in usable if abs((one.day - departed_on).days) <= BASELINE_WITHIN_DAYS), key=place, default=None)


def settled(last: BaselineEvent | None, now: DailyFigure | None, rule: DailyFigure | None, departed_on: date | None) -> Settled | None:
    """What happens to a baseline by itself; None where it stays as it is.

    :param last: its last event for this departure's network, or None.
    :param now: the figure of that event as it is today: perhaps corrected, flagged, or gone (None).
    :param rule: what the rule would choose today.
    :param departed_on: the day of the departure, once it has come; None before it and without one.
    """
    standing = last.figure if last else None
    if departed_on is None:
        return Settled(BaselineKind.LIFTED, None) if standing else None
    if last is None or standing is None:
        return Settled(BaselineKind.FROZEN, rule) if rule else None
    usable = now if now and not now.flagged and now.followers > 0 else None
    if usable is None:
        return Settled(BaselineKind.CORRECTED, rule) if rule else Settled(BaselineKind.LIFTED, None)
    if last.departed_on != departed_on:
        by_hand = last.kind is BaselineKind.CHOSEN and abs((usable.day - departed_on).days) <= BASELINE_WITHIN_DAYS
        return Settled(BaselineKind.CHOSEN, usable, last.reason) if by_hand else _anew(rule)
    same = (usable.followers, usable.precision, usable.rounded_to) == (standing.followers, standing.precision, standing.rounded_to)
    return None if same else Settled(last.kind if last.reason else BaselineKind.CORRECTED, usable, last.reason)


def _anew(rule: DailyFigure | None) -> Settled:
    return Settled(BaselineKind.CORRECTED, rule) if rule else Settled(BaselineKind.LIFTED, None)
