"""Record a figure dated by hand: any network, any past day, with where it comes from."""

from datetime import date, datetime

from sqlmodel import Session

from dashboard.domain.accounts import Account
from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, Refused
from dashboard.domain.figures import Holding, Precision, Provenance, Snapshot
from dashboard.domain.handles import Recognised, recognise_for
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.people import Act, Actor
from dashboard.services.list_account import holder, listed, taken
from dashboard.services.permit import permit
from dashboard.services.record_snapshots import instant_of, record_snapshots
from dashboard.services.typed import one_line
from db import accounts, organisations
from db.engine import Database
from db.tables import AccountRow, OrganisationRow

LARGEST = 2_000_000_000
"""More followers than any account has had on any network."""


def record_figure(
    db: Database,
    slug: str,
    network: Network,
    on: date,
    followers: int,
    *,
    source: str,
    by: Actor,
    now: datetime,
    holding: Holding,
    precision: Precision = Precision.EXACT,
    provenance: Provenance = Provenance.DECLARED,
    handle: str | None = None,
) -> Account:
    """Store one figure; the account is created as *listed* if there is none. The same day again replaces the figure.

    :param handle: which account, where the organisation has several on this network.
    :raises Refused: a negative or impossible count, a day to come or before the network existed, no source, or an ambiguous account.
    :raises Conflict: another institution has the account of that handle.
    :raises NotAllowed: whoever asks is not in the team of this organisation.
    """
    facts = FACTS[network]
    source = one_line(source)
    if not 0 <= followers <= LARGEST:
        raise Refused(N_("{followers} followers cannot be right. Give the number shown on the profile."), followers=followers)
    if not source or len(source) > 500:
        raise Refused(N_("A figure needs its source in at most 500 characters: an address, or who counted and where."))
    if on > now.date():
        raise Refused(N_("{on} is still to come: a figure is what was seen on a day that has passed."), on=on)
    if on < facts.opened_on:
        raise Refused(
            N_("{network} opened to the public on {opened}: no figure can be older."), network=facts.label, opened=facts.opened_on
        )
    recognised = recognise_for(handle, network) if handle else None
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        row = _account(session, organisation, network, recognised, now)
        if row.opened_on and on < row.opened_on:
            raise Refused(
                N_("The account {handle} was opened on {opened}: it had no followers on {on}."),
                handle=row.handle,
                opened=row.opened_on,
                on=on,
            )
        at = instant_of(session, row.id or 0, on, provenance, now)
        snapshot = Snapshot(row.id or 0, at, followers, provenance=provenance, source=source, precision=precision, role=leave.role)
        record_snapshots(session, [snapshot], today=now.date(), holding=holding)
        subject, on_text = f"account:{row.id}", on.isoformat()
        leave.note(
            Deed.FIGURE_RECORDED, subject, organisation_id=organisation.id, on=on_text, followers=followers, provenance=provenance.value
        )
        return accounts.as_account(row, organisation.slug)


def _account(session: Session, organisation: OrganisationRow, network: Network, recognised: Recognised | None, now: datetime) -> AccountRow:
    """The organisation's account with that handle, or its only one on the network; listed if there is none."""
    if recognised is not None:
        held = holder(session, recognised, None)
        if held and held[1].id != organisation.id:
            raise taken(recognised, held[1].name)
        return held[0] if held else listed(session, organisation, network, recognised, now)
    rows = [row for row in accounts.of_organisations(session, [organisation.id or 0]) if row.network == network.value]
    if len(rows) > 1:
        raise Refused(
            N_("{name} has several accounts on {network}: {handles}. Say which one."),
            name=organisation.name,
            network=FACTS[network].label,
            handles=", ".join(row.handle for row in rows),
        )
    return rows[0] if rows else listed(session, organisation, network, None, now)
