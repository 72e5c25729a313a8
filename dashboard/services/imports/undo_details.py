"""What an import changed beside figures, taken back: identifiers that it filled, numbers and handles that it gave to accounts."""

import json

from sqlmodel import Session

from dashboard.domain.accounts import Link
from dashboard.domain.audit import Deed
from dashboard.domain.networks import Network
from dashboard.services.permit import Permit
from db import accounts
from db.tables import ImportRow, OrganisationRow


def take_details_back(session: Session, leave: Permit, row: ImportRow) -> None:
    """Empty what the import filled, where nobody has changed it since. Inside the caller's transaction."""
    details = json.loads(row.details)
    organisation = session.get(OrganisationRow, row.organisation_id) if row.organisation_id else None
    if organisation is None:
        return
    emptied = [name for name, value in details.get("filled", {}).items() if getattr(organisation, name) == value]
    for name in emptied:
        setattr(organisation, name, None)
    if emptied:
        changed = dict.fromkeys(emptied)
        leave.note(Deed.ORGANISATION_CHANGED, f"organisation:{organisation.id}", organisation_id=organisation.id, **changed)
    identified = details.get("identified", {})
    for account in accounts.of_ids(session, map(int, identified)).values():
        if account.remote_id == identified[str(account.id)]:
            account.remote_id = None
    for account in accounts.of_ids(session, details.get("named", [])).values():
        nameless = accounts.nameless(account.organisation_id)
        known = account.link != Link.LISTED.value or account.read_at or account.remote_id
        if not known and accounts.by_identity(session, Network(account.network), nameless) is None:
            account.handle, account.identity, account.url = "", nameless, None
    session.flush()
