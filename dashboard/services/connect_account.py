"""Connect an account: recognise what was typed, show the profile, store it once confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from connectors.base import Connector, ConnectorError, Profile, Remedy
from dashboard.domain.accounts import Account, AccountState
from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_
from dashboard.domain.figures import Holding
from dashboard.domain.handles import Recognised, recognise
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.people import Act, Actor
from dashboard.services.list_account import full_handle, holder, identity, listed, taken
from dashboard.services.permit import permit
from dashboard.services.record_snapshots import record_snapshots
from dashboard.services.schedule import next_slot
from dashboard.services.standings import refresh
from dashboard.services.store_outcomes import follow
from db import accounts, organisations
from db.engine import Database


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
    recognised, profile = _asked(connectors, recognise(text))
    if profile is not None and profile.state is AccountState.SUSPENDED:
        raise ConnectorError(
            N_("{network} says that {handle} is suspended. Connect the account that is in use."),
            Remedy.FIX_HANDLE,
            state=AccountState.SUSPENDED,
            network=FACTS[recognised.network].label,
            handle=recognised.handle,
        )
    with db.reading() as session:
        held = holder(session, recognised, profile)
        return Preview(recognised, profile, held[1].name if held else None)


def _asked(connectors: Mapping[Network, Connector], recognised: Recognised) -> tuple[Recognised, Profile | None]:
    """What the network says. ``ville@video.example`` may be on PeerTube as well: it is asked where Mastodon's way finds nobody."""
    connector = connectors.get(recognised.network)
    if connector is None:
        return recognised, None
    try:
        return recognised, connector.look_up(full_handle(recognised))
    except ConnectorError as nobody:
        peertube = connectors.get(Network.PEERTUBE)
        if recognised.network is not Network.MASTODON or nobody.state is not AccountState.GONE or peertube is None:
            raise
        try:
            return replace(recognised, network=Network.PEERTUBE), peertube.look_up(full_handle(recognised))
        except ConnectorError:
            raise nobody from None


def connect(
    db: Database, slug: str, confirmed: Preview, *, by: Actor, now: datetime, holding: Holding, every: timedelta = timedelta(hours=24)
) -> Account:
    """Store a confirmed account and its first count. Connecting it to the same organisation again changes nothing.

    :raises Conflict: another institution has it. :raises NotAllowed: whoever asks is not in the team of this organisation.
    """
    recognised, profile = confirmed.recognised, confirmed.profile
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        held = holder(session, recognised, profile)
        if held and held[1].id != organisation.id:
            raise taken(recognised, held[1].name)
        row = held[0] if held else listed(session, organisation, recognised.network, recognised, now)
        if profile is not None:
            if row.remote_id is None:
                row.handle, row.url = profile.handle, profile.url
            row.identity, row.remote_id, row.host = identity(recognised, profile), profile.remote_id, profile.host
            row.due_at = row.due_at or next_slot(row.id or 0, row.host, now, every)
            snapshots = follow(session, row, profile)
            session.flush()
            record_snapshots(session, snapshots, today=now.date(), holding=holding)
        refresh(session, [organisation.id or 0], today=now.date(), holding=holding)
        if not held:
            network, handle = row.network, row.handle
            leave.note(Deed.ACCOUNT_CONNECTED, f"account:{row.id}", organisation_id=organisation.id, network=network, handle=handle)
        return accounts.as_account(row, organisation.slug)
