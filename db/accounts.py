"""Accounts: find them, hand them out as the domain's own, note what happened to them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, func, insert, select

from dashboard.domain.accounts import Account, AccountState, Link, LinkMethod, Origin
from dashboard.domain.networks import FACTS, Network
from db.chunks import among, chunks
from db.details import to_text
from db.tables import AccountRow, ObservationRow, OrganisationRow

COLLECTED = tuple(network.value for network in Network if FACTS[network].collected)


def as_account(row: AccountRow, slug: str, detail: str | None = None) -> Account:
    """The row as the domain knows it."""
    return Account(
        id=row.id or 0,
        organisation=slug,
        network=Network(row.network),
        handle=row.handle,
        origin=Origin(row.origin),
        link=Link(row.link),
        state=AccountState(row.state),
        state_since=row.state_since,
        state_detail=detail,
        remote_id=row.remote_id,
        host=row.host,
        url=row.url,
        opened_on=row.opened_on,
        linked_how=LinkMethod(row.linked_how) if row.linked_how else None,
        linked_at=row.linked_at,
    )


def of_organisations(session: Session, organisation_ids: Iterable[int]) -> list[AccountRow]:
    """All accounts of some organisations, in the order in which they were connected."""
    found: list[AccountRow] = []
    for some in chunks(organisation_ids):
        query = select(AccountRow).where(col(AccountRow.organisation_id).in_(some)).order_by(col(AccountRow.id))
        found.extend(session.exec(query).all())
    return found


def by_identity(session: Session, network: Network, identity: str) -> tuple[AccountRow, OrganisationRow] | None:
    """The account with that identity on that network and who holds it, or None."""
    query = (
        select(AccountRow, OrganisationRow)
        .join(OrganisationRow, col(OrganisationRow.id) == AccountRow.organisation_id)
        .where(AccountRow.network == network.value, AccountRow.identity == identity)
    )
    return session.exec(query).first()


def by_handle(session: Session, network: Network, handle: str) -> tuple[AccountRow, OrganisationRow] | None:
    """The account with that handle, however it is capitalised, on that network and who holds it, or None."""
    query = (
        select(AccountRow, OrganisationRow)
        .join(OrganisationRow, col(OrganisationRow.id) == AccountRow.organisation_id)
        .where(AccountRow.network == network.value, func.lower(AccountRow.handle) == handle.lower())
    )
    return session.exec(query).first()


def by_remote_id(session: Session, network: Network, remote_id: str) -> tuple[AccountRow, OrganisationRow] | None:
    """The account that the network itself knows under that number, on that network, and who holds it, or None."""
    query = (
        select(AccountRow, OrganisationRow)
        .join(OrganisationRow, col(OrganisationRow.id) == AccountRow.organisation_id)
        .where(AccountRow.network == network.value, AccountRow.remote_id == remote_id)
    )
    return session.exec(query).first()


def first_on(session: Session, network: Network, organisation_ids: Iterable[int]) -> dict[int, int]:
    """The oldest account of some organisations on a network, by organisation; those without one are left out."""
    found: dict[int, int] = {}
    for some in chunks(organisation_ids):
        query = select(AccountRow.organisation_id, func.min(AccountRow.id)).group_by(col(AccountRow.organisation_id))
        where = (col(AccountRow.organisation_id).in_(some), AccountRow.network == network.value)
        found.update({owner: key for owner, key in session.execute(query.where(*where))})
    return found


def list_nameless(session: Session, network: Network, organisation_ids: Iterable[int], now: datetime) -> None:
    """Write the accounts of some organisations on the network they leave, before anybody gave their handles."""
    rows = [
        {
            "organisation_id": key,
            "network": network.value,
            "identity": nameless(key),
            "handle": "",
            "origin": Origin.ORIGIN.value,
            "link": Link.LISTED.value,
            "state": AccountState.ACTIVE.value,
            "connected_at": now,
        }
        for key in organisation_ids
    ]
    if rows:
        session.execute(insert(AccountRow), rows)


def nameless(organisation_id: int | None) -> str:
    """The identity of an account of which nobody has given the handle."""
    return f"organisation:{organisation_id}"


def of_ids(session: Session, ids: Iterable[int]) -> dict[int, AccountRow]:
    """Some accounts, by key."""
    found: dict[int, AccountRow] = {}
    for some in chunks(ids):
        found.update({row.id: row for row in session.exec(select(AccountRow).where(col(AccountRow.id).in_(some))) if row.id})
    return found


def collected(session: Session, *, due_by: datetime | None = None, organisation_id: int | None = None) -> list[AccountRow]:
    """Accounts that a connector reads: all, or those due by some instant, or those of one organisation."""
    query = select(AccountRow).where(col(AccountRow.network).in_(COLLECTED), col(AccountRow.due_at).is_not(None))
    if due_by is not None:
        query = query.where(col(AccountRow.due_at) <= due_by)
    if organisation_id is not None:
        query = query.where(AccountRow.organisation_id == organisation_id)
    return list(session.exec(query.order_by(col(AccountRow.id))).all())


def observe(
    session: Session,
    row: AccountRow,
    *,
    at: datetime,
    state: AccountState,
    message: str,
    values: Mapping[str, object],
    remedy: str | None = None,
    retry_at: datetime | None = None,
) -> None:
    """Note what happened to an account; a new state begins now, the same state goes on since it began."""
    details = to_text(values)
    session.add(
        ObservationRow(
            account_id=row.id or 0, at=at, state=state.value, message=message[:500], details=details, remedy=remedy, retry_at=retry_at
        )
    )
    enter(row, state, at)


def enter(row: AccountRow, state: AccountState, at: datetime) -> None:
    """Put an account in a state; ``state_since`` only moves when the state changes."""
    if row.state != state.value or row.state_since is None:
        row.state, row.state_since = state.value, at


def observations(session: Session, account_ids: Iterable[int]) -> Sequence[ObservationRow]:
    """All observations of some accounts, oldest first."""
    found: list[ObservationRow] = []
    for some in chunks(account_ids):
        query = select(ObservationRow).where(col(ObservationRow.account_id).in_(some)).order_by(col(ObservationRow.id))
        found.extend(session.exec(query).all())
    return found


def owners(session: Session, ids: Iterable[int]) -> dict[int, tuple[int, bool]]:
    """Per account: its organisation, and whether it is on the network being left."""
    query = select(AccountRow.id, AccountRow.organisation_id, AccountRow.origin).where(among(session, col(AccountRow.id), ids))
    return {key: (owner, origin == Origin.ORIGIN.value) for key, owner, origin in session.connection().execute(query)}


def set_origins(session: Session, left: Mapping[int, Collection[Network]]) -> None:
    """Put every account of some organisations on its side: the networks being left, or the new ones."""
    for some in chunks(left):
        query = select(AccountRow.id, AccountRow.organisation_id, AccountRow.network, AccountRow.origin)
        rows = session.execute(query.where(col(AccountRow.organisation_id).in_(some)))
        wrong = [key for key, owner, network, origin in rows if (origin == Origin.ORIGIN.value) != (Network(network) in left[owner])]
        for row in of_ids(session, wrong).values():
            row.origin = (Origin.DESTINATION if row.origin == Origin.ORIGIN.value else Origin.ORIGIN).value
    session.flush()


def newest_reading(session: Session) -> datetime | None:
    """The instant of the newest collected count."""
    return session.exec(select(func.max(AccountRow.read_at))).one()


def last_observations(session: Session, account_ids: Iterable[int]) -> dict[int, ObservationRow]:
    """The last observation of some accounts, by account."""
    found: dict[int, ObservationRow] = {}
    for some in chunks(account_ids):
        newest = (
            select(func.max(ObservationRow.id)).where(col(ObservationRow.account_id).in_(some)).group_by(col(ObservationRow.account_id))
        )
        found.update({row.account_id: row for row in session.exec(select(ObservationRow).where(col(ObservationRow.id).in_(newest)))})
    return found
