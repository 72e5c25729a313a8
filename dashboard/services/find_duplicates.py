"""Find rows of the register that are probably one institution."""

from datetime import datetime

from dashboard.domain.duplicates import Twins, twins
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import permit
from db import organisations
from db.engine import Database


def find_duplicates(db: Database, by: Actor, *, now: datetime) -> list[Twins]:
    """Pairs and why, the strongest reasons first.

    :raises NotAllowed: whoever asks is not of the collective.
    """
    with db.reading() as session:
        permit(session, by, Act.MODERATE, now=now)
        return twins([organisations.as_organisation(row) for row in organisations.everyone(session)])
