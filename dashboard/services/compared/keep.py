"""Keep the counts of a comparison that ended in a browser."""

from datetime import datetime

from dashboard.domain.comparison import Comparison
from dashboard.domain.errors import N_, Conflict
from dashboard.domain.people import Act, Actor
from dashboard.services.compared.record import record
from dashboard.services.compared.rounds import Rounds
from dashboard.services.permit import permit
from db.engine import Database


def keep(db: Database, rounds: Rounds, ticket: str, *, by: Actor, now: datetime) -> Comparison:
    """Store what the server counted; nothing of it comes from the browser a second time.

    :raises NotFound: no such comparison of this session. :raises Conflict: it has not come to its end.
    :raises NotAllowed: whoever asks is not in the team any more.
    """
    going = rounds.get(ticket, by, now=now)
    with db.writing() as session:
        leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=going.organisation_id)
        if going.outcome is None:
            raise Conflict(N_("This comparison has not come to its end yet."))
        kept = record(session, leave, going.organisation_id, going.outcome)
    rounds.end(ticket)
    return kept
