"""Connect an account: recognise what was typed, show the profile, store it once confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from connectors.base import Connector, ConnectorError, Profile, Remedy
from dashboard.domain.accounts import Account, AccountState, Origin
from dashboard.domain.errors import N_, Conflict
from dashboard.domain.figures import Holding, Snapshot
from dashboard.domain.handles import Recognised, profile_url, recognise
from dashboard.domain.networks import FACTS, Network
from dashboard.services.record_snapshots import record_snapshots
from dashboard.services.schedule import next_slot
from dashboard.services.standings import left_networks, refresh
from db import accounts, departures, organisations
from db.engine import Database
from db.tables import AccountRow, OrganisationRow


@dataclass(frozen=True)
class Preview:
    """What was recognised, for confirmation.

    :param profile: what the network says, or None for networks whose figures are dated by hand.
    :param taken_by: name of the organisation that has this account already, or None.
    """

    recognised: Recognised
    profile: Profile | None
    taken_by: str | None = None


def preview(db: Database, connectors: Mapping[Network, Connector], text: str) -> Preview:
    """Recognise a handle or a profile address and ask its network.

    :raises Refused: not a handle. :raises ConnectorError: the network does not know it, or does not answer.
    """
    recognised = recognise(text)
    connector = connectors.get(recognised.network)
    profile = None
    if connector is not None:
        profile = connector.look_up(_full_handle(recognised))
        if profile.state is AccountState.SUSPENDED:
            raise ConnectorError(
                N_("{network} says that {handle} is suspended. Connect the account that is in use."),
                Remedy.FIX_HANDLE,
                state=AccountState.SUSPENDED,
                network=FACTS[recognised.network].label,
                handle=recognised.handle,
            )
    with db.reading() as session:
        held = accounts.by_identity(session, recognised.network, identity(recognised, profile))
        return Preview(recognised, profile, held[1].name if held else None)


def identity(recognised: Recognised, profile: Profile | None) -> str:
    """What makes an account one of its kind on its network, however it is named today."""
    if profile is None:
        return f"{recognised.handle}@{recognised.host}".lower() if recognised.host else recognised.handle.lower()
    return f"{profile.remote_id}@{profile.host}" if profile.host else profile.remote_id


def connect(
    db: Database, slug: str, confirmed: Preview, *, now: datetime, holding: Holding, every: timedelta = timedelta(hours=24)
) -> Account:
    """Store a confirmed account and its first count. Connecting it to the same organisation again changes nothing.

    :raises Conflict: another institution has it.
    """
    recognised, profile = confirmed.recognised, confirmed.profile
    key = identity(recognised, profile)
    try:
        with db.writing() as session:
            organisation = organisations.by_slug(session, slug)
            held = accounts.by_identity(session, recognised.network, key)
            if held and held[1].id != organisation.id:
                raise taken(recognised, held[1].name)
            row = held[0] if held else _account_row(session, organisation, recognised, key, now)
            if profile is not None:
                _fill(row, profile)
                row.due_at = row.due_at or next_slot(row.id or 0, row.host, now, every)
                if profile.followers is not None:
                    row.read_at = profile.read_at
                    snapshot = Snapshot(row.id or 0, profile.read_at, profile.followers, profile.following, profile.posts)
                    record_snapshots(session, [snapshot], today=now.date(), holding=holding)
            session.flush()
            refresh(session, [organisation.id or 0], today=now.date(), holding=holding)
            return accounts.as_account(row, organisation.slug)
    except IntegrityError as problem:
        raise taken(recognised, "") from problem


def taken(recognised: Recognised, name: str) -> Conflict:
    """The sentence for an account that another institution has."""
    return Conflict(
        N_("{handle} on {network} is already connected to another institution: {name}. Check the handle, or tell the collective."),
        handle=recognised.handle,
        network=FACTS[recognised.network].label,
        name=name or "?",
    )


def _full_handle(recognised: Recognised) -> str:
    host = f"@{recognised.host}" if recognised.host and "@" not in recognised.handle else ""
    return recognised.handle + host


def _account_row(session: Session, organisation: OrganisationRow, recognised: Recognised, key: str, now: datetime) -> AccountRow:
    """A new row, or the one that was listed for a figure before anybody gave its handle."""
    mine = accounts.of_organisations(session, [organisation.id or 0])
    nameless = [row for row in mine if row.network == recognised.network.value and not row.handle]
    if nameless:
        row = nameless[0]
        row.identity = key
    else:
        left = left_networks(departures.events(session, organisation.id or 0))
        row = AccountRow(
            organisation_id=organisation.id or 0,
            network=recognised.network.value,
            identity=key,
            handle="",
            origin=(Origin.ORIGIN if recognised.network in left else Origin.DESTINATION).value,
            connected_at=now,
        )
    row.handle = _full_handle(recognised)
    row.url = profile_url(recognised.network, recognised.handle, recognised.host)
    session.add(row)
    session.flush()
    return row


def _fill(row: AccountRow, profile: Profile) -> None:
    row.handle, row.remote_id, row.host, row.url = profile.handle, profile.remote_id, profile.host, profile.url
    row.opened_on = profile.opened_on
    accounts.enter(row, profile.state, profile.read_at)
