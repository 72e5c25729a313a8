"""The list of institutions in words: who each is, and where it stands on leaving X."""

from datetime import date
from typing import NamedTuple

from dashboard.domain.departures import MADE_PUBLIC, Status
from dashboard.domain.leaderboard import Standing
from dashboard.i18n import Words
from dashboard.presenters.board import Link, kind_and_size


class DirectoryRow(NamedTuple):
    """One institution; ``stands``: what is known of its departure, or empty; ``left``: its slug once it has left, or empty."""

    name: str
    href: str
    about: str
    stands: str
    left: str


def row(words: Words, one: Standing, link: Link, today: date) -> DirectoryRow:
    """One row of the list.

    :param link: from the slug of an organisation to its page.
    """
    left = one.departed_on is not None and one.departed_on <= today
    return DirectoryRow(one.name, link(one.slug), kind_and_size(words, one), _stands(words, one, today), one.slug if left else "")


def _stands(words: Words, one: Standing, today: date) -> str:
    if one.departed_on is None:
        return words("has announced that it leaves X") if one.status in MADE_PUBLIC else ""
    if one.departed_on > today:
        return words("leaves X on {day}", day=one.departed_on)
    if one.status is Status.RETURNED:
        return words("left X on {day}, has since returned", day=one.departed_on)
    return words("left X on {day}", day=one.departed_on)
