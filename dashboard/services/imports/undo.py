"""Undo a whole import: its figures go, and those that it had replaced come back."""

import json
from datetime import datetime

from sqlmodel import Session

from dashboard.domain.accounts import Link
from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, Conflict
from dashboard.domain.figures import Holding
from dashboard.domain.imports import Import
from dashboard.domain.people import Act, Actor
from dashboard.services.imports.undo_details import take_details_back
from dashboard.services.permit import permit
from dashboard.services.record_snapshots import follow_figures
from db import imports
from db.engine import Database
from db.tables import ImportRow, OrganisationRow


def undo_import(db: Database, import_id: int, *, by: Actor, now: datetime, holding: Holding) -> Import:
    """Take an import back. It stays in the list, with the day on which it was undone.

    :raises NotFound: there is none. :raises Conflict: it was undone already.
    :raises NotAllowed: neither in the team of its institution nor, for a file over many, of the collective.
    """
    with db.writing() as session:
        row = imports.by_id(session, import_id)
        act = Act.MODERATE if row.organisation_id is None else Act.CONTRIBUTE
        leave = permit(session, by, act, now=now, organisation_id=row.organisation_id)
        if row.undone_at is not None:
            raise Conflict(N_("This import was undone already, on {on}. Nothing was changed."), on=row.undone_at.date())
        changed = imports.take_back(session, import_id)
        follow_figures(session, changed, today=now.date(), holding=holding)
        _remove_accounts(session, row)
        take_details_back(session, leave, row)
        row.undone_at, row.undone_role = now, leave.role.value
        session.add(row)
        session.flush()
        leave.note(Deed.IMPORT_UNDONE, f"import:{row.id}", organisation_id=row.organisation_id, figures=len(changed))
        organisation = session.get(OrganisationRow, row.organisation_id) if row.organisation_id else None
        return imports.as_import(row, organisation.slug if organisation else None)


def _remove_accounts(session: Session, row: ImportRow) -> None:
    """Accounts that were listed for it, hold nothing any more and were neither proven nor read since."""
    listed = json.loads(row.details).get("accounts", [])
    for account in imports.empty_accounts(session, listed):
        if account.link == Link.LISTED.value and account.read_at is None:
            session.delete(account)
    session.flush()
