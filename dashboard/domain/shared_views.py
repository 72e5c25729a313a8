"""Comparisons that somebody shared by a link: whoever has the link needs no account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import Role
from dashboard.domain.views import TimeAxis

LONGEST_NAME = 80
MOST_COMPARED = 6
DAYS = (7, 30, 90, 365)
"""For how long a link may be given; None is until it is revoked."""
MOST_OPEN = 50
"""Open links of one person."""
KEPT_DAYS = 30
"""For how long a link that opens no more is remembered, so that its author sees what became of it."""


@dataclass(frozen=True)
class SharedView:
    """One comparison, as its author saved it.

    :param organisations: slugs, one to six; the link opens these and no others.
    :param private_notes_of: slug of the organisation whose private annotations the view shows, or None.
    :param expires_on: the last day on which the link opens; None until it is revoked.
    :param role: in what capacity somebody shared it.
    """

    id: int
    name: str
    organisations: tuple[str, ...]
    axis: TimeAxis
    private_notes_of: str | None
    made_at: datetime
    expires_on: date | None
    revoked_at: datetime | None
    role: Role

    def opens(self, today: date) -> bool:
        """Whether the link still shows the view."""
        return self.revoked_at is None and (self.expires_on is None or today <= self.expires_on)


@dataclass(frozen=True)
class NewView:
    """A comparison to share; see :class:`SharedView`.

    :param days: for how long the link opens, one of DAYS; None until it is revoked.
    """

    name: str
    organisations: Sequence[str]
    axis: TimeAxis = TimeAxis.DAYS
    days: int | None = 30
    private_notes_of: str | None = None

    def expires_on(self, today: date) -> date | None:
        """The last day on which the link opens."""
        return None if self.days is None else today + timedelta(days=self.days)


def check_view(typed: NewView) -> None:
    """Whether a comparison can be shared so.

    :param typed: its name on one line already.
    :raises Refused: it has no name or too long a one, compares nobody or too many, or is to open for another time than those offered.
    """
    if not any(sign.isalnum() for sign in typed.name):
        raise Refused(N_("A shared view needs a name: whoever opens the link reads it above the chart."))
    if len(typed.name) > LONGEST_NAME:
        raise Refused(N_("The name is {length} characters long, at most {longest} fit."), length=len(typed.name), longest=LONGEST_NAME)
    if not 1 <= len(typed.organisations) <= MOST_COMPARED or len(set(typed.organisations)) < len(typed.organisations):
        raise Refused(N_("A shared view compares one to {n} different institutions."), n=MOST_COMPARED)
    if typed.days is not None and typed.days not in DAYS:
        raise Refused(N_("A link opens for 7, 30, 90 or 365 days, or until it is revoked. Choose one of these."))
    if typed.private_notes_of is not None and typed.private_notes_of not in typed.organisations:
        raise Refused(N_("Private notes can be shown of an institution that the view compares. Choose one of these."))
