"""Disconnect an account that was connected by mistake, with all its figures."""

from datetime import datetime

from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, NotFound
from dashboard.domain.figures import Holding
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import permit
from dashboard.services.standings import refresh
from db import accounts, figures, organisations
from db.engine import Database
from db.tables import AccountRow


def disconnect_account(db: Database, slug: str, network: Network, handle: str, *, by: Actor, now: datetime, holding: Holding) -> int:
    """Remove an account and every figure of it: they were another's. Returns how many figures were removed.

    :param handle: as stored; empty for the account that was listed without one.
    :raises NotFound: the organisation has no such account. :raises NotAllowed: whoever asks is not in its team.
    """
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        row = account_of(session, organisation.id or 0, network, handle)
        if row is None:
            raise NotFound(
                N_("{name} has no account {handle} on {network}. Choose one of its accounts."),
                name=organisation.name,
                handle=handle or "—",
                network=FACTS[network].label,
            )
        count = figures.count(session, row.id or 0)
        leave.note(
            Deed.ACCOUNT_DISCONNECTED,
            f"account:{row.id}",
            organisation_id=organisation.id,
            network=network.value,
            handle=row.handle,
            figures=count,
        )
        session.delete(row)
        session.flush()
        refresh(session, [organisation.id or 0], today=now.date(), holding=holding)
        return count


def account_of(session: Session, organisation_id: int, network: Network, handle: str) -> AccountRow | None:
    """The account of that handle, as it is stored or with a leading ``@``."""
    mine = accounts.of_organisations(session, [organisation_id])
    return next((row for row in mine if row.network == network.value and row.handle.lower() == handle.lower().removeprefix("@")), None)
