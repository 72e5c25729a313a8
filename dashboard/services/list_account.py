"""Which row of the register an account is, however it was named; and the row of one that is not there yet."""

from datetime import datetime

from sqlmodel import Session

from connectors.base import Profile
from dashboard.domain.accounts import Link, Origin
from dashboard.domain.errors import N_, Conflict
from dashboard.domain.handles import Recognised, profile_url
from dashboard.domain.networks import FACTS, Network
from dashboard.services.standings import left_networks
from db import accounts, departures
from db.tables import AccountRow, OrganisationRow


def identity(recognised: Recognised, profile: Profile | None) -> str:
    """What makes an account one of its kind on its network, however it is named today."""
    if profile is None:
        return full_handle(recognised).lower()
    return f"{profile.remote_id}@{profile.host}" if profile.host else profile.remote_id


def full_handle(recognised: Recognised) -> str:
    """The handle with its server, on networks of many servers."""
    host = f"@{recognised.host}" if recognised.host and "@" not in recognised.handle else ""
    return recognised.handle + host


def holder(session: Session, recognised: Recognised, profile: Profile | None) -> tuple[AccountRow, OrganisationRow] | None:
    """The row of that account and who holds it, or None.

    A row that was listed by its handle alone is the same account; one that the network knows under another identifier is not,
    even if its handle was the same once.
    """
    held = accounts.by_identity(session, recognised.network, identity(recognised, profile))
    if held is not None:
        return held
    for handle in {full_handle(recognised), profile.handle if profile else full_handle(recognised)}:
        named = accounts.by_handle(session, recognised.network, handle)
        if named is not None and (profile is None or named[0].remote_id is None):
            return named
    return None


def taken(recognised: Recognised, name: str) -> Conflict:
    """The sentence for an account that another institution has."""
    return Conflict(
        N_("{handle} on {network} is already connected to another institution: {name}. Check the handle, or tell the collective."),
        handle=recognised.handle,
        network=FACTS[recognised.network].label,
        name=name,
    )


def listed(session: Session, organisation: OrganisationRow, network: Network, recognised: Recognised | None, now: datetime) -> AccountRow:
    """The row of an account that nobody holds: the nameless one of the organisation on that network, or a new one.

    :param recognised: None leaves it nameless: a figure came before anybody gave its handle.
    """
    mine = accounts.of_organisations(session, [organisation.id or 0])
    row = next((row for row in mine if row.network == network.value and not row.handle), None)
    if row is None:
        left = left_networks(departures.events(session, organisation.id or 0))
        row = AccountRow(
            organisation_id=organisation.id or 0,
            network=network.value,
            identity=accounts.nameless(organisation.id),
            handle="",
            origin=(Origin.ORIGIN if network in left else Origin.DESTINATION).value,
            link=Link.LISTED.value,
            connected_at=now,
        )
    if recognised is not None:
        row.handle, row.identity = full_handle(recognised), identity(recognised, None)
        row.url = profile_url(network, recognised.handle, recognised.host)
    session.add(row)
    session.flush()
    return row
