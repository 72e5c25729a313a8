"""Comparisons that are under way in browsers: kept in the memory of this process for minutes, and nowhere else."""

import secrets
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dashboard.domain.comparison import Found
from dashboard.domain.errors import N_, Conflict, NotFound
from dashboard.domain.people import Actor
from dashboard.services.compared.record import Outcome
from db.blinding import Blinds

LASTS = timedelta(minutes=20)
MOST = 8
"""At once, of all institutions: each holds some megabytes."""


@dataclass
class Round:
    """One comparison: what both sides have sent so far.

    :param by: the very session that began it; nobody else goes on with it.
    :param followers: in the archive; ``compared``: how many of them are sent.
    :param listed: how many people of the list are found where; ``order``: their points, shuffled, with the mark of their group.
    :param sent: the followers' points under both secrets; ``handed_out``: how many points of the list the browser has.
    :param answers: how many of each group came back; ``met``: and how many of those are among the followers.
    """

    organisation_id: int
    by: Actor
    expires_at: datetime
    blinds: Blinds
    followers: int
    compared: int
    listed: Found
    order: list[tuple[str, bytes]]
    sent: set[bytes] = field(default_factory=set)
    handed_out: int = 0
    answers: dict[str, int] = field(default_factory=dict)
    met: dict[str, int] = field(default_factory=dict)
    outcome: Outcome | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class Rounds:
    """All that are under way in this process. A restart ends them, and the reader begins again."""

    def __init__(self) -> None:
        self._rounds: dict[str, Round] = {}
        self._lock = threading.Lock()

    def add(self, new: Round, *, now: datetime) -> str:
        """Begin one; gives the word by which its browser names it. An earlier one of the same institution ends.

        :raises Conflict: too many others are under way.
        """
        with self._lock:
            going = {
                ticket: one for ticket, one in self._rounds.items() if one.expires_at > now and one.organisation_id != new.organisation_id
            }
            if len(going) >= MOST:
                raise Conflict(N_("Several institutions are comparing right now. Try again in some minutes."))
            ticket = secrets.token_urlsafe(16)
            self._rounds = {**going, ticket: new}
            return ticket

    def get(self, ticket: str, by: Actor, *, now: datetime) -> Round:
        """The one of that name.

        :raises NotFound: there is none of this session, or no longer.
        """
        with self._lock:
            found = self._rounds.get(ticket)
        if found is None or found.expires_at <= now or found.by != by:
            raise NotFound(N_("This comparison is no longer under way. Choose the archive once more."))
        return found

    def end(self, ticket: str) -> None:
        """Forget one."""
        with self._lock:
            self._rounds.pop(ticket, None)
