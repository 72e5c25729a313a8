"""Look again, about once a week, at every proof that stays in public; and let time decide what it decides.

Run every hour for what is due: proofs were given at all hours, and each keeps its own.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from connectors.base import ConnectorError
from connectors.witnesses import Witnesses
from dashboard.domain.claim_rules import PERSONAL, RECHECK_MISSING, gone_silent, is_due
from dashboard.domain.claims import RECHECKED
from dashboard.domain.errors import Refused
from dashboard.domain.people import ROUTINE, Act, Actor
from dashboard.services.claims import settle
from dashboard.services.claims.look import Asked, NotThere, asked, look, still_asked
from dashboard.services.permit import permit
from db import claims
from db.engine import Database
from db.tables import OrganisationRow

AT_ONCE = 8
"""Proofs looked at at the same time: what takes long is a server that does not answer."""


@dataclass(frozen=True)
class _Seen:
    """What a look gave: a place, nothing (``evidence`` is None), or no answer."""

    asked: Asked
    evidence: str | None = None
    answered: bool = True


def due(db: Database, now: datetime) -> list[int]:
    """The claims whose proof is to be looked at again."""
    with db.reading() as session:
        rows = claims.looked_at_before(session, RECHECKED, now - RECHECK_MISSING)
        return [row.id or 0 for row in rows if is_due(claims.as_claim(row, ""), now)]


def recheck(db: Database, witnesses: Witnesses, *, now: datetime, by: Actor = ROUTINE) -> int:
    """Look at what is due, then settle what time or a change of a team has decided. Returns how many proofs were looked at.

    Nobody answering is no loss: the proof is due again at the next run, until it counts as missing after 30 days.
    """
    questions = [question for claim_id in due(db, now) if (question := _question(db, by, claim_id, now))]
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="recheck") as pool:
        for seen in pool.map(lambda question: _look(witnesses, question), questions):
            _store(db, by, seen, now)
    settle_all(db, by, now=now)
    return len(questions)


def settle_all(db: Database, by: Actor = ROUTINE, *, now: datetime) -> None:
    """Settle every organisation of which time, or a change of its team, may have decided something."""
    with db.reading() as session:
        permit(session, by, Act.MODERATE, now=now)
        keys = claims.unsettled(session, PERSONAL)
    for key in keys:
        with db.writing() as session:
            leave = permit(session, by, Act.MODERATE, now=now, organisation_id=key)
            organisation = session.get(OrganisationRow, key)
            if organisation is not None:
                settle.settle(session, leave, organisation)


def _question(db: Database, by: Actor, claim_id: int, now: datetime) -> Asked | None:
    with db.reading() as session:
        permit(session, by, Act.MODERATE, now=now)
        known = claims.with_owner(session, claim_id)
        try:
            return asked(session, *known) if known else None
        except Refused:
            return None  # the official domain is gone, and with it the proof: nothing is left to look at


def _look(witnesses: Witnesses, question: Asked) -> _Seen:
    try:
        return _Seen(question, look(witnesses, question))
    except NotThere:
        return _Seen(question)
    except ConnectorError:
        return _Seen(question, answered=False)


def _store(db: Database, by: Actor, seen: _Seen, now: datetime) -> None:
    """Store what was seen, if the question is still the same: somebody may have looked, or changed something, meanwhile."""
    if not seen.answered and not gone_silent(seen.asked.claim, now):
        return
    with db.writing() as session:
        known = claims.with_owner(session, seen.asked.claim.id)
        if known is None:
            return
        row, organisation = known
        leave = permit(session, by, Act.MODERATE, now=now, organisation_id=organisation.id)
        if not still_asked(session, row, organisation, seen.asked):
            return
        if seen.evidence is not None:
            settle.found(session, leave, organisation, row, seen.evidence)
        else:
            settle.missing(session, leave, organisation, row)
