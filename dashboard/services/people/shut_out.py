"""Shut out whoever else may be in an account: when its password or its way in by mail changes, or its second factor is lost."""

from datetime import datetime

from sqlmodel import Session

from db import sessions, tickets
from db.tables import Purpose

WAYS_IN = (Purpose.SIGN_IN, Purpose.NEW_PASSWORD, Purpose.SECOND_STEP, Purpose.PASSKEY, Purpose.NEW_EMAIL)
"""Not the link for a lost factor: it opens nothing without the password, and whoever lost both uses it after the other."""


def shut_out(session: Session, person_id: int, *, now: datetime, besides: int | None = None) -> None:
    """End all sessions of somebody, or all but one, and void every link and code that leads in."""
    sessions.end(session, person_id, now, besides=besides)
    for purpose in WAYS_IN:
        tickets.void(session, now, purpose=purpose, person_id=person_id)
