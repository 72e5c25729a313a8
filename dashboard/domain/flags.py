"""Flags: a figure that does not fit the curve is shown to a person, with the reason. Nothing is dropped silently."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Reason(StrEnum):
    """Why a figure is held back."""

    JUMP = "jump"  # a step that this curve does not make
    GROWTH = "growth"  # more growth than any account has had
    WEEK = "week"  # a week unlike the weeks of this account
    TOO_LARGE = "too_large"  # more than the network has members
    TOO_ROUND = "too_round"  # given as exact, and too round for it
    CONFLICT = "conflict"  # another source says otherwise of the same days
    COPIED = "copied"  # the same changes as another account
    LATE = "late"  # told long afterwards, with nothing that anybody could check


class Verdict(StrEnum):
    """What a person decided."""

    CLEARED = "cleared"  # it counts
    SET_ASIDE = "set_aside"  # it stays out


@dataclass(frozen=True)
class Flag:
    """One reason to look at one figure.

    :param details: the values that its sentence needs, plain: numbers, days as ISO text, names of networks.
    """

    reason: Reason
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """What was decided about a flag, by the collective."""

    verdict: Verdict
    note: str
    at: datetime
