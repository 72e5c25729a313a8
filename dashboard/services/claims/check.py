"""Look now whether a proof is where it should be, and store what was seen."""

from datetime import datetime, timedelta

from sqlmodel import Session

from connectors.base import ConnectorError
from connectors.witnesses import Witnesses
from dashboard.domain.audit import Deed
from dashboard.domain.claims import COUNTS, Claim, ClaimState
from dashboard.domain.errors import N_, Conflict, Refused
from dashboard.domain.people import Actor
from dashboard.services.claims import settle
from dashboard.services.claims.look import LOOKS, Asked, NotThere, asked, look, still_asked
from dashboard.services.claims.whose import Held, held_by
from dashboard.services.people.limits import TooMany
from db import attempts
from db.engine import Database

PER_HOUR = 10
HOUR = timedelta(hours=1)
CHECKED = COUNTS | {ClaimState.OPEN, ClaimState.WAITING}


def check_claim(db: Database, witnesses: Witnesses, by: Actor, claim_id: int, *, now: datetime) -> Claim:
    """Ask the witnesses, outside any transaction, and store what they say, if what was asked is still the question.

    :raises Refused: the proof is not there (what to do about it is said), nobody answered, or it was looked for too often.
    :raises NotFound: the claim is none of theirs. :raises Conflict: the domain, the account or the claim changed meanwhile.
    """
    with db.writing() as session:
        question = _begin(session, held_by(session, by, claim_id, now), now)
    evidence, problem = "", None
    try:
        evidence = look(witnesses, question)
    except (NotThere, ConnectorError) as failure:
        problem = failure
    with db.writing() as session:
        held = held_by(session, by, claim_id, now)
        if not still_asked(session, held.row, held.organisation, question):
            raise Conflict(N_("This claim, its account or the official domain was changed meanwhile. Look again."))
        if problem is None:
            return settle.found(session, held.leave, held.organisation, held.row, evidence)
        held.leave.note(Deed.CLAIM_FAILED, f"claim:{claim_id}", organisation_id=held.organisation.id, method=held.row.method)
        if isinstance(problem, NotThere):
            settle.missing(session, held.leave, held.organisation, held.row)
    raise Refused(problem.message, **problem.values) from problem


def _begin(session: Session, held: Held, now: datetime) -> Asked:
    """The question, which counts against the limit whatever comes of it."""
    claim = held.row
    question = asked(session, claim, held.organisation)
    if question.claim.method not in LOOKS or question.claim.state not in CHECKED:
        raise Refused(N_("There is nothing to look for: this claim is decided, or waits for people. Open a new one if you need it."))
    counted = f"claim:{claim.id}"
    known = attempts.latest(session, [counted], now - HOUR, PER_HOUR)
    if len(known) >= PER_HOUR:
        minutes = -(-(known[-1] + HOUR - now) // timedelta(minutes=1))
        raise TooMany(N_("Too many attempts. Try again in {minutes} minutes."), minutes=minutes)
    attempts.note(session, counted, now)
    return question
