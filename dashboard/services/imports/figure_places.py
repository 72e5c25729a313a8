"""Which account each line of a file of figures is about, known or to be listed."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, insert, select

from dashboard.domain.accounts import Link, Origin
from dashboard.domain.errors import N_, Refused
from dashboard.domain.handles import Recognised
from dashboard.domain.networks import FACTS, Network
from dashboard.services.imports.whose_lines import Named
from dashboard.services.list_account import full_handle, holder, listed, taken
from dashboard.services.standings import left_networks
from db import accounts, departures
from db.chunks import chunks
from db.tables import AccountRow, OrganisationRow

Key = tuple[int, Network, Recognised | None]
"""Organisation, network, and the handle that was given."""


@dataclass
class Place:
    """One account.

    :param account_id: None while it is not in the register.
    :param names: the handle that it gets by being listed, or None.
    """

    organisation: Named
    network: Network
    account_id: int | None
    handle: str = ""
    opened_on: date | None = None
    names: Recognised | None = None


class Places:
    """The accounts that lines are about, each looked up once."""

    def __init__(self, session: Session, organisations: Collection[Named]) -> None:
        self._session = session
        self._held: dict[tuple[int, Network], list[Place]] = defaultdict(list)
        self._found: dict[Key, Place | Refused] = {}
        by_id = {one.id: one for one in organisations}
        columns = (AccountRow.id, AccountRow.organisation_id, AccountRow.network, AccountRow.handle, AccountRow.opened_on)
        for some in chunks(by_id):
            query = select(*columns).where(col(AccountRow.organisation_id).in_(some)).order_by(col(AccountRow.id))  # type: ignore[call-overload]
            for key, owner, network, handle, opened_on in session.execute(query):
                self._held[owner, Network(network)].append(Place(by_id[owner], Network(network), key, handle, opened_on))

    def find(self, organisation: Named, network: Network, handle: Recognised | None) -> Place | Refused:
        """The account, or why it cannot be told. Those with a handle are to be asked for first: they settle which is meant by none."""
        key = (organisation.id, network, handle)
        if key not in self._found:
            try:
                self._found[key] = self._named(organisation, handle) if handle else self._only(organisation, network)
            except Refused as reason:
                self._found[key] = reason
        return self._found[key]

    def _named(self, organisation: Named, handle: Recognised) -> Place:
        held = holder(self._session, handle, None)
        if held and held[1].id != organisation.id:
            raise taken(handle, held[1].name)
        mine = self._held[organisation.id, handle.network]
        if held:
            return next(one for one in mine if one.account_id == held[0].id)
        called = full_handle(handle)
        found = next((one for one in mine if one.handle.lower() == called.lower()), None) or next(
            (one for one in mine if not one.handle), None
        )
        if found is None:
            found = Place(organisation, handle.network, None)
            mine.append(found)
        if not found.handle:
            found.handle, found.names = called, handle
        return found

    def _only(self, organisation: Named, network: Network) -> Place:
        mine = self._held[organisation.id, network]
        if len(mine) > 1:
            raise Refused(
                N_("{name} has several accounts on {network}: {handles}. Say which one."),
                name=organisation.name,
                network=FACTS[network].label,
                handles=", ".join(one.handle for one in mine),
            )
        if not mine:
            mine.append(Place(organisation, network, None))
        return mine[0]

    def list_new(self, wanted: Collection[int], now: datetime) -> list[int]:
        """Write the accounts that are not in the register yet; gives the keys of the new ones.

        :param wanted: ``id()`` of the places that have figures to store; the others stay as they are.
        """
        places = [one for mine in self._held.values() for one in mine if id(one) in wanted]
        made = []
        for place in places:
            if place.names is not None:
                organisation = self._session.get_one(OrganisationRow, place.organisation.id)
                row = listed(self._session, organisation, place.network, place.names, now)
                if place.account_id is None:
                    made.append(row.id or 0)
                place.account_id = row.id
        nameless = [one for one in places if one.account_id is None]
        if nameless:
            made.extend(self._list_nameless(nameless, now))
        return made

    def _list_nameless(self, places: list[Place], now: datetime) -> list[int]:
        events = departures.events_of(self._session, {one.organisation.id for one in places})
        left = {one.organisation.id: left_networks(events.get(one.organisation.id, ())) for one in places}
        self._session.execute(insert(AccountRow), [_row(one, one.network in left[one.organisation.id], now) for one in places])
        keys = {}
        for some in chunks({one.organisation.id for one in places}):
            query = select(AccountRow.organisation_id, AccountRow.network, AccountRow.id).where(
                col(AccountRow.organisation_id).in_(some), AccountRow.handle == ""
            )
            keys.update({(owner, network): key for owner, network, key in self._session.execute(query)})
        for place in places:
            place.account_id = keys[place.organisation.id, place.network.value]
        return [place.account_id or 0 for place in places]


def _row(place: Place, is_left: bool, now: datetime) -> dict[str, object]:
    return {
        "organisation_id": place.organisation.id,
        "network": place.network.value,
        "identity": accounts.nameless(place.organisation.id),
        "handle": "",
        "origin": (Origin.ORIGIN if is_left else Origin.DESTINATION).value,
        "link": Link.LISTED.value,
        "connected_at": now,
    }
