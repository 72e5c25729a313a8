"""Record a figure dated by hand: any network, any past day, with where it comes from."""

from datetime import date, datetime

from dashboard.domain.accounts import Account, Link, Origin
from dashboard.domain.errors import N_, Refused
from dashboard.domain.figures import Holding, Precision, Provenance, Snapshot
from dashboard.domain.networks import FACTS, Network
from dashboard.services.record_snapshots import instant_of, record_snapshots
from dashboard.services.standings import left_networks
from db import accounts, departures, organisations
from db.engine import Database
from db.tables import AccountRow

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
    now: datetime,
    holding: Holding,
    precision: Precision = Precision.EXACT,
    provenance: Provenance = Provenance.DECLARED,
    handle: str | None = None,
) -> Account:
    """Store one figure; the account is created as *listed* if there is none. The same day again replaces the figure.

    :param handle: which account, where the organisation has several on this network.
    :raises Refused: a negative or impossible count, a day to come or before the network existed, no source, or an ambiguous account.
    """
    facts = FACTS[network]
    source = " ".join(source.split())
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
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        mine = accounts.of_organisations(session, [organisation.id or 0])
        rows = [row for row in mine if row.network == network.value and handle in (None, row.handle)]
        if len(rows) > 1:
            raise Refused(
                N_("{name} has several accounts on {network}: {handles}. Say which one."),
                name=organisation.name,
                network=facts.label,
                handles=", ".join(row.handle for row in rows),
            )
        if rows:
            row = rows[0]
        else:
            left = left_networks(departures.events(session, organisation.id or 0))
            row = AccountRow(
                organisation_id=organisation.id or 0,
                network=network.value,
                identity=f"organisation:{organisation.id}" if not handle else handle.lower(),
                handle=handle or "",
                origin=(Origin.ORIGIN if network in left else Origin.DESTINATION).value,
                link=Link.LISTED.value,
                connected_at=now,
            )
            session.add(row)
            session.flush()
        if row.opened_on and on < row.opened_on:
            raise Refused(
                N_("The account {handle} was opened on {opened}: it had no followers on {on}."),
                handle=row.handle,
                opened=row.opened_on,
                on=on,
            )
        at = instant_of(session, row.id or 0, on, provenance, now)
        snapshot = Snapshot(row.id or 0, at, followers, provenance=provenance, source=source, precision=precision)
        record_snapshots(session, [snapshot], today=now.date(), holding=holding)
        return accounts.as_account(row, organisation.slug)
