"""Tokens of X's API: whose they are, and which accounts each of them reads."""

from datetime import datetime

from sqlmodel import Session, col, or_, select

from dashboard.domain.networks import Network
from db.tables import AccountRow, OrganisationRow, XTokenRow


def bound_to(row: XTokenRow) -> str:
    """What its token is sealed for."""
    return f"{XTokenRow.__tablename__}:{row.id}"


def of(session: Session, organisation_id: int | None) -> XTokenRow | None:
    """The token of an organisation, or the collective's (None)."""
    owner = col(XTokenRow.organisation_id)
    whose = owner.is_(None) if organisation_id is None else owner == organisation_id
    return session.exec(select(XTokenRow).where(whose).order_by(col(XTokenRow.id))).first()


def keys(session: Session) -> list[int]:
    """All tokens by key."""
    return [key for key in session.exec(select(XTokenRow.id).order_by(col(XTokenRow.id))) if key]


def accounts_of(
    session: Session, organisation_id: int | None, *, due_by: datetime | None = None, only: int | None = None
) -> list[AccountRow]:
    """The accounts on X that a token reads, in the order in which they were connected: those of its organisation; the collective's
    token (None) reads those of all organisations without one. Accounts without a handle and fictional ones are left out.

    :param due_by: only those that are due by then, or were never read.
    :param only: only those of this organisation.
    """
    query = (
        select(AccountRow)
        .join(OrganisationRow, col(OrganisationRow.id) == AccountRow.organisation_id)
        .where(AccountRow.network == Network.X.value, AccountRow.handle != "", col(OrganisationRow.fictional).is_(False))
    )
    if organisation_id is not None:
        query = query.where(AccountRow.organisation_id == organisation_id)
    else:
        own = select(XTokenRow.organisation_id).where(col(XTokenRow.organisation_id).is_not(None))
        query = query.where(col(AccountRow.organisation_id).not_in(own))
    if due_by is not None:
        query = query.where(or_(col(AccountRow.due_at).is_(None), col(AccountRow.due_at) <= due_by))
    if only is not None:
        query = query.where(AccountRow.organisation_id == only)
    return list(session.exec(query.order_by(col(AccountRow.id))).all())


def bring(session: Session, kept_id: int, gone_id: int) -> None:
    """Give the token of an organisation that goes to the one that stays, unless that has one."""
    row = of(session, gone_id)
    if row is not None and of(session, kept_id) is None:
        row.organisation_id = kept_id
        session.flush()
