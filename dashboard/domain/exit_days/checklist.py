"""The checklist of an exit day: what an institution does before and after it, each with its day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType


class Task(StrEnum):
    """Something to do."""

    TAKE_FIGURES = "take_figures"
    OPEN_ACCOUNTS = "open_accounts"
    PIN_ANNOUNCEMENT = "pin_announcement"
    LEAVE = "leave"
    REPORT_WEEK = "report_week"
    REPORT_MONTH = "report_month"


DAYS: Mapping[Task, int] = MappingProxyType(
    {
        Task.TAKE_FIGURES: -30,
        Task.OPEN_ACCOUNTS: -14,
        Task.PIN_ANNOUNCEMENT: -7,
        Task.LEAVE: 0,
        Task.REPORT_WEEK: 7,
        Task.REPORT_MONTH: 30,
    }
)
"""Days from the exit day. X takes days to make an archive; new accounts need a fortnight to be found."""


@dataclass(frozen=True)
class Seen:
    """What the register shows of an institution's preparation.

    :param baseline: its audience on the network left is stored. :param proven: an account elsewhere is proven to be its own.
    :param left_on: the day of its departure, if that was logged.
    """

    baseline: bool = False
    proven: bool = False
    left_on: date | None = None


@dataclass(frozen=True)
class Item:
    """One line of the checklist.

    :param due_on: the day by which it is to be done. :param done: it is. :param by_itself: the register shows it, nobody ticked it.
    """

    task: Task
    due_on: date
    done: bool
    by_itself: bool


def checklist(on: date, ticked: frozenset[Task], seen: Seen, today: date) -> tuple[Item, ...]:
    """The list for one institution.

    :param ticked: what people ticked.
    """
    shown = {
        Task.TAKE_FIGURES: seen.baseline,
        Task.OPEN_ACCOUNTS: seen.proven,
        Task.LEAVE: seen.left_on is not None and seen.left_on <= today,
    }
    return tuple(
        Item(task, on + timedelta(days=days), shown.get(task, False) or task in ticked, shown.get(task, False))
        for task, days in DAYS.items()
    )
