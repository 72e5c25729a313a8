"""Cells of the register: each function reads what a person typed, or says what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from dashboard.domain import identifiers
from dashboard.domain.departures import LAST_YEAR, Status
from dashboard.domain.errors import N_, Refused
from dashboard.domain.names import LONGEST
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.organisations import Kind
from dashboard.domain.register_words import KIND_OF, STATUS_OF, word

LONGEST_SOURCE = 500
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd]")
_DAY = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_FIRST = re.compile("([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")

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
            if _UNREADABLE.search(text):
                raise Refused(N_("This cell holds characters that cannot be shown. Type it again."))
            return check(text)
        except Refused as problem:
            self.problems.append((column, problem))
            return None


def name(text: str) -> str:
    """The name of an institution, whatever it begins with: ``=1+1`` is text."""
    if not text:
        raise Refused(N_("The name is missing."))
    if len(text) > LONGEST:
        raise Refused(N_("The name is longer than {n} characters. A quote may have been left open."), n=LONGEST)
    return text


def source(text: str) -> str:
    """Address or words."""
    if len(text) > LONGEST_SOURCE:
        raise Refused(N_("The source is longer than {n} characters. A quote may have been left open."), n=LONGEST_SOURCE)
    return text


def kind(text: str) -> Kind:
    """A kind of institution, by its code or a common English or French word."""
    if (found := KIND_OF.get(word(text))) is None:
        raise Refused(N_("“{text}” is not a kind of institution. Write one of: {kinds}."), text=text, kinds=", ".join(Kind))
    return found


def status(text: str) -> Status:
    """A rung of the ladder, by its code or a common English or French word."""
    if (found := STATUS_OF.get(word(text))) is None:
        raise Refused(N_("“{text}” is not a status. Leave it empty, or write one of: {statuses}."), text=text, statuses=", ".join(Status))
    return found


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
        raise Refused(N_("“{text}” is not a day. Write it as 2025-01-20 or 20/01/2025."), text=text) from None
    if written.year > LAST_YEAR:
        raise Refused(N_("“{text}” is too far away. Check the year."), text=text)
    return written


def figure(cells: Cells, today: date | None) -> tuple[date, int] | None:
    """The followers on X and the day they were counted, never later than ``today``; a day without a count is no figure."""

    def counted_on(text: str) -> date:
        if not text:
            raise Refused(N_("A count needs the day on which it was read."))
        on, opened = day(text), FACTS[Network.X].opened_on
        if on < opened:
            raise Refused(N_("{network} opened on {opened}: there was nothing to count on {on}."), network="X", opened=opened, on=on)
        if today is not None and on > today:
            raise Refused(N_("Nothing can have been counted on {on}, which is still to come."), on=on)
        return on

    followers = cells.get("x_followers", identifiers.count)
    on = cells.get("x_followers_on", counted_on, required=followers is not None)
    return None if followers is None or on is None else (on, followers)
