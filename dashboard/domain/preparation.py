"""What to fetch from X before the account closes, and by when. Once it is closed, none of it can be had any more."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Fetch(StrEnum):
    """A file that X gives to the owner of an account."""

    ARCHIVE = "archive"
    ANALYTICS = "analytics"
    POSTS = "posts"


DAYS_BEFORE = {Fetch.ARCHIVE: 7, Fetch.ANALYTICS: 1, Fetch.POSTS: 1}
"""Days before the departure. X takes a day or more to make an archive, and one made within the week is the audience at departure; the
exports are at once there, and the later the more they hold."""


@dataclass(frozen=True)
class Step:
    """One file to fetch.

    :param by: the day on which to do it; None where no departure is to come: then as long as the account is open.
    """

    what: Fetch
    by: date | None


def to_fetch(departed_on: date | None, today: date) -> tuple[Step, ...]:
    """All of them, the first to be done first; a day that has passed becomes today."""
    coming = departed_on if departed_on is not None and departed_on >= today else None
    return tuple(Step(what, max(today, coming - timedelta(days=days)) if coming else None) for what, days in DAYS_BEFORE.items())
