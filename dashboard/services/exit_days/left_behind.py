"""What those who left on an exit day left behind: the figures of their departures, which no later count moves."""

from collections.abc import Sequence

from sqlmodel import Session

from dashboard.domain.exit_days.afterwards import GONE
from dashboard.services.exit_days.afterwards import Held
from dashboard.services.read_public import withheld_baselines
from db import organisations, standings


def keys_of_gone(session: Session, held: Sequence[Held]) -> list[int]:
    """Keys of those that have left, whoever came back among them."""
    return [row.id or 0 for row in organisations.of_slugs(session, [one.organisation.slug for one in held if one.found.kept in GONE])]


def left_behind(session: Session, gone: Sequence[int]) -> tuple[int | None, int]:
    """Followers that these left behind, as far as these may be told; of how many that is not known."""
    if not gone:
        return None, 0
    hidden = withheld_baselines(session, gone)
    known = [value for key, (_, value) in standings.standings(session, gone).items() if value is not None and key not in hidden]
    return sum(known) if known else None, len(gone) - len(known)
