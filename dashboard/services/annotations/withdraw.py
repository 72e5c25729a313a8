"""Withdraw a note from the charts."""

from datetime import datetime

from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, NotFound
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import permit
from db import annotations
from db.engine import Database


def withdraw_annotation(db: Database, annotation_id: int, *, by: Actor, now: datetime) -> None:
    """Show it no more, anywhere. The row stays, unseen.

    :raises NotFound: there is no such note any more. :raises NotAllowed: whoever asks may not write notes there.
    """
    with db.writing() as session:
        row = annotations.alive(session, annotation_id)
        if row is None:
            raise NotFound(N_("This note is not there any more. Load the page again."))
        act = Act.MODERATE if row.organisation_id is None else Act.CONTRIBUTE
        leave = permit(session, by, act, now=now, organisation_id=row.organisation_id)
        row.withdrawn_at = now
        leave.note(Deed.ANNOTATION_WITHDRAWN, f"annotation:{row.id}", organisation_id=row.organisation_id)
