"""Comparisons that somebody shared by a link: whoever has the link needs no account."""

from dataclasses import dataclass
from datetime import date, datetime

from dashboard.domain.views import TimeAxis

LONGEST_NAME = 80
MOST_COMPARED = 6
DAYS = (7, 30, 90, 365)
"""For how long a link may be given; None is until it is revoked."""


@dataclass(frozen=True)
class SharedView:
    """One comparison, as its author saved it.

    :param organisations: slugs, one to six; the link opens these and no others.
    :param private_notes_of: slug of the organisation whose private annotations the view shows, or None.
    :param expires_on: the last day on which the link opens; None until it is revoked.
    """

    id: int
    name: str
    organisations: tuple[str, ...]
    axis: TimeAxis
    private_notes_of: str | None
    made_at: datetime
    expires_on: date | None
    revoked_at: datetime | None

    def opens(self, today: date) -> bool:
        """Whether the link still shows the view."""
        return self.revoked_at is None and (self.expires_on is None or today <= self.expires_on)
