"""Accounts of the institutions, and what was logged of their departures."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session

from dashboard.domain.accounts import AccountState, Link, Origin
from dashboard.domain.departures import Status, in_force
from dashboard.domain.errors import N_
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Level, own_word
from dashboard.services.open_data.organisations import SLUG, in_order
from dashboard.services.open_data.tables import Asked, Column, Row, Table, Type
from db import departures, open_data, organisations
from db.chunks import chunks
from db.tables import AccountRow

TEXT = Type.STRING
PLACES = {network.value: place for place, network in enumerate(Network)}
WEB = ("https://", "http://")
OF = Column("organisation", TEXT, N_("Slug of the institution."), True, pattern=SLUG)
NETWORK = Column("network", TEXT, N_("The network."), True, members=Network)


def accounts_in_order(session: Session, *columns: Any) -> list[Any]:
    """Of every account the slug of its institution, its network, its key and those columns: sorted by these three."""
    return sorted(open_data.accounts(session, *columns), key=lambda row: (row[0], PLACES[row[1]], row[2]))


def _accounts(session: Session, _: Asked) -> Iterator[Row]:
    one = AccountRow
    columns = (one.handle, one.origin, one.link, one.state, one.state_since, one.remote_id, one.host, one.url, one.opened_on)
    for slug, network, key, handle, origin, link, state, since, remote_id, host, url, opened_on in accounts_in_order(session, *columns):
        state_since = since if state != AccountState.ACTIVE.value else None
        address = url if url and url.startswith(WEB) else None
        yield key, slug, network, handle or None, origin, link, state, state_since, remote_id, host, address, opened_on


ACCOUNTS = Table(
    "accounts",
    N_("Accounts"),
    N_("The accounts of the institutions on the network that is left and on the new ones."),
    (
        Column("account", Type.INTEGER, N_("Number of the account in this register."), True, True, minimum=1),
        OF,
        NETWORK,
        Column("handle", TEXT, N_("Name of the account on its network; empty where only its figures are known.")),
        Column("side", TEXT, N_("Whether the network is the one that is left (origin) or a new one (destination)."), True, members=Origin),
        Column("link", TEXT, N_("How sure it is that the account is the institution’s."), True, members=Link),
        Column("state", TEXT, N_("What the last reading said of the account."), True, members=AccountState),
        Column("state_since", Type.DATETIME, N_("Since when it is in that state, unless it is active.")),
        Column("remote_id", TEXT, N_("The network’s own lasting identifier of the account.")),
        Column("host", TEXT, N_("The server that holds the account, on networks of many servers.")),
        Column("url", TEXT, N_("Address of the public profile.")),
        Column("opened_on", Type.DATE, N_("Day on which the account was opened, where the network says it.")),
    ),
    _accounts,
    key=("account",),
    references=(("organisation", "organisations", "slug"),),
)


def _departures(session: Session, _: Asked) -> Iterator[Row]:
    for some in chunks(in_order(session)):
        keys = [key for _, key in some]
        found, levels = departures.events_of(session, keys), {row.id: Level(row.level) for row in organisations.of_ids(session, keys)}
        for slug, key in some:
            for network in Network:
                for one in in_force([event for event in found.get(key, ()) if event.network is network]):
                    said = own_word(levels[key], one.source)
                    yield slug, network.value, one.on, one.status.value, one.source or None, said, one.logged_at


DEPARTURES = Table(
    "departures",
    N_("Departures"),
    N_("The steps of every departure that count today, the last correction of each, planned ones included."),
    (
        OF,
        NETWORK,
        Column("day", Type.DATE, N_("Day on which it happened or is to happen."), True),
        Column("status", TEXT, N_("The step; day 0 is “departed”, else the first that means having left."), True, members=Status),
        Column("source", TEXT, N_("Where it can be checked; empty where nobody gave a source.")),
        Column(
            "said_by_institution",
            Type.BOOLEAN,
            N_("Whether the institution says it itself: it has no source, and the institution has proved that it speaks for itself."),
            True,
        ),
        Column("logged_at", Type.DATETIME, N_("When it was written down here."), True),
    ),
    _departures,
    key=("organisation", "network", "day", "status"),
    references=(("organisation", "organisations", "slug"),),
)
