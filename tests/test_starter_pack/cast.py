"""Institutions whose Bluesky accounts are proven, and how the tests publish a pack of them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from connectors.bluesky_repository import BlueskyRepository
from dashboard.domain.accounts import AccountState, Link, Origin
from dashboard.domain.exit_days.pack import PackSector, PackTexts
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.domain.people import OPERATOR
from dashboard.services.exit_days.starter_pack import Difference, publish_pack
from db import organisations
from db.engine import Database
from db.tables import AccountRow, OrganisationRow
from tests.factories import NOW, account_id, make_account, make_organisation
from tests.network.bluesky_fake import did_of

CITIES = PackSector(kinds=frozenset({Kind.CITY}))
TEXTS = PackTexts("Villes sur Bluesky", "Les comptes prouvés des villes du registre.")


def member(
    db: Database,
    name: str,
    did: str,
    *,
    kind: Kind = Kind.CITY,
    link: Link = Link.PROVEN,
    state: AccountState = AccountState.ACTIVE,
    fictional: bool = False,
    **fields: Any,
) -> str:
    """An institution with a Bluesky account of its own; gives its slug."""
    slug = make_organisation(db, name, kind, **fields).slug
    make_account(db, slug, Network.BLUESKY, remote_id=did)
    becomes(db, slug, link=link, state=state)
    if fictional:
        with db.writing() as session:
            organisations.by_slug(session, slug).fictional = True
    return slug


def becomes(db: Database, slug: str, *, link: Link = Link.PROVEN, state: AccountState = AccountState.ACTIVE) -> None:
    """How sure its account is, and what became of it."""
    with db.writing() as session:
        row = session.get_one(AccountRow, account_id(db, slug, Network.BLUESKY))
        row.link, row.state = link.value, state.value


def members(db: Database, *names: str, first: int = 1) -> list[str]:
    """Several cities with accounts; gives their DIDs."""
    dids = [did_of(first + place) for place in range(len(names))]
    for name, did in zip(names, dids, strict=True):
        member(db, name, did)
    return dids


def crowd(db: Database, number: int) -> None:
    """So many cities with accounts, written at once: ``Ville 000`` and so on."""
    with db.writing() as session:
        for n in range(number):
            name, did = f"Ville {n:03}", did_of(1_000 + n)
            city = OrganisationRow(slug=f"ville-{n:03}", name=name, match_key=name.lower(), kind=Kind.CITY.value, registered_at=NOW)
            session.add(city)
            session.flush()
            session.add(
                AccountRow(
                    organisation_id=city.id or 0,
                    network=Network.BLUESKY.value,
                    origin=Origin.DESTINATION.value,
                    identity=did,
                    remote_id=did,
                    handle=f"{city.slug}.fr",
                    link=Link.PROVEN.value,
                    connected_at=NOW,
                )
            )


def publish(
    db: Database,
    own: BlueskyRepository | None,
    sector: PackSector = CITIES,
    texts: PackTexts = TEXTS,
    *,
    now: datetime = NOW,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Difference:
    """As the operator does."""
    return publish_pack(db, own, sector, texts, by=OPERATOR, now=now, progress=progress)
