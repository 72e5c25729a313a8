"""The list of institutions in words: who each is, and where it stands on leaving X."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.domain.departures import Status
from dashboard.domain.leaderboard import Standing
from dashboard.i18n import Words
from dashboard.presenters.board import Link, kind_and_size

PUBLIC = (Status.ANNOUNCED, Status.LAST_POST)


@dataclass(frozen=True)
class DirectoryRow:
    """One institution; ``stands``: what is known of its departure, or empty; ``left``: its slug once it has left, or empty."""

    name: str
    href: str
    about: str
    stands: str
    left: str


def rows(words: Words, standings: Sequence[Standing], link: Link, today: date) -> list[DirectoryRow]:
    """In the order given.

    :param link: from the slug of an organisation to its page.
    """
    return [
        # What became of a departure stands beside it.
        DirectoryRow(
            one.name,
            link(one.slug),
            kind_and_size(words, replace(one, status=None)),
            _stands(words, one, today),
            one.slug if one.departed_on is not None and one.departed_on <= today else "",
        )
        for one in standings
    ]


def _stands(words: Words, one: Standing, today: date) -> str:
    if one.departed_on is None:
        return words("has announced that it leaves X") if one.status in PUBLIC else ""
    if one.departed_on > today:
        return words("leaves X on {day}", day=one.departed_on)
    if one.status is Status.RETURNED:
        return words("left X on {day}, has since returned", day=one.departed_on)
    return words("left X on {day}", day=one.departed_on)
