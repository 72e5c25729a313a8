"""What the register knows of an institution, and of what an item of Wikidata names."""

from collections import defaultdict
from datetime import date

from sqlmodel import Session

from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network
from dashboard.domain.wikidata import Item, recognised
from dashboard.domain.wikidata_proposals import Known
from dashboard.services.list_account import holder
from dashboard.services.register_organisation import UNIQUE
from dashboard.services.standings import left_networks
from db import accounts, departures, figures, organisations
from db.tables import OrganisationRow


def known_of(session: Session, organisation: OrganisationRow, item: Item) -> Known:
    """Its accounts and figures, and who else holds what the item names."""
    rows = accounts.of_organisations(session, [organisation.id or 0])
    stored: dict[tuple[int, date], list[tuple[int, Provenance]]] = defaultdict(list)
    for one in figures.snapshots(session, [row.id for row in rows if row.id]):
        stored[one.account_id, one.at.date()].append((one.followers, one.provenance))
    return Known(
        organisation=organisations.as_organisation(organisation),
        accounts=[accounts.as_account(row, organisation.slug) for row in rows],
        elsewhere=_elsewhere(session, organisation, item),
        taken=_taken(session, organisation, item),
        figures=stored,
        left=left_networks(departures.events(session, organisation.id or 0)),
    )


def _elsewhere(session: Session, organisation: OrganisationRow, item: Item) -> dict[tuple[Network, str], str]:
    found = {}
    for one in item.accounts:
        meant = recognised(one.network, one.handle)
        held = holder(session, meant, None) if meant else None
        if held and held[1].id != organisation.id:
            found[one.network, one.handle.lower()] = held[1].name
    return found


def _taken(session: Session, organisation: OrganisationRow, item: Item) -> dict[str, str]:
    found = {}
    for name, value in {**item.identifiers, "wikidata": item.item}.items():
        # The code of a commune is also that of its library and its museum.
        other = organisations.by_identifier(session, name, value) if name in UNIQUE else None
        if other is not None and other.id != organisation.id:
            found[name] = other.name
    return found
