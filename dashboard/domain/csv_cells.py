"""Cells of a table: what a person typed in them, and what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from dashboard.domain.departures import LAST_YEAR
from dashboard.domain.errors import N_, Refused

LONGEST_SOURCE = 500
UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd]")
_DAY = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_FIRST = re.compile("([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")

_SERIAL = re.compile(r"[34][0-9]{4}|5[0-4][0-9]{3}")
"""From 1982 to 2050; two systems are about, four years apart, so that such a number says no day for certain."""
SHOWN = 80
"""Characters of a cell that a sentence says back."""

T = TypeVar("T")


class Cells:
    """The cells of one line; what is wrong in them gathers in ``problems``, so that a person can correct all of it at once."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = cells
        self.problems: list[tuple[str, Refused]] = []

    def wrong(self, column: str) -> bool:
        """Whether something was said of this column already."""
        return any(column == other for other, _ in self.problems)

    def get(self, column: str, check: Callable[[str], T], *, required: bool = False) -> T | None:
        """What ``check`` makes of the cell; None if it is empty, unless it is required: then ``check`` refuses the empty text."""
        text = self._cells.get(column, "")
        if not text and not required:
            return None
        text = " ".join(text.split())
        if not text and not required:
            return None
        try:
            if UNREADABLE.search(text):
                raise Refused(N_("This cell holds characters that cannot be shown. Type it again."))
            return check(text)
        except Refused as problem:
            self.problems.append((column, problem))
            return None


def source(text: str) -> str:
    """Address or words."""
    if len(text) > LONGEST_SOURCE:
        raise Refused(N_("The source is longer than {n} characters. A quote may have been left open."), n=LONGEST_SOURCE)
    return text


def day(text: str) -> date:
    """A day written 2025-01-20 or 20/01/2025; it may be to come."""
    try:
        if parts := _DAY.fullmatch(text):
            written = date(int(parts[1]), int(parts[2]), int(parts[3]))
        elif parts := _DAY_FIRST.fullmatch(text):
            written = date(int(parts[3]), int(parts[2]), int(parts[1]))
        else:
            raise ValueError(text)
    except ValueError:
        if _SERIAL.fullmatch(text):
            raise Refused(
                N_("“{text}” is how a spreadsheet counts days. Give the column the format of a date, and save the file again."), text=text
            ) from None
        raise Refused(N_("“{text}” is not a day. Write it as 2025-01-20 or 20/01/2025."), text=text[:SHOWN]) from None
    if written.year > LAST_YEAR:
        raise Refused(N_("“{text}” is too far away. Check the year."), text=text)
    return written
