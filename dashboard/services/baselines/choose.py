"""Choose another figure as the baseline, with a reason."""

from datetime import datetime

from dashboard.domain.figures import Holding, Provenance
from dashboard.domain.people import Actor
from db.engine import Database


def choose_baseline(
    db: Database,
    slug: str,
    account_id: int,
    at: datetime,
    provenance: Provenance,
    *,
    reason: str,
    by: Actor,
    now: datetime,
    holding: Holding,
) -> None:
    """Take a stored figure of the account being left as the baseline; appended as an event, with the reason.

    :param at: instant of the figure, with ``provenance`` its key.
    :raises Refused: no reason, no such figure, a flagged one, one of 0, one of another network, or one too far from the departure.
    :raises NotAllowed: whoever asks is not in the team of this organisation.
    """
    raise NotImplementedError
