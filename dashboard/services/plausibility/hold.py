"""Hold new figures against the curve: those that do not fit are flagged, each with its reasons, in the transaction that stores them."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from dashboard.domain.figures import Snapshot


def hold_against_the_curve(session: Session, snapshots: Sequence[Snapshot], *, today: date) -> Sequence[Snapshot]:
    """The same figures, those that do not fit flagged; the reasons are written beside them for a person to decide."""
    return snapshots
